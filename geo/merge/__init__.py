"""The same event told twice becomes one incident that keeps both voices.

Incidents are taken apart into their tellings (:mod:`geo.merge.tellings`); what is compared of them
is laid out in columns (:mod:`geo.merge.columns`); each is compared only with those near in time and
space (:mod:`geo.merge.block`); what speaks for and against (:mod:`geo.merge.compare`) is weighed
into a probability (:mod:`geo.merge.weigh`); the likeliest join first and a group grows only by what
fits all of it (:mod:`geo.merge.group`); totals are linked to what they sum
(:mod:`geo.merge.totals`); a group becomes one incident (:mod:`geo.merge.combine`). What is added to
a merged table is compared with what is near it only (:mod:`geo.merge.near`).
"""

from geo.merge.decisions import Decision, read_decisions
from geo.merge.merging import Merging, merge
from geo.merge.near import Added, is_merged
from geo.merge.settled import Settled

__all__ = ["Added", "Decision", "Merging", "Settled", "is_merged", "merge", "read_decisions"]
