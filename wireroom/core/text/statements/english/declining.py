"""Finds English phrases that are a cue as a whole: refusals to comment, what could not be verified. They are data."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from wireroom.core.text.statements.english.drafts import Draft, Range
from wireroom.core.text.statements.english.passages import Passage
from wireroom.core.text.statements.english.phrases import is_verb, subject_before
from wireroom.core.text.statements.english.phrases_ahead import phrase_from
from wireroom.core.text.statements.english.tokens import Tokens
from wireroom.core.text.statements.english.words import grammar
from wireroom.core.text.statements.values import Stance

_CLAUSE_ENDS = frozenset({";", ".", "?", "!"})


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A line of the data: what follows the phrase, its stance, itself."""

    follows: str
    stance: Stance
    pattern: re.Pattern[str]


@cache
def _phrases() -> tuple[list[_Phrase], list[tuple[str, tuple[int, ...]]]]:
    """The phrases of the data, and for each word the numbers of those that no text without it has."""
    lines = files("wireroom.core.data").joinpath("statement_phrases_en.txt").read_text("utf-8").splitlines()
    phrases: list[_Phrase] = []
    numbers: dict[str, tuple[int, ...]] = {}
    for line in lines:
        if line and not line.startswith("#"):
            follows, stance, words, phrase = line.split(" | ", 3)
            for word in words.split(","):
                numbers[word] = (*numbers.get(word, ()), len(phrases))
            phrases.append(_Phrase(follows, Stance(stance), re.compile(r"\b" + phrase)))
    return phrases, list(numbers.items())


def find_phrases(passage: Passage) -> list[Draft]:
    """The phrases of a passage that are a cue as a whole, each with its source and what it is about."""
    tokens = passage.tokens
    begin = tokens.starts[0]
    lowered = tokens.text[begin : tokens.ends[-1]].lower()
    if len(lowered) != tokens.ends[-1] - begin:
        return []
    found: list[Draft] = []
    phrases, numbers = _phrases()
    told = {number for word, of_word in numbers if word in lowered for number in of_word}
    for phrase in (phrases[number] for number in sorted(told)):
        follows, stance = phrase.follows, phrase.stance
        for match in phrase.pattern.finditer(lowered):
            first = bisect_left(tokens.starts, begin + match.start())
            after = bisect_left(tokens.starts, begin + match.end())
            if (
                first >= after
                or passage.quoted[first] >= 0
                or any(d.cue[0] < after and first < d.cue[1] for d in found)
            ):
                continue
            low = max((stop for stop in passage.stops if stop <= first), default=0)
            if follows in ("impersonal", "subject", "negated"):
                draft = Draft((first, after), stance, confidence=0.7)
                if _of_nobody(passage, draft, follows, low):
                    found.append(draft)
                continue
            if follows == "after":
                if source := phrase_from(tokens, after, passage.stop_after(first)):
                    found.append(Draft((first, after), stance, source=_named_first(tokens, source), inverted=True))
                continue
            own = subject_before(tokens, first, low) if tokens.lows[first] != "without" else None
            if follows.startswith("neither"):
                own = _neither(passage, own, low)
                if own is None:
                    continue
            source = own or _earlier_subject(passage, first, low)
            if source is None:
                continue
            draft = Draft((first, after), stance, source=_asked(tokens, source), shared=own is None, confidence=0.9)
            draft.content = _content_of_phrase(passage, after, follows.removeprefix("neither "))
            if follows == "content" and not draft.content and stance is Stance.NO_EVIDENCE:
                continue
            found.append(draft)
    return found


def _neither(passage: Passage, subject: Range | None, low: int) -> Range | None:
    """ "Neither the bank nor its lawyers", "none of them": the whole of a subject that did not; None of another."""
    lows = passage.tokens.lows
    if subject is None:
        return None
    if lows[subject[0]] in grammar("negative_subjects"):
        return subject
    joined = next((at for at in range(subject[0] - 1, low, -1) if lows[at] == "nor"), None)
    first = next((at for at in range(joined, low - 1, -1) if lows[at] == "neither"), None) if joined else None
    return (first, subject[1]) if first is not None else None


def _named_first(tokens: Tokens, source: Range) -> Range:
    """Who was sought, without what came of it ("the owner were unsuccessful", "Holm's family failed")."""
    end = next((at for at in range(*source) if tokens.lows[at] == "failed"), source[1])
    return source[0], end


def _of_nobody(passage: Passage, draft: Draft, follows: str, low: int) -> bool:
    """Fills a draft of what nobody is named for ("there is no evidence that …"); false where it says nothing."""
    tokens, (first, after) = passage.tokens, draft.cue
    stop = passage.stop_after(first)
    if follows == "impersonal":
        if after >= stop:
            return False
        draft.content = [(after + (tokens.lows[after] == "that"), clause_end(passage, after, stop))]
        return True
    subject = subject_before(tokens, first, low)
    if subject is None or (follows == "negated") != (tokens.lows[subject[0]] in grammar("negative_subjects")):
        return False
    draft.content = [subject]
    if after < stop and tokens.lows[after] == "by":
        draft.source = phrase_from(tokens, after + 1, stop)
    return True


def _asked(tokens: Tokens, source: Range) -> Range:
    """Who was asked where the questions are the subject: "requests for comment to the board went unanswered"."""
    if grammar("sent").isdisjoint(tokens.lows[source[0] : source[0] + 2]):
        return source
    lows = tokens.lows[slice(*source)]
    before = next((word for word in ("to", "with", "for") if word in lows), "")
    places = [at + 1 for at in range(*source) if tokens.lows[at] == before and at + 1 < source[1]]
    return (places[-1], source[1]) if places else source


def _earlier_subject(passage: Passage, first: int, low: int) -> Range | None:
    """ "X met the press but declined to comment": the first subject of the sentence."""
    for at in range(low, first):
        if passage.quoted[at] < 0 and (is_verb(passage.tokens, at) or passage.tokens.lows[at] in ("said", "says")):
            return subject_before(passage.tokens, at, low)
    return None


def _content_of_phrase(passage: Passage, at: int, follows: str) -> list[Range]:
    tokens = passage.tokens
    stop = passage.stop_after(at - 1)
    if at >= stop or follows in ("none", "neither"):
        return []
    if follows == "topic":
        if tokens.lows[at] == "further":
            at += 1
        if at >= stop or tokens.lows[at] not in ("on", "about", "regarding", "whether", "when", "if", "how"):
            return []
        if at + 1 < stop and tokens.lows[at + 1] in grammar("time"):
            return []
    end = clause_end(passage, at, stop)
    return [(at, end)] if end > at else []


def clause_end(passage: Passage, at: int, stop: int) -> int:
    """Where the clause that a place is in ends: at a stop, or at a comma before "but", "while"."""
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
