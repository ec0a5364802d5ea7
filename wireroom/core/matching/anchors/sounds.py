"""The sound of a name, its consonants alone: what "Mike Turner" and マイク・ターナー have in common. Compares none.

Vowels and lengths are left out, voiced and voiceless consonants are one, L is R, as Japanese spellings of a name differ
in them. Where letters can be read in several ways, each way gives a sound of its own.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import product

from wireroom.core.text.letters import PLAIN_LETTERS

# Sounds of one name; what can be read in more ways is no help.
MOST = 4
_VOWEL = "aeiouyw"
_DOUBLED = re.compile(r"([^aeiouyw])\1+")
_LATIN = re.compile(
    "sch|tch|tsch|dzh|sh|zh|ch|ck|ph|th|kh|gh|bh|dh|rh|wh|dt|pb|ng(?![aeiouy])|mc(?=[^aeiouyk])|qu|cz|sz|ts|tz|dj|dz|x|"
    "c(?=[eiy])|g(?=[eiy])|m(?=[bp])|[bcdfghjklmnpqrstvz]|[aeiouyw]+"
)
# The classes: T t d, K k g, P p b v, S s z sh ch j, H h f, M, N, R r l; A a vowel that begins the name.
_READINGS = {
    **dict.fromkeys(("b", "bh", "p", "pb"), ("P",)),
    **dict.fromkeys(("d", "t", "dh", "dt"), ("T",)),
    **dict.fromkeys(("k", "ck", "q", "qu", "c", "g", "kh"), ("K",)),
    **dict.fromkeys(("s", "z", "sh", "zh", "sch", "tch", "tsch", "dzh", "ts", "tz", "sz", "cz", "dj", "dz"), ("S",)),
    **dict.fromkeys(("f", "ph"), ("H",)),
    "n": ("N",),
    **dict.fromkeys(("l", "rh"), ("R",)),
    "c(e)": ("S", "K"),
    "ch": ("S", "K"),
    "th": ("S", "T"),
    "g(e)": ("S", "K"),
    "gh": ("K", ""),
    "m": ("M",),
    "mc": ("MK",),
    "ng": ("NK", "N"),
    "r": ("R",),
    "v": ("P",),
    "wh": ("",),
    "x": ("KS",),
}
_KANA_ROWS = {
    "K": "カキクケコガギグゲゴ",
    "S": "サシスセソザジズゼゾチヂツヅ",
    "T": "タテトダデド",
    "N": "ナニヌネノン",
    "H": "ハヒフヘホ",
    "P": "バビブベボパピプペポヴ",
    "M": "マミムメモ",
    "R": "ラリルレロ",
    "A": "アイウエオヤユヨワヰヱヲ",
}
_KANA = {character: row for row, characters in _KANA_ROWS.items() for character in characters}
# What can also be T: チ and ジ of "ti" and "di", ツ of "tu"; ティ, トゥ and their like are T in any case.
_ALSO_T = frozenset("チジヂツヅ")
_SILENT = frozenset("ァィゥェォャュョヮッーヵヶ・＝=")


@lru_cache(maxsize=50_000)
def find_latin_sounds(name: str) -> frozenset[str]:
    """The sounds of one word in Latin letters; none of what has less than two consonants, or letters of no word."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(PLAIN_LETTERS))
    plain = _DOUBLED.sub(r"\1", "".join(letter for letter in plain if "a" <= letter <= "z"))
    readings: list[tuple[str, ...]] = []
    for found in _LATIN.finditer(plain):
        letters, end = found[0], found.end()
        if letters[0] in _VOWEL and letters != "wh":
            readings.append(("A",) if found.start() == 0 else ("",))
        else:
            readings.append(_read_letters(letters, plain, found.start(), end))
    return _join(readings)


@lru_cache(maxsize=50_000)
def find_kana_sounds(name: str) -> frozenset[str]:
    """The sounds of one word in katakana or hiragana."""
    kana = "".join(chr(ord(letter) + 96) if "ぁ" <= letter <= "ゖ" else letter for letter in name)
    readings: list[tuple[str, ...]] = []
    for at, letter in enumerate(kana):
        if letter in _SILENT:
            continue
        row = _KANA.get(letter)
        if row is None:
            return frozenset()
        following = kana[at + 1] if at + 1 < len(kana) else ""
        if letter == "ウ" and at == 0 and following == "ラ":
            # ウラジーミル is Vladimir.
            readings.append(("P", "A"))
        elif row == "A":
            readings.append(("A",) if at == 0 else ("",))
        elif letter in _ALSO_T:
            readings.append(("S", "T") if following not in "ャュョェ" or not following else ("S",))
        else:
            readings.append((row,))
    return _join(readings)


def _read_letters(letters: str, plain: str, start: int, end: int) -> tuple[str, ...]:
    before, after = plain[start - 1 : start], plain[end : end + 1]
    if letters == "r" and before and before in _VOWEL and (not after or after not in "aeiouy"):
        # Turner: ターナー; Karl: カール; but Berlusconi: ベルルスコーニ.
        return ("", "R")
    if letters == "h" and before:
        if not after or after not in _VOWEL:
            return ("",)
        return ("H",) if before in _VOWEL else ("", "H")
    if letters == "h":
        # Hernandez: エルナンデス.
        return ("H", "A")
    if letters == "j":
        # Jackson: ジャクソン; Johansson: ヨハンソン.
        return ("S", "" if before else "A")
    if letters == "v" and not after:
        # Gorbachev: ゴルバチョフ.
        return ("H", "P")
    if letters == "c" and before == "i" and not after:
        # Karadzic: カラジッチ.
        return ("S", "K")
    if letters in ("c", "g") and after and after in "eiy":
        return _READINGS[f"{letters}(e)"]
    if letters == "m" and after and after in "bp":
        return ("N", "M")
    return _READINGS[letters]


def _join(readings: list[tuple[str, ...]]) -> frozenset[str]:
    ways = 1
    for one in readings:
        ways *= len(one)
    if ways > MOST:
        # Of a long name the first readings will do.
        kept: list[tuple[str, ...]] = []
        ways = 1
        for one in readings:
            ways *= len(one)
            kept.append(one if ways <= MOST else one[:1])
            ways = min(ways, MOST)
        readings = kept
    sounds = {"".join(one).replace("NM", "M") for one in product(*readings)}
    return frozenset(sound for sound in sounds if len(sound) > 1 and sound != "A")
