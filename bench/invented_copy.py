"""News copy for measuring: articles as a wire sends them, the same ones every time. Reads no clock.

Half the articles are English, of 500 words, half Japanese, of a thousand characters, in eight sections each. Words are
those of archive_copy.py, with real function words as the most frequent of English. As on a wire, four in ten articles
tell one of the running events: forty begin with each two hundred articles and are told of unevenly, some by a dozen
items, most by one or two. What tells an event shares its place, its people, its figures and a fifth of its words. Six
in a hundred carry an agency's one telling, with a beginning of their own or a paragraph less. The rest stand alone.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape

from archive_copy import LANGUAGES, PARTICLES, vocabulary

WORDS = {"en": 500, "ja": 240}
DAYS = 30
SENTENCE, PARAGRAPH = 16, 4
BLOCK, EVENTS = 200, 40
CARRIES, TELLS = 0.06, 0.40
OF_MATTER, NAMES, FIGURES = 0.2, 0.06, 0.01
_SECTIONS = {
    "en": ("World", "Politics", "Business", "Science", "Health", "Culture", "Sport", "Weather"),
    "ja": ("国際", "政治", "経済", "科学", "医療", "文化", "スポーツ", "天気"),
}
_SMALL = (
    "the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which"
    " one you were all her she there would their we him been has when who will no more if out up into than only its"
    " about some could them these may other then do first any my now such like our over after before while where"
)
_SMALLEST = dict(zip(vocabulary("en").words, _SMALL.split(), strict=False))
_PLACES = {
    "en": "Norway Ghana Peru Vietnam Austria Kenya Canada Portugal Malaysia Bolivia Finland Jordan Nepal Chile Egypt"
    " Greece Latvia Morocco Panama Senegal",
    "ja": "ノルウェー ガーナ ペルー ベトナム オーストリア ケニア カナダ ポルトガル マレーシア ボリビア フィンランド"
    " ヨルダン ネパール チリ エジプト ギリシャ ラトビア モロッコ パナマ セネガル",
}


@dataclass(frozen=True, slots=True)
class InventedArticle:
    """One article of the wire: `paragraphs` are plain text, `published` is aware."""

    number: int
    language: str
    section: str
    headline: str
    byline: str
    paragraphs: tuple[str, ...]
    published: datetime

    @property
    def guid(self) -> str:
        return f"tag:wire.example,2024:{self.number:06}"

    @property
    def link(self) -> str:
        return f"https://wire.example/{self.language}/{self.number}"

    @property
    def html(self) -> str:
        return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class _Matter:
    """What is told of: words and names that return in each telling, where it is, and the figures."""

    section: str
    words: tuple[str, ...]
    names: tuple[str, ...]
    figures: tuple[str, ...]


def invent_articles(count: int, *, until: datetime, start: int = 0) -> Iterator[InventedArticle]:
    """Articles `start` to `start + count`, oldest first, spread over the thirty days before `until`."""
    for index in range(count):
        number = start + index
        luck, language = random.Random(number), LANGUAGES[number % 2]
        matter, headline, paragraphs = _invent(number, language, luck)
        published = until - timedelta(days=DAYS) * ((count - index) / count)
        byline = luck.choice(vocabulary(language).names[:500])
        yield InventedArticle(
            number, language, matter.section, headline, byline, paragraphs, published.replace(microsecond=0)
        )


def rss_document(articles: Sequence[InventedArticle]) -> bytes:
    """An RSS 2.0 document as agencies send it: content:encoded, dc:creator, category, guid."""
    items = "".join(
        f"<item><title>{escape(a.headline)}</title><link>{a.link}</link><guid isPermaLink='false'>{a.guid}</guid>"
        f"<pubDate>{format_datetime(a.published)}</pubDate><category>{escape(a.section)}</category>"
        f"<dc:creator>{escape(a.byline)}</dc:creator><dc:language>{a.language}</dc:language>"
        f"<description>{escape(a.paragraphs[0])}</description>"
        f"<content:encoded><![CDATA[{a.html}]]></content:encoded></item>\n"
        for a in articles
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Invented Wire</title>'
        f"<link>https://wire.example/</link><description>Measuring only</description>\n{items}</channel></rss>"
    ).encode()


def rss_documents(count: int, *, until: datetime, each: int = 40) -> list[bytes]:
    """`count` articles in documents of `each`, oldest first."""
    articles = list(invent_articles(count, until=until))
    return [rss_document(articles[start : start + each]) for start in range(0, count, each)]


def section_names(language: str) -> tuple[str, ...]:
    return _SECTIONS[language]


def _invent(number: int, language: str, luck: random.Random) -> tuple[_Matter, str, tuple[str, ...]]:
    kind = luck.random()
    event = luck.choices(range(EVENTS), weights=[1 / rank for rank in range(1, EVENTS + 1)])[0]
    if kind >= CARRIES + TELLS:
        matter = _matter(f"{language} {number}", language)
        return matter, *_tell(matter, language, luck)
    seed = f"{language} {number // BLOCK} {event}"
    matter = _matter(seed, language)
    if kind >= CARRIES:
        return matter, *_tell(matter, language, luck)
    headline, paragraphs = _tell(matter, language, random.Random(seed))
    own = _tell(matter, language, luck)
    if luck.random() < 0.5:
        return matter, own[0], (own[1][0], *paragraphs)
    return matter, headline, paragraphs[:-1]


def _matter(seed: str, language: str) -> _Matter:
    luck, known = random.Random(f"matter {seed}"), vocabulary(language)
    return _Matter(
        section=luck.choice(_SECTIONS[language]),
        words=tuple(luck.choices(known.words[300:20_000], k=25)),
        names=(luck.choice(_PLACES[language].split()), *luck.choices(known.names, cum_weights=known.name_weights, k=3)),
        figures=tuple(str(luck.randint(2, 5000)) for _ in range(3)),
    )


def _tell(matter: _Matter, language: str, luck: random.Random) -> tuple[str, tuple[str, ...]]:
    """A headline and paragraphs."""
    told = _words(matter, language, luck)
    sentences = [_sentence(told[at : at + SENTENCE], language, luck) for at in range(0, len(told), SENTENCE)]
    paragraphs = tuple(
        ("" if language == "ja" else " ").join(sentences[at : at + PARAGRAPH])
        for at in range(0, len(sentences), PARAGRAPH)
    )
    headline = [luck.choice(matter.names), *luck.sample(matter.words, 4), *told[:3]]
    return _sentence(headline, language, luck)[:-1], paragraphs


def _words(matter: _Matter, language: str, luck: random.Random) -> list[str]:
    known = vocabulary(language)
    words = luck.choices(known.words, cum_weights=known.word_weights, k=WORDS[language])
    if language == "en":
        words = [_SMALLEST.get(word, word) for word in words]
    for at in range(len(words)):
        kind = luck.random()
        if kind < OF_MATTER:
            words[at] = luck.choice(matter.words)
        elif kind < OF_MATTER + NAMES:
            words[at] = luck.choice(matter.names)
        elif kind < OF_MATTER + NAMES + FIGURES:
            words[at] = luck.choice(matter.figures)
    return words


def _sentence(words: list[str], language: str, luck: random.Random) -> str:
    if language == "en":
        text = " ".join(words)
        return f"{text[0].upper()}{text[1:]}."
    return (
        "".join(word + particle for word, particle in zip(words, luck.choices(PARTICLES, k=len(words)), strict=True))
        + "。"
    )
