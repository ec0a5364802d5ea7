"""What the search finds in real texts, against what plain comparison says stands in them. The floors below only rise.

Indexed are Wikinews texts: 700 Japanese, and all English ones. Asked for are words taken from them, evenly over the
texts; what must be found is every text in which these characters stand, written as they are or in a variant.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import timedelta
from html import escape
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from published_rows import NOON, add_article

from wireroom.core.searching.asking import parse_query
from wireroom.searching.actions import describe_articles, index_articles
from wireroom.searching.queries import Search, find_articles, find_suggestions

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
pytestmark = [
    pytest.mark.skipif(not CORPORA.is_dir(), reason="the shared corpora are not here"),
    pytest.mark.django_db,
]

JAPANESE_TEXTS, WORDS = 700, 300
# Share of mistyped words that are read as the word that was meant, and share where it is among what is proposed.
MISTYPED = {"left out": (0.91, 0.99), "doubled": (0.99, 1.0), "swapped": (0.97, 1.0), "changed": (0.98, 1.0)}
HALF_WIDTH = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF61, 0xFFA0)}
# Some texts have these kanji in their older forms: 讀賣新聞 is 読売新聞, and to be found as such.
OLDER_FORMS = str.maketrans("讀賣經國澤嶋應櫻濱廣", "読売経国沢島応桜浜広")
HALF_WIDTH |= {"\u3099": "ﾞ", "\u309a": "ﾟ"}


@pytest.fixture(scope="module")
def texts(django_db_setup, django_db_blocker):
    """The texts by the number of their article, headline and body, in the index: once for all tests here."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield publish_texts()
        transaction.set_rollback(True)


def publish_texts() -> dict[int, str]:
    articles, told = [], {}
    for language, most in (("ja", JAPANESE_TEXTS), ("en", 10_000)):
        with (CORPORA / f"wikinews.{language}.jsonl").open(encoding="utf-8") as lines:
            for row in map(json.loads, islice(lines, most)):
                at = NOON - timedelta(minutes=len(articles))
                article = add_article(language=language, headline=row["title"], at=at)
                article.current.body = f"<p>{escape(row['text'])}</p>"
                articles.append(article)
                told[article.id] = f"{row['title']}\n{row['text']}"
    index_articles(describe_articles(articles))
    return told


def search(query: str) -> Search:
    return Search(parse_query(query), ZoneInfo("Asia/Tokyo"), NOON + timedelta(days=1))


def taken_from(texts: dict[int, str], pattern: str) -> list[str]:
    """Words of a pattern, at most one a text, the one in its middle; each once."""
    words = (re.findall(pattern, text) for text in texts.values())
    return list(dict.fromkeys(found[len(found) // 2] for found in words if found))[:WORDS]


def measure(texts: dict[int, str], words: Iterable[str], write: Callable[[str], str]) -> tuple[float, float]:
    """Precision and recall over all words, each asked for as `write` has it."""
    right = found = wanted = 0
    texts = {number: text.translate(OLDER_FORMS) for number, text in texts.items()}
    for word in words:
        holding = {number for number, text in texts.items() if word.translate(OLDER_FORMS) in text}
        told = set(find_articles(search(write(word))).ids)
        right, found, wanted = right + len(told & holding), found + len(told), wanted + len(holding)
    print(f"{wanted} to find, precision {right / found:.4f}, recall {right / wanted:.4f}")
    return right / found, right / wanted


def half_width(word: str) -> str:
    return "".join(HALF_WIDTH.get(char, char) for char in unicodedata.normalize("NFD", word))


def hiragana(word: str) -> str:
    return "".join(chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char for char in word)


def full_width(word: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in word)


def test_words_of_two_kanji_are_found_in_every_text_that_has_them_and_in_no_other(texts):
    words = taken_from(texts, r"(?<![一-鿿々])[一-鿿]{2}(?![一-鿿々])")
    assert len(words) == WORDS
    assert measure(texts, words, str) == (1.0, 1.0)


def test_two_characters_within_longer_words_are_found_as_well(texts):
    words = taken_from(texts, r"(?<=[一-鿿])[一-鿿]{2}(?=[一-鿿])")
    assert len(words) == WORDS
    assert measure(texts, words, str) == (1.0, 1.0)


@pytest.mark.parametrize("write", [str, half_width, hiragana])
def test_katakana_is_found_in_each_width_and_kana(texts, write):
    words = taken_from(texts, r"(?<![ァ-ヶー])[ァ-ヶー]*[ァ-ヶ](?![ァ-ヶー])")
    precision, recall = measure(texts, [word for word in words if len(word) > 2], write)
    # Beyond what was asked for: the same sounds in hiragana.
    assert precision >= 0.99
    assert recall == 1.0


@pytest.mark.parametrize("write", [str, full_width, str.upper, str.lower])
def test_latin_words_are_found_in_each_width_and_case(texts, write):
    words = taken_from(texts, r"(?<![^\W_])[A-Za-z]{4,}(?![^\W_])")
    holding = {number: set(re.findall(r"[^\W_]+", text.lower())) for number, text in texts.items()}
    for word in words:
        wanted = {number for number, known in holding.items() if word.lower() in known}
        assert wanted <= set(find_articles(search(write(word))).ids), word


@pytest.mark.parametrize("mistake", MISTYPED)
def test_mistyped_words_are_read_as_the_words_meant(texts, mistake):
    words = {word.lower() for word in taken_from(texts, r"(?<![\w'’-])[A-Za-z]{6,12}(?![\w'’-])")}
    read = proposed = asked = 0
    for word in sorted(words):
        typed = mistype(word, mistake)
        if typed == word or find_articles(search(typed)).ids:
            continue
        told = find_suggestions(search(typed))
        asked += 1
        read += told.corrected and told.queries[0] == word
        proposed += word in told.queries
    print(f"{mistake}: {asked} asked, read as meant {read / asked:.3f}, among the proposed {proposed / asked:.3f}")
    assert asked > 100
    assert (read / asked >= MISTYPED[mistake][0], proposed / asked >= MISTYPED[mistake][1]) == (True, True)


def mistype(word: str, mistake: str) -> str:
    """The word with one mistake, at a place that its letters decide, never the first."""
    at = 1 + sum(map(ord, word)) % (len(word) - 2)
    match mistake:
        case "left out":
            return word[:at] + word[at + 1 :]
        case "doubled":
            return word[:at] + word[at] + word[at:]
        case "swapped":
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case _:
            return word[:at] + ("a" if word[at] != "a" else "e") + word[at + 1 :]
