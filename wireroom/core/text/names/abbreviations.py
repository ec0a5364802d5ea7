"""Finds the short names that a text gives to long ones: National Security Council (NSC), 韓国国家情報院(NIS).

Resolves no mentions.
"""

import re

from wireroom.core.text.names.lists import words

_BRACKET = re.compile(r"[(（]\s?[「\"“]?([A-Z][A-Za-z0-9&.-]{1,9})[」\"”]?\s?[)）]")
# 漢字能力検定協会(京都市、以下「漢検協会」)
_JAPANESE_SHORT = re.compile(
    r"([\u4e00-\u9fff々ァ-ヺー・A-Za-z]{3,30})\s?[(（](?:[^()（）\n]{0,40}、)?以下、?「([^」\n]{2,12})」[^()（）\n]{0,10}[)）]"
)
_EASTERN_BEFORE = re.compile(r"[\u4e00-\u9fff々ァ-ヺー・]{2,30}\Z")
_WORDS_BEFORE = re.compile(r"[^\W_][\w'’.&-]*")
_SMALL = frozenset(("of", "the", "and", "for", "in", "on", "de", "la", "&", "to", "du", "des", "et"))
_BACK = 120


def find_abbreviations(text: str) -> dict[str, str]:
    """Short names to the long ones before them, as the text has them; the first that a text gives counts."""
    found: dict[str, str] = {}
    for bracket in _BRACKET.finditer(text):
        short = bracket[1]
        before = text[max(0, bracket.start() - _BACK) : bracket.start()].rstrip(" ")
        if sum(letter.isupper() for letter in short) < 2 or short in words("ja", "offices in letters"):
            continue
        eastern = _EASTERN_BEFORE.search(before)
        long = eastern[0] if eastern else _initialled(before, short)
        if long:
            found.setdefault(short, long)
    for pair in _JAPANESE_SHORT.finditer(text) if "以下" in text else ():
        found.setdefault(pair[2], pair[1])
    return found


def _initialled(before: str, short: str) -> str | None:
    """The words right before whose initials make the short name; small words may be left out."""
    letters = [letter.lower() for letter in short if letter.isalpha()]
    tokens = list(_WORDS_BEFORE.finditer(before.rsplit("\n", 1)[-1]))
    line = len(before) - len(before.rsplit("\n", 1)[-1])
    at = len(letters) - 1
    for token in reversed(tokens):
        word = token[0].lower()
        if (
            at >= 0
            and word[0] == letters[at]
            and (word not in _SMALL or (at and letters[at] == word[0] and word not in ("the", "and")))
        ):
            at -= 1
            if at < 0:
                return before[line + token.start() :].strip() if token[0][0].isupper() else None
        elif word not in _SMALL:
            # One word may give two letters of the short name: Television, TV.
            inner = [letter for letter in word if at >= 0 and letter == letters[at]]
            if not inner or at < 1 or word[0] != letters[at - 1]:
                return None
            at -= 2
            if at < 0:
                return before[line + token.start() :].strip() if token[0][0].isupper() else None
    return None
