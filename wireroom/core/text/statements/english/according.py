"""Finds "according to X", "per X", "by reports" and "reportedly" in English, and the clause that they are said of."""

from wireroom.core.text.statements.english.declining import clause_end
from wireroom.core.text.statements.english.drafts import Draft, Range
from wireroom.core.text.statements.english.passages import Passage
from wireroom.core.text.statements.english.phrases import is_verb
from wireroom.core.text.statements.english.phrases_ahead import phrase_from
from wireroom.core.text.statements.english.words import grammar
from wireroom.core.text.statements.values import Stance

_STOPS = frozenset({";", ".", "?", "!"})
_BREAKS_CLAUSE = frozenset(
    ["and", "but", "while", "which", "who", "because", "after", "before", "when", "although", "though", "as", "where"]
)


def find_according(passage: Passage) -> list[Draft]:
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
    end = clause_end(passage, after, stop)
    if first == sentence or (first > 0 and tokens.words[first - 1] == ";"):
        return [(after, end)] if end > after else []
    head = before, first
    verbs = any(is_verb(tokens, at) or passage.quoted[at] >= 0 for at in range(*head))
    opener = not verbs and tokens.words[first - 1] == ","
    parts = [head]
    between = tokens.words[first - 1] == "," and tokens.words[after - 1] == "," and end > after
    if between and (opener or (lows[after] not in _BREAKS_CLAUSE and not lows[after].endswith("ing"))):
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
        links = lows[at] in ("but", "and", "while") and tokens.words[at - 1] == "," and first - at > 3
        if links and any(is_verb(tokens, on) for on in range(at, first)):
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


def find_hearsay(passage: Passage) -> list[Draft]:
    """ "reportedly": the clause it stands in, without it."""
    tokens, lows = passage.tokens, passage.tokens.lows
    found = []
    for at in range(passage.high):
        if lows[at] not in grammar("hearsay") or passage.quoted[at] >= 0:
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
            if tokens.words[end] in _STOPS:
                break
            if tokens.words[end] == "," and end + 1 < stop and lows[end + 1] in _BREAKS_CLAUSE | {"according"}:
                break
            end += 1
        parts = [_strip(passage, part) for part in ((start, at), (at + 1, end))]
        content = [part for part in parts if part]
        if content:
            found.append(Draft((at, at + 1), Stance.REPORTED, content=content, confidence=0.8))
    return found
