"""Finds English cues that are no verb with its object: phrases, "according to", "reportedly", nouns."""

from functools import cache

from wireroom.core.text.statements.english.according import find_according, find_hearsay
from wireroom.core.text.statements.english.cues import load_lexicon
from wireroom.core.text.statements.english.declining import find_phrases
from wireroom.core.text.statements.english.drafts import Draft, Range
from wireroom.core.text.statements.english.nouns import find_nouns
from wireroom.core.text.statements.english.passages import Passage
from wireroom.core.text.statements.english.words import grammar


@cache
def _cue_words() -> frozenset[str]:
    lexicon = load_lexicon()
    alone = (form for form, entries in lexicon.verbs.items() if any(not entry.tail for entry in entries))
    return frozenset([*alone, *lexicon.nouns, "according", "per"]) | grammar("hearsay")


def count_cues(passage: Passage) -> int:
    """How many words of a passage may be cues, those in quotation marks left out."""
    words = _cue_words()
    return sum(low in words and quoted < 0 for low, quoted in zip(passage.tokens.lows, passage.quoted, strict=True))


def find_fixed(passage: Passage) -> list[Draft]:
    """All of these cues of a passage, in order."""
    tokens = passage.tokens
    lows = set(tokens.lows)
    found = find_phrases(passage)
    if "according" in lows or "per" in lows or "by" in lows:
        found += find_according(passage)
    if not lows.isdisjoint(grammar("hearsay")):
        found += find_hearsay(passage)
    if not lows.isdisjoint(load_lexicon().nouns):
        found += [one for one in find_nouns(passage) if not any(_share(one.cue, other.cue) for other in found)]
    return sorted(found, key=lambda draft: draft.cue)


def _share(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]
