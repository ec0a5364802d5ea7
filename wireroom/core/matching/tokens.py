"""Text as a row of tokens: words, and single characters where a script puts no spaces. Looks nothing up."""

import html
import re
import unicodedata
from functools import cache

from wireroom.core.text.sanitize import visible_text

# Han, kana, Thai, Lao, Burmese, Khmer: what is written without spaces is compared by characters.
_UNSPACED_RANGES = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# Letters, digits and the marks that stand on letters; \w would break words at the vowel signs of India's scripts.
_WORD_RANGES = (
    "0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02c1\u0300-\u037d\u037f-\u0386\u0388-\u0559"
    "\u0560-\u0588\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4-\u05f2\u0610-\u061a\u0620-\u0669\u066e-\u06d3\u06d5-\u06ff"
    "\u0710-\u0963\u0966-\u0dff\u0f00\u0f18-\u0fbc\u10a0-\u10fa\u10fc-\u135f\u1369-\u166c\u166f-\u169a\u1800-\u1fff"
    "\ua000-\ua48c\uac00-\ud7a3"
)
_TOKEN = re.compile(f"[{_UNSPACED_RANGES}]|[{_WORD_RANGES}]+")
_ASCII_MARKS = {code: " " for code in range(128) if not chr(code).isalnum()}
_UNSPACED = re.compile(f"[{_UNSPACED_RANGES}]")
# The mark first, then what stands before it: an expression that begins with a letter is found faster.
_THOUSANDS = re.compile(r",(?<=\d,)(?=\d{3}(?!\d))")
_APOSTROPHE = re.compile(r"['\u2019\u02bc](?<=\w['\u2019\u02bc])(?=\w)")
# Soft hyphens, joiners and marks of direction, which nobody sees, and the stroke that stretches an Arabic word.
_SILENT = (
    "\u00ad\u034f\u061c\u0640\u200b\u200c\u200d\u200e\u200f"
    "\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
# Where letters bear marks that one writer sets and another does not (capitals in Greek, names in English, vowels in
# Arabic and Hebrew), and those marks; in India's and Thai script marks are letters.
_MARKED = re.compile("[\u00c0-\u06ff\u0966-\u096f\u1e00-\u1fff]")
_MARKS = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
_VARIANTS = dict(zip("ıđłøیىک٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९", "idloييك" + "0123456789" * 3, strict=True))
_VARIANT = re.compile(f"[{''.join(_VARIANTS)}]")
_MARKUP = re.compile(r"<[a-zA-Z/!]|&#?\w+;")


def strip_markup(text: str) -> str:
    """The plain text of a text that may be HTML."""
    if ("<" in text or "&" in text) and _MARKUP.search(text):
        # A feed that escapes twice leaves one layer after the first reading.
        text = visible_text(text)
        if _MARKUP.search(text):
            text = visible_text(html.unescape(text))
    return text


def fold_text(text: str) -> str:
    """The text without markup, in one width and case, "1,500" as 1500 and "don't" as dont: what copies agree in."""
    return fold_plain(strip_markup(text))


def fold_plain(text: str) -> str:
    """As fold_text, of a text that has no markup."""
    if not text.isascii():
        # The space that breaks no line is all that most English texts have for this to change: without it, it is quick.
        text = unicodedata.normalize("NFKC", text.replace("\u00a0", " "))
        for silent in _SILENT:
            text = text.replace(silent, "")
    if "," in text:
        text = _THOUSANDS.sub("", text)
    return _APOSTROPHE.sub("", text).casefold()


def find_tokens(folded: str) -> list[str]:
    """Words and characters of a folded text in order; punctuation and spaces are no tokens."""
    if folded.isascii():
        return folded.translate(_ASCII_MARKS).split()
    return _TOKEN.findall(folded)


def strip_marks(tokens: list[str]) -> list[str]:
    """The tokens of a folded text without accents, vowel points and stress marks, digits as 0 to 9."""
    row = "\n".join(tokens)
    if row.isascii() or not _MARKED.search(row):
        return tokens
    row = _VARIANT.sub(lambda found: _VARIANTS[found[0]], _MARKS.sub("", unicodedata.normalize("NFD", row)))
    return unicodedata.normalize("NFC", row).split()


@cache
def _is_unspaced(character: str) -> bool:
    return _UNSPACED.match(character) is not None


def is_unspaced(token: str) -> bool:
    """Whether the token is a single character of a script without spaces."""
    return len(token) == 1 and _is_unspaced(token)


def has_unspaced(folded: str) -> bool:
    """Whether any of the text is in a script without spaces."""
    return not folded.isascii() and _UNSPACED.search(folded) is not None
