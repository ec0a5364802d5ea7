"""Finds English cues that are no verb with its object: refusals to comment, "according to", "reportedly", nouns such as
"her claim that". Verbs are found elsewhere."""

import re
from bisect import bisect_left
from functools import cache
from importlib.resources import files

from wireroom.core.text.statements.english.cues import load_lexicon
from wireroom.core.text.statements.english.drafts import Draft, Range
from wireroom.core.text.statements.english.passages import Passage
from wireroom.core.text.statements.english.phrases import is_verb, noun_phrase_ending, phrase_from, subject_before
from wireroom.core.text.statements.english.tokens import CLOSING, STOPS
from wireroom.core.text.statements.english.words import grammar
from wireroom.core.text.statements.values import Stance

_ANY_PHRASE = re.compile(
    r"comment|respond|repl|return|answer|reached|available|drawn|elaborat|verif|confirm|corrobor|"
    r"authentic|evidence|proof|sign|indication|say|said|specif|disclos|reveal|clarif|detail|unable|not"
)
_CLAUSE_ENDS = frozenset({";", ".", "?", "!"})
_HEARSAY = frozenset({"reportedly", "allegedly", "supposedly", "purportedly"})
_BREAKS_CLAUSE = frozenset(
    ["and", "but", "while", "which", "who", "because", "after", "before", "when", "although", "though", "as", "where"]
)


@cache
def _phrases() -> tuple[tuple[str, Stance, re.Pattern[str]], ...]:
    lines = files("wireroom.core.data").joinpath("statement_phrases_en.txt").read_text("utf-8").splitlines()
    rows = (line.split(" | ", 2) for line in lines if line and not line.startswith("#"))
    return tuple((follows, Stance(stance), re.compile(r"\b" + phrase)) for follows, stance, phrase in rows)


def find_fixed(passage: Passage) -> list[Draft]:
    """All of these cues of a passage, in order."""
    tokens = passage.tokens
    lows = set(tokens.lows)
    found: list[Draft] = []
    if not lows.isdisjoint(_TELLTALE):
        found += _find_phrases(passage)
    if "according" in lows or "per" in lows or "by" in lows:
        found += _find_according(passage)
    if not lows.isdisjoint(_HEARSAY):
        found += _find_hearsay(passage)
    if not lows.isdisjoint(load_lexicon().nouns):
        found += _find_nouns(passage)
    return sorted(found, key=lambda draft: draft.cue)


_TELLTALE = frozenset(
    [
        "comment",
        "commenting",
        "commented",
        "respond",
        "responded",
        "reply",
        "replied",
        "return",
        "returned",
        "answer",
        "answered",
        "reached",
        "reachable",
        "unavailable",
        "available",
        "drawn",
        "elaborate",
        "elaborated",
        "verify",
        "verified",
        "confirm",
        "confirmed",
        "corroborate",
        "corroborated",
        "authenticate",
        "evidence",
        "proof",
        "sign",
        "signs",
        "indication",
        "indications",
        "say",
        "said",
        "specify",
        "specified",
        "disclose",
        "disclosed",
        "reveal",
        "revealed",
        "clarify",
        "clarified",
        "detail",
        "detailed",
    ]
)


def _find_phrases(passage: Passage) -> list[Draft]:
    tokens = passage.tokens
    begin = tokens.starts[0]
    lowered = tokens.text[begin : tokens.ends[-1]].lower()
    if len(lowered) != tokens.ends[-1] - begin or not _ANY_PHRASE.search(lowered):
        return []
    found: list[Draft] = []
    for follows, stance, pattern in _phrases():
        for match in pattern.finditer(lowered):
            first = bisect_left(tokens.starts, begin + match.start())
            after = bisect_left(tokens.starts, begin + match.end())
            if (
                first >= after
                or passage.quoted[first] >= 0
                or any(d.cue[0] < after and first < d.cue[1] for d in found)
            ):
                continue
            low = max((stop for stop in passage.stops if stop <= first), default=0)
            source = subject_before(tokens, first, low) or _earlier_subject(passage, first, low)
            if source is None:
                continue
            draft = Draft((first, after), stance, source=source, confidence=0.9)
            draft.content = _content_of_phrase(passage, after, follows)
            if follows == "content" and not draft.content and stance is Stance.NO_EVIDENCE:
                continue
            found.append(draft)
    return found


def _earlier_subject(passage: Passage, first: int, low: int) -> Range | None:
    """ "X met the press but declined to comment": the first subject of the sentence."""
    for at in range(low, first):
        if passage.quoted[at] < 0 and is_verb(passage.tokens, at):
            return subject_before(passage.tokens, at, low)
    return None


def _content_of_phrase(passage: Passage, at: int, follows: str) -> list[Range]:
    tokens = passage.tokens
    stop = passage.stop_after(at - 1)
    if at >= stop or follows == "none":
        return []
    if follows == "topic":
        if tokens.lows[at] == "further":
            at += 1
        if at >= stop or tokens.lows[at] not in ("on", "about", "regarding", "whether", "when", "if", "how"):
            return []
        if at + 1 < stop and tokens.lows[at + 1] in grammar("time"):
            return []
    end = _clause_end(passage, at, stop)
    return [(at, end)] if end > at else []


def _clause_end(passage: Passage, at: int, stop: int) -> int:
    tokens, lows = passage.tokens, passage.tokens.lows
    while at < stop:
        if tokens.words[at] in _CLAUSE_ENDS and passage.quoted[at] < 0:
            return at
        if (
            tokens.words[at] == ","
            and at + 1 < stop
            and lows[at + 1] in ("but", "and", "while", "although", "according")
        ):
            return at
        at += 1
    return at


def _find_according(passage: Passage) -> list[Draft]:
    """ "According to X, …", "…, according to X", "…, per X"."""
    tokens, lows = passage.tokens, passage.tokens.lows
    found = []
    for at in range(passage.high - 1):
        if passage.quoted[at] >= 0:
            continue
        long = lows[at] == "according" and lows[at + 1] == "to"
        short = lows[at] == "per" and (at == 0 or (tokens.words[at - 1] == "," and tokens.words[at + 1][0].isupper()))
        if lows[at] == "by" and "reports" in lows[at + 1 : at + 3]:
            after = lows.index("reports", at) + 1
            content = _around_according(passage, at, after)
            if content:
                found.append(Draft((at, after), Stance.REPORTED, content=content, confidence=0.7))
            continue
        if not (long or short) or at + 2 >= passage.high:
            continue
        after = at + 2 if long else at + 1
        source = phrase_from(tokens, after, passage.high, wide=True)
        if source is None or lows[source[0]] in ("plan", "plans", "schedule"):
            continue
        draft = Draft((at, after), Stance.ASSERTS, source=source, inverted=True, confidence=0.85)
        draft.content = _around_according(passage, at, source[1])
        if lows[source[1] - 1] in ("reports", "rumors", "rumours") and source[1] - source[0] <= 3:
            draft.cue, draft.source, draft.stance = (at, source[1]), None, Stance.REPORTED
        if draft.content:
            found.append(draft)
    return found


def _around_according(passage: Passage, first: int, after: int) -> list[Range]:
    tokens, lows = passage.tokens, passage.tokens.lows
    sentence = max((stop for stop in passage.stops if stop <= first), default=0)
    stop = passage.stop_after(first)
    before = _clause_start(passage, first, sentence)
    if after < stop and tokens.words[after] == ",":
        after += 1
    end = _clause_end(passage, after, stop)
    if first == sentence or (first > 0 and tokens.words[first - 1] == ";"):
        return [(after, end)] if end > after else []
    head = before, first
    verbs = any(is_verb(tokens, at) or passage.quoted[at] >= 0 for at in range(*head))
    opener = not verbs and tokens.words[first - 1] == ","
    parts = [head]
    if tokens.words[first - 1] == "," and tokens.words[after - 1] == "," and end > after:
        if opener or (lows[after] not in _BREAKS_CLAUSE and not lows[after].endswith("ing")):
            parts.append((after, end))
    if head[0] + 1 == head[1] and lows[head[0]] in ("and", "but", "while"):
        parts = [(after, end)] if end > after else []
    return [part for part in (_strip(passage, one) for one in parts) if part]


def _clause_start(passage: Passage, first: int, sentence: int) -> int:
    tokens, lows = passage.tokens, passage.tokens.lows
    for at in range(first - 1, sentence, -1):
        if passage.quoted[at] >= 0:
            continue
        if tokens.words[at] == ";":
            return at + 1
        if lows[at] in ("but", "and", "while") and tokens.words[at - 1] == "," and first - at > 3:
            if any(is_verb(tokens, on) for on in range(at, first)):
                return at + 1
    return sentence


def _strip(passage: Passage, part: Range) -> Range | None:
    tokens = passage.tokens
    start, end = part
    while end > start and passage.quoted[end - 1] < 0 and tokens.words[end - 1] in (",", ".", ";", "—", "–", "--", "("):
        end -= 1
    while start < end and passage.quoted[start] < 0 and tokens.lows[start] in (",", "and", "but", "that", "—", "–"):
        start += 1
    return (start, end) if end > start else None


def _find_hearsay(passage: Passage) -> list[Draft]:
    """ "reportedly": the clause it stands in, without it."""
    tokens, lows = passage.tokens, passage.tokens.lows
    found = []
    for at in range(passage.high):
        if lows[at] not in _HEARSAY or passage.quoted[at] >= 0:
            continue
        sentence = max((stop for stop in passage.stops if stop <= at), default=0)
        stop = passage.stop_after(at)
        start = sentence
        for on in range(at - 1, sentence, -1):
            if tokens.words[on] in (";", ":") or (
                lows[on] in _BREAKS_CLAUSE
                and (tokens.words[on - 1] == "," or any(is_verb(tokens, verb) for verb in range(on + 1, at)))
            ):
                start = on + 1
                break
        if tokens.words[at - 1] == "," and at > sentence and not any(is_verb(tokens, on) for on in range(start, at)):
            start = start if at - start > 3 else at
        end = at + 1
        while end < stop:
            if tokens.words[end] in _CLAUSE_ENDS:
                break
            if tokens.words[end] == "," and end + 1 < stop and lows[end + 1] in _BREAKS_CLAUSE | {"according"}:
                break
            end += 1
        parts = [_strip(passage, part) for part in ((start, at), (at + 1, end))]
        content = [part for part in parts if part]
        if content:
            found.append(Draft((at, at + 1), Stance.REPORTED, content=content, confidence=0.8))
    return found


def _find_nouns(passage: Passage) -> list[Draft]:
    """ "her claim that …", "accusations of fraud by the opposition", "a statement by the ministry that …"."""
    tokens, lows, nouns = passage.tokens, passage.tokens.lows, load_lexicon().nouns
    found = []
    for at in range(passage.high - 2):
        if lows[at] not in nouns or passage.quoted[at] >= 0:
            continue
        stop = passage.stop_after(at)
        owner = _owner(passage, at)
        if owner and owner[0] and lows[owner[0] - 1] == "in" and lows[at + 1] == "that":
            continue
        following = lows[at + 1]
        if following in ("that", "of", "for", "to", "on", "about") and at + 2 < stop:
            source, end = owner, _clause_end(passage, at + 2, stop)
            if source is None and following in ("of", "for", "that", "to"):
                by = next((on for on in range(at + 2, min(end, at + 14)) if lows[on] in ("by", "from")), None)
                source = phrase_from(tokens, by + 1, stop) if by is not None else None
                if by is not None and source is None or by is None and nouns[lows[at]] is not Stance.ACCUSES:
                    continue
                end = by if by is not None else end
            if (
                end <= at + 2
                or source is None
                and (nouns[lows[at]] is not Stance.ACCUSES or lows[at].startswith("charge"))
            ):
                continue
            if following != "that":
                end = _phrase_end(passage, at + 2, end)
            start = at + 2 if following in ("that", "on", "about") else at + 1
            found.append(Draft((at, at + 1), nouns[lows[at]], source=source, content=[(start, end)], confidence=0.5))
        elif following in ("by", "from") and (source := phrase_from(tokens, at + 2, stop)):
            after = source[1]
            if after + 1 < stop and lows[after] in ("that", "of", "saying") and lows[at + 2] not in grammar("time"):
                end = _clause_end(passage, after + 1, stop)
                found.append(
                    Draft((at, at + 1), nouns[lows[at]], source=source, content=[(after + 1, end)], confidence=0.5)
                )
    return found


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
