"""Finds English nouns that tie a source to what it says: "her claim that …", "accusations of fraud by X"."""

from wireroom.core.text.statements.english.cues import load_lexicon
from wireroom.core.text.statements.english.declining import clause_end
from wireroom.core.text.statements.english.denying import is_granting
from wireroom.core.text.statements.english.drafts import Draft, Range
from wireroom.core.text.statements.english.passages import Passage, clause_floor
from wireroom.core.text.statements.english.phrases import (
    group_start,
    is_verb,
    noun_phrase_ending,
    subject_before,
)
from wireroom.core.text.statements.english.phrases_ahead import phrase_from
from wireroom.core.text.statements.english.tokens import CLOSING, STOPS
from wireroom.core.text.statements.english.words import grammar
from wireroom.core.text.statements.values import Stance


def find_nouns(passage: Passage) -> list[Draft]:
    """ "her claim that …", "accusations of fraud by the opposition", "a statement by the ministry that …"."""
    lows, nouns = passage.tokens.lows, load_lexicon().nouns
    found = []
    for at in range(passage.high - 2):
        if lows[at] in nouns and passage.quoted[at] < 0:
            draft = _of_noun(passage, at, nouns[lows[at]])
            if draft:
                found.append(draft)
    return found


def _of_noun(passage: Passage, at: int, stance: Stance) -> Draft | None:
    tokens, lows = passage.tokens, passage.tokens.lows
    stop = passage.stop_after(at)
    following = lows[at + 1]
    if following in ("by", "from"):
        source = phrase_from(tokens, at + 2, stop)
        if not source or source[1] + 1 >= stop or lows[source[1]] not in ("that", "of", "saying"):
            return None
        content = source[1] + 1, clause_end(passage, source[1] + 1, stop)
        return Draft((at, at + 1), stance, source=source, content=[content], confidence=0.5, noun=True)
    source = _owner(passage, at) or _who_makes(passage, at)
    if source and (lows[source[0]] in grammar("time") or lows[source[0]][0].isdigit()):
        return None
    if source and source[0] and lows[source[0] - 1] == "in" and following == "that":
        return None
    bare = (
        stance is Stance.ACCUSES and not source and (following in grammar("subjects") or tokens.words[at + 1].istitle())
    )
    if at + 2 >= stop or not (bare or following in ("that", "of", "for", "to", "on", "about")):
        return None
    if stance is Stance.DENIES and following == "of" and is_granting(passage, at + 2):
        return None
    end = clause_end(passage, at + 2, stop)
    if source is None and following in ("of", "for", "to"):
        by = next((on for on in range(at + 2, min(end, at + 14)) if lows[on] in ("by", "from")), None)
        # "Reports of a coup were denied by the palace": by whom, belongs to the verb.
        if by is not None and grammar("be").isdisjoint(lows[at + 2 : by]):
            source = phrase_from(tokens, by + 1, stop)
            end = by
    # Accusations are told without a name, too; whose promise or plan it is must be said.
    if end <= at + 2 or (source is None and not ((stance is Stance.ACCUSES and following in ("of", "that")) or bare)):
        return None
    if following != "that" and not bare:
        end = _phrase_end(passage, at + 2, end)
    start = at + 2 if following in ("that", "on", "about") else at + 1
    return Draft((at, at + 1), stance, source=source, content=[(start, end)], confidence=0.5, noun=True)


def _who_makes(passage: Passage, at: int) -> Range | None:
    """Who is the subject of "traded accusations of", "issued a warning that": whoever makes it says it."""
    tokens, lows = passage.tokens, passage.tokens.lows
    for back in range(at - 1, max(0, at - 5), -1):
        if passage.quoted[back] >= 0 or tokens.words[back] in STOPS or tokens.words[back] == ",":
            return None
        if lows[back] in grammar("makes"):
            low = clause_floor(passage, back)
            return subject_before(tokens, group_start(lows, back, low), low)
    return None


def _phrase_end(passage: Passage, at: int, end: int) -> int:
    """Ends a noun's content before a finite verb or a comma: "calls for a vote were"."""
    tokens = passage.tokens
    for on in range(at + 1, end):
        if passage.quoted[on] < 0 and (tokens.words[on] in (",", "(", "—") or is_verb(tokens, on)):
            return on
    return end


def _owner(passage: Passage, at: int) -> Range | None:
    """Whose claim it is: "her", "the ministry's", with adjectives in between."""
    tokens, lows = passage.tokens, passage.tokens.lows
    for back in range(at - 1, max(-1, at - 4), -1):
        if passage.quoted[back] >= 0 or tokens.words[back] in STOPS or tokens.words[back] in CLOSING - {"'", "’"}:
            return None
        if lows[back] in grammar("possessives"):
            return None if lows[back] in ("whose", "your") else (back, back + 1)
        if lows[back].endswith(("'s", "’s", "s'", "s’")) or (
            back + 1 < at and tokens.words[back + 1] in ("'", "’") and lows[back].endswith("s")
        ):
            floor = max((stop for stop in passage.stops if stop <= back), default=0)
            phrase = noun_phrase_ending(tokens, back + 1, floor)
            if phrase is None:
                return back, back + 1
            # "rejected the ministry's claim", "of Trump's claim": the owner begins after a preposition.
            starts = [on + 1 for on in range(*phrase) if lows[on] in grammar("prepositions") and lows[on] != "of"]
            return (starts[-1] if starts and starts[-1] <= back else phrase[0]), back + 1
        if lows[back] in grammar("determiners") or lows[back] in grammar("prepositions"):
            return None
    return None
