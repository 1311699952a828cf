"""How many were killed, injured, captured, missing or displaced, who they were, and who says so.

An outcome word (``outcomes.csv``) with the phrases that name its victims makes a claim; the parse
vetoes what did not happen (:mod:`.claims`) and adds the claimant. Every claim is kept and nothing
is summed, save the members of one list: "two soldiers and a civilian" are three, told as one claim
and two parts of it. The doer is no victim: "killed himself and 12 others" are the twelve whom the
report counts. "Casualties" alone have no outcome; they take over "killed" only from the sentence
they stand in or the one before it.
"""

from geo.incidents.casualties.find import CasualtyMention, find_casualties

__all__ = ["CasualtyMention", "find_casualties"]
