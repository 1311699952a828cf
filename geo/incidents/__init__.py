"""Incidents out of a parsed report: acts, actors, dates, places and casualties, composed."""

from geo.incidents.actors import ActorLexicon
from geo.incidents.acts import has_trigger as may_tell_violence
from geo.incidents.compose import compose
from geo.incidents.reading import Knowledge

__all__ = ["ActorLexicon", "Knowledge", "compose", "may_tell_violence"]
