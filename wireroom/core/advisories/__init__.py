"""Finds messages that steer other copy in words (kill, hold, disregard, correct, replace) and what they speak of.

Rules over word lists, in English and Japanese. Position, case and shape decide, since "kill", "hold" and 「訂正」 stand
in ordinary news every day. Publishes and holds nothing itself: see publishing.actions.advising.
"""

from dataclasses import dataclass

from wireroom.core.advisories.english import find_english
from wireroom.core.advisories.japanese import find_japanese
from wireroom.core.advisories.message import Said, fold_message
from wireroom.core.advisories.references import References, find_references
from wireroom.core.advisories.targets import Candidate, decide_targets, leave_unfound

__all__ = ["AdvisoryFound", "Candidate", "References", "decide_targets", "find_advisory", "leave_unfound"]

SHOWN = 300


@dataclass(frozen=True, slots=True)
class AdvisoryFound:
    """A message to editors. `kind` is kill, hold, disregard, correction or replacement; `words` as they stand.

    `rule` names what gave it away: shout (capitals standing apart), mark (words standing apart), address (editors are
    spoken to), notice (a sentence about the sender's own copy), note (the wire's own field for editors), slug.
    """

    kind: str
    words: str
    rule: str
    references: References


def find_advisory(headline: str, text: str, *, slugline: str = "", ed_note: str = "") -> AdvisoryFound | None:
    """Read a message as an editor would. None for ordinary copy, corrected or not.

    Never raises; takes time linear in what it reads, at most the first 4,000 and the last 1,500 characters of the text.
    """
    message = fold_message(headline, text, slugline=slugline, ed_note=ed_note)
    said: Said | None = find_english(message) or find_japanese(message)
    if said is None:
        return None
    words = " ".join(said.words.split())[:SHOWN]
    return AdvisoryFound(said.kind, words, said.rule, find_references(message, said))
