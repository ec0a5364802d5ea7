"""News copy for measuring: articles of about 500 words from a word list, the same ones every time. Reads no clock.

Half the articles are English, half Japanese, in eight sections each. Headlines share words as news of one week
does: a few themes return often, most words are rare.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape

WORDS = 500
DAYS = 30
_SECTIONS = {
    "en": ("World", "Politics", "Business", "Science", "Health", "Culture", "Sport", "Weather"),
    "ja": ("国際", "政治", "経済", "科学", "医療", "文化", "スポーツ", "天気"),
}
_ENGLISH = {
    "noun": "harbour ferry council budget hospital bridge railway forecast reservoir market parliament election museum"
    " laboratory vaccine satellite orchard fishery minister mayor committee university inquiry contract pipeline"
    " airport tariff subsidy strike shipment festival orchestra archive stadium league coach final storm drought"
    " earthquake glacier turbine battery refinery currency lender regulator court verdict appeal ceasefire border"
    " convoy embassy summit treaty observer witness teacher pupil nurse surgeon patient engineer pilot farmer"
    " fisherman resident tourist voter refugee reporter spokesman auditor architect librarian composer striker keeper",
    "verb": "announced denied confirmed rejected approved delayed reopened examined questioned doubled halved"
    " cancelled extended praised criticised welcomed postponed reviewed signed repaired inspected defended measured",
    "adjective": "coastal regional national northern southern eastern western annual temporary independent public"
    " private medical agricultural industrial historic volcanic tropical municipal disputed damaged flooded new",
    "small": "the a of in on at for with after before during over under near from by about against despite because",
}
_JAPANESE = {
    "noun": "港湾 連絡船 議会 予算 病院 橋梁 鉄道 予報 貯水池 市場 国会 選挙 博物館 研究所 衛星 果樹園 漁業 大臣"
    " 市長 委員会 大学 調査 契約 空港 関税 補助金 輸送 祭典 楽団 公文書館 競技場 監督 決勝 台風 干害 地震 氷河"
    " 風車 電池 製油所 通貨 銀行 規制 裁判所 判決 控訴 停戦 国境 大使館 会談 条約 監視団 証人 教員 児童 看護師"
    " 外科医 患者 技師 操縦士 農家 住民",
    "verb": "発表した 否定した 確認した 拒否した 承認した 延期した 再開した 検証した 倍増した 半減した 中止した"
    " 延長した 評価した 批判した 歓迎した 署名した 修理した 点検した 公表した",
    "adjective": "沿岸の 地域の 国内の 北部の 南部の 東部の 西部の 年次の 臨時の 独立した 公共の 民間の 医療の"
    " 農業の 工業の 歴史的な",
}
_SYLLABLES = "ba co da fe go hi jo ka lu ma ne or pa qui ro sa te ul va wen yor zan mir tol bek dra"
_KATAKANA = "アイウエオカキクケコサシスセソタチツテトナニネノハヒフヘホマミムメモヤユヨラリルレロワ"


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


def invent_articles(count: int, *, until: datetime, start: int = 0) -> Iterator[InventedArticle]:
    """Articles `start` to `start + count`, oldest first, spread over the thirty days before `until`."""
    for index in range(count):
        number = start + index
        luck = random.Random(number)
        language = ("en", "ja")[number % 2]
        section = luck.choice(_SECTIONS[language])
        write = _write_english if language == "en" else _write_japanese
        headline, paragraphs = write(luck)
        published = until - timedelta(days=DAYS) * ((count - index) / count)
        byline = _name(luck) if language == "en" else f"{luck.choice(_KATAKANA)}・{_katakana(luck)}"
        yield InventedArticle(number, language, section, headline, byline, paragraphs, published.replace(microsecond=0))


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


def _write_english(luck: random.Random) -> tuple[str, tuple[str, ...]]:
    words = {kind: text.split() for kind, text in _ENGLISH.items()}

    def pick(kind: str) -> str:
        return luck.choice(words[kind])

    place, person = _name(luck), _name(luck)
    event = f"{pick('noun')} {pick('verb')} as {pick('adjective')} {pick('noun')}"
    headline = f"{place} {event} nears {luck.randint(2, 900)}"
    paragraphs = []
    told = 0
    while told < WORDS:
        sentences = []
        for _ in range(3):
            size = luck.randint(9, 17)
            told += size + 6
            middle = " ".join(pick("small" if n % 2 else "noun" if n % 4 else "adjective") for n in range(size))
            figure = f"{luck.randint(2, 5000)} {pick('noun')}s"
            sentences.append(f"{person} {pick('verb')} {middle} {place}, said {figure}.")
        paragraphs.append(" ".join(sentences))
    return headline, tuple(paragraphs)


def _write_japanese(luck: random.Random) -> tuple[str, tuple[str, ...]]:
    words = {kind: text.split() for kind, text in _JAPANESE.items()}

    def pick(kind: str) -> str:
        return luck.choice(words[kind])

    place, person = _katakana(luck), _katakana(luck)
    headline = f"{place}{pick('noun')}、{pick('adjective')}{pick('noun')}を{pick('verb')} {luck.randint(2, 900)}人"
    paragraphs = []
    told = 0
    while told < 2 * WORDS:
        sentences = "".join(
            f"{person}氏は{pick('adjective')}{pick('noun')}と{pick('noun')}について{place}で{pick('noun')}を{pick('verb')}と"
            f"述べ、{luck.randint(2, 5000)}人の{pick('noun')}が{pick('adjective')}{pick('noun')}を{pick('verb')}。"
            for _ in range(3)
        )
        told += len(sentences)
        paragraphs.append(sentences)
    return headline, tuple(paragraphs)


def _name(luck: random.Random) -> str:
    return "".join(luck.choices(_SYLLABLES.split(), k=luck.randint(2, 3))).capitalize()


def _katakana(luck: random.Random) -> str:
    return "".join(luck.choices(_KATAKANA, k=luck.randint(3, 5)))
