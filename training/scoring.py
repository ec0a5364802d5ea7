"""Scores found statements against annotated ones. Trains nothing.

An attribution is found when source, cue and content each share a word with those of one annotated attribution (what is
none there must be none here), one to one. Japanese has no spaces: each kana or kanji is a word, and its marks are none,
so that parts which overlap in a character share a word. `python -m training.scoring [dev|test|train] [en|ja]` scores
the rules; with `--learned` and the learned choice of sources in Japanese.
"""

import re
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from training.gold import GoldStatement, GoldText, Span, read_gold, read_own
from wireroom.core.text.statements import Statement, find_statements

HERE = Path(__file__).resolve().parent
_JAPANESE = "ぁ-ゖァ-ヺー一-鿿々〆"
_WORD = re.compile(rf"[{_JAPANESE}]|[^\W_{_JAPANESE}]+|[^\s\w、。「」『』・]")
_LETTER = re.compile(rf"[{_JAPANESE}]")
_READING = re.compile(r"[(（][^()（）]*[)）]")
_AND = re.compile(r"\s*(?:[、・と]|及び|および)\s*")
_TITLE = re.compile(r"^(?:the|a|an|mr|mrs|ms|dr|sir|president|prime minister|senator|minister)\.?\s+", re.I)


@dataclass(slots=True)
class Score:
    """Counts over texts; the rates are properties."""

    gold: int = 0
    found: int = 0
    matched: int = 0
    cues_matched: int = 0
    source_and_cue: int = 0
    stance_right: int = 0
    speakers_right: int = 0
    speakers_wrong: int = 0
    speakers_none: int = 0
    speakers_gold: int = 0
    by_stance: dict[str, list[int]] = field(default_factory=dict)

    @property
    def precision(self) -> float:
        """Of the attributions found, those annotated."""
        return self.matched / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Of the attributions annotated, those found."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.matched / (self.gold + self.found) if self.gold + self.found else 0.0

    @property
    def stance_accuracy(self) -> float:
        """Of the attributions matched, those with the right stance."""
        return self.stance_right / self.matched if self.matched else 0.0

    @property
    def speaker_accuracy(self) -> float:
        """Of the actors named for matched attributions with an annotated actor, the right ones."""
        named = self.speakers_right + self.speakers_wrong
        return self.speakers_right / named if named else 0.0

    @property
    def speaker_coverage(self) -> float:
        """Of the matched attributions with an annotated actor, those an actor was named for."""
        named = self.speakers_right + self.speakers_wrong
        return named / self.speakers_gold if self.speakers_gold else 0.0

    @property
    def wrong_speakers(self) -> float:
        """Of the matched attributions with an annotated actor, those that name another one."""
        return self.speakers_wrong / self.speakers_gold if self.speakers_gold else 0.0


def decide_part(text_id: str) -> str:
    """Which part a text belongs to: test, dev or train."""
    return {0: "test", 1: "dev"}.get(zlib.crc32(text_id.encode()) % 5, "train")


def read_gold_texts(language: str, *, part: str | None = None, besides: str = "") -> Iterator[GoldText]:
    """The annotated corpus texts of a language, each once; none of the file that is called `besides`.

    Raises GoldError; FileNotFoundError without the corpora.
    """
    seen: set[str] = set()
    for path in sorted((HERE / "gold" / language).glob("*.gold")):
        if path.stem == besides:
            continue
        for text in read_gold(path):
            if text.id not in seen and (part is None or decide_part(text.id) == part):
                seen.add(text.id)
                yield text


def read_own_texts(language: str) -> Iterator[GoldText]:
    """The texts of our own of a language, all meant for training."""
    for path in sorted((HERE / "own" / language).glob("*.txt")):
        yield from read_own(path, language)


def match_statements(text: str, gold: Sequence[GoldStatement], found: Sequence[Statement]) -> list[tuple[int, int]]:
    """Pairs of an annotated and a found attribution, one to one, those that share most content first."""
    wanted = [_words_of_gold(text, one) for one in gold]
    offered = [_words_of_found(text, one) for one in found]
    pairs = []
    for at, parts in enumerate(wanted):
        for number, others in enumerate(offered):
            if all(_share(one, other) for one, other in zip(parts, others, strict=True)):
                shared = sum(len(one & other) for one, other in zip(parts, others, strict=True))
                spare = sum(len(one ^ other) for one, other in zip(parts, others, strict=True))
                pairs.append((-(shared - 0.5 * spare), at, number))
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    chosen = []
    for _, at, number in sorted(pairs):
        if at not in taken_gold and number not in taken_found:
            taken_gold.add(at)
            taken_found.add(number)
            chosen.append((at, number))
    return sorted(chosen)


def _share(one: frozenset[int], other: frozenset[int]) -> bool:
    return bool(one & other) or not (one or other)


def _words(text: str, spans: Iterable[Span | None]) -> frozenset[int]:
    """The places where words begin in some spans."""
    places = set()
    for span in spans:
        if span:
            places |= {span[0] + word.start() for word in _WORD.finditer(text[span[0] : span[1]])}
    return frozenset(places)


def _words_of_gold(text: str, one: GoldStatement) -> tuple[frozenset[int], ...]:
    return _words(text, [one.source]), _words(text, [one.cue]), _words(text, one.content)


def _words_of_found(text: str, one: Statement) -> tuple[frozenset[int], ...]:
    source = one.source.mention.span if one.source and one.source.mention else None
    return (
        _words(text, [source]),
        _words(text, [one.cue.span if one.cue else None]),
        _words(text, one.content.spans if one.content else ()),
    )


def is_same_actor(one: str, other: str) -> bool:
    """Whether two namings mean the same: equal without article and title, or one's words all in the other's. In
    Japanese, without what stands in brackets, one of them a part of the other, or the same papers in any order."""
    if _LETTER.search(one) and _LETTER.search(other):
        if set(_AND.split(one)) == set(_AND.split(other)):
            return True
        shorter, longer = sorted(("".join(_READING.sub("", name).split()) for name in (one, other)), key=len)
        return shorter == longer or (len(shorter) > 1 and shorter in longer)
    first, second = _plain(one), _plain(other)
    return first == second or (bool(first and second) and (first <= second or second <= first))


def _plain(name: str) -> frozenset[str]:
    previous = ""
    while name != previous:
        previous, name = name, _TITLE.sub("", name.strip())
    return frozenset(re.findall(r"[^\W_]+", name.casefold())) or frozenset([name.casefold()])


def score_text(score: Score, text: GoldText, found: Sequence[Statement]) -> list[tuple[int, int]]:
    """Adds a text's counts to a score; the pairs that matched."""
    pairs = match_statements(text.text, text.statements, found)
    score.gold += len(text.statements)
    score.found += len(found)
    score.matched += len(pairs)
    for one in text.statements:
        score.by_stance.setdefault(one.stance, [0, 0])[1] += 1
    for at, number in pairs:
        gold, mine = text.statements[at], found[number]
        if gold.stance == mine.stance.value:
            score.stance_right += 1
            score.by_stance[gold.stance][0] += 1
        if gold.actor:
            _count_speaker(score, gold.actor, mine)
    return pairs


def _count_speaker(score: Score, actor: str, mine: Statement) -> None:
    score.speakers_gold += 1
    named = mine.source.actor if mine.source else None
    if named is None:
        score.speakers_none += 1
    elif is_same_actor(actor, named):
        score.speakers_right += 1
    else:
        score.speakers_wrong += 1


def score_rules(texts: Iterable[GoldText], *, learned: bool = False) -> Score:
    """The rules' score over texts; with `learned` that of the learned choice of sources in Japanese."""
    score = Score()
    for text in texts:
        score_text(score, text, find_statements(text.text, text.language, learned=learned))
    return score


def main(arguments: list[str]) -> int:
    """Print the rules' score on a part (dev), of a language (en); with --learned, and the learned choice."""
    options, words = ([one for one in arguments if one.startswith("--") == is_option] for is_option in (True, False))
    part, language = (*words, "dev", "en")[:2] if len(words) != 1 else (words[0], "en")
    texts = read_own_texts(language) if part == "own" else read_gold_texts(language, part=part)
    score = score_rules(texts, learned="--learned" in options)
    print(f"{language} {part}: {score.gold} annotated, {score.found} found, {score.matched} matched")
    print(f"P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}  stance {score.stance_accuracy:.3f}")
    print(
        f"speaker right of those named {score.speaker_accuracy:.3f}, coverage {score.speaker_coverage:.3f}, "
        f"wrong {score.wrong_speakers:.3f} of {score.speakers_gold}"
    )
    for stance, (right, count) in sorted(score.by_stance.items()):
        print(f"  {stance}: {right} of {count} matched with this stance")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
