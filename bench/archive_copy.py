"""An archive's worth of copy for measuring search: word counts as in real text, the same every time. Reads no clock.

Half the articles are English, half Japanese, five minutes apart. A language has 200,000 words; the word of rank r is
used in proportion to 1 / (r + 2.7) ** 1.05 (Zipf's law as Mandelbrot put it), so a few are in nearly every article and
most in a handful of a million. English words are made of syllables, the frequent ones short; Japanese ones of two to
four kanji, of katakana, or of a kanji with a verb's end, with particles between. Each article also says three names,
two to five times each, out of 30,000 of its language that are as unevenly told of: two words, or six katakana. They are
what phrases find. Half of the articles are shorter than 220 words, one in twenty is longer than 600.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate

WORDS, NAMES = 200_000, 30_000
BEGINNING = datetime(2014, 1, 1, tzinfo=UTC)
APART = timedelta(minutes=5)
LANGUAGES = ("en", "ja")
_ONSETS = "b br c ch cl d dr f fl g gr h j k l m n p pl pr qu r s sh sl st t th tr v w"
_RIMES = "a an ar e el en er i il in ing o on or ou u un ea ia ent ash ock ell urn"
_KANA = "アイウエオカキクケコサシスセソタチツテトナニネノハヒフヘホマミムメモヤユヨラリルレロワン"
_ENDS = ("した", "する", "して", "された", "している", "い", "く", "った", "り", "れば")
PARTICLES = ("は", "が", "を", "に", "で", "と", "の", "も", "から", "まで", "など", "への")
# Characters of the first two thousand code points of Han, every other one: as many as news is written with.
_KANJI = [chr(code) for code in range(0x4E00, 0x4E00 + 4000, 2)]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A language's words and names, the most frequent first, with their cumulative weights."""

    words: list[str]
    word_weights: list[float]
    names: list[str]
    name_weights: list[float]


@dataclass(frozen=True, slots=True)
class ArchivedCopy:
    """One article of the archive in plain text; `published` is aware."""

    number: int
    language: str
    headline: str
    byline: str
    body: str
    published: datetime

    @property
    def html(self) -> str:
        return f"<p>{self.body}</p>"


@cache
def vocabulary(language: str) -> Vocabulary:
    """The language's words: made once a process."""
    luck = random.Random(language)
    make = _english_word if language == "en" else _japanese_word
    words: dict[str, None] = {}
    while len(words) < WORDS:
        words[make(luck, len(words))] = None
    names: dict[str, None] = {}
    while len(names) < NAMES:
        names[_english_name(luck) if language == "en" else "".join(luck.choices(_KANA, k=6))] = None
    return Vocabulary(list(words), _weights(WORDS), list(names), _weights(NAMES))


def archive_articles(count: int, *, start: int = 0) -> Iterator[ArchivedCopy]:
    """Articles `start` to `start + count`, oldest first."""
    for number in range(start, start + count):
        luck = random.Random(number)
        language = LANGUAGES[number % 2]
        known = vocabulary(language)
        size = min(max(int(luck.lognormvariate(5.4, 0.6)), 40), 1500)
        words = luck.choices(known.words, cum_weights=known.word_weights, k=size + 9)
        names = luck.choices(known.names, cum_weights=known.name_weights, k=3)
        title, told = words[:9], words[9:]
        for name in names:
            for _ in range(luck.randint(2, 5)):
                told[luck.randrange(size)] = name
        write = _write_english if language == "en" else _write_japanese
        yield ArchivedCopy(
            number,
            language,
            headline=write([names[0], *title], luck),
            byline=luck.choice(known.names[:500]),
            body=write(told, luck),
            published=BEGINNING + number * APART,
        )


def _weights(count: int) -> list[float]:
    return list(accumulate((rank + 2.7) ** -1.05 for rank in range(1, count + 1)))


def _english_word(luck: random.Random, rank: int) -> str:
    size = 1 if rank < 200 else 2 if rank < 8000 else 3
    onsets, rimes = _ONSETS.split(), _RIMES.split()
    return "".join(luck.choice(onsets) + luck.choice(rimes) for _ in range(size))


def _english_name(luck: random.Random) -> str:
    return " ".join(_english_word(luck, luck.choice((1000, 9000))).capitalize() for _ in range(2))


def _japanese_word(luck: random.Random, rank: int) -> str:
    kind = luck.random()
    if kind < 0.6 or rank < 100:
        return "".join(luck.choices(_KANJI, k=2 if rank < 20_000 else luck.choice((2, 3, 4))))
    if kind < 0.8:
        return "".join(luck.choices(_KANA, k=luck.randint(3, 6)))
    return luck.choice(_KANJI) + luck.choice(_ENDS)


def _write_english(words: list[str], luck: random.Random) -> str:
    return ". ".join(" ".join(words[at : at + 18]).capitalize() for at in range(0, len(words), 18))


def _write_japanese(words: list[str], luck: random.Random) -> str:
    linked = [word + particle for word, particle in zip(words, luck.choices(PARTICLES, k=len(words)), strict=True)]
    return "。".join("".join(linked[at : at + 12]) for at in range(0, len(linked), 12))
