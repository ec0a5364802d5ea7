"""Finds the fullest name that a Japanese text gives somebody: 西尾議長 as 西尾智朗議長, NIS, 県警. Resolves no 同."""

import re
from functools import cache

from wireroom.core.text.statements.japanese.lexicon import any_of, load_lexicon
from wireroom.core.text.statements.japanese.phrases import find_kind, find_phrase_start

FAR = 15_000
"""Full names are looked for in the beginning of a text, where they stand."""

BACK = 3000
"""Somebody that 同 points to is looked for in so many characters before it."""

_NAME = "一-鿿々〆ァ-ヺーA-Za-zＡ-Ｚａ-ｚ･・=＝"
_LEFT = re.compile(f"[{_NAME}]+\\Z")
_RIGHT = re.compile(f"[{_NAME}]*")
_READING = re.compile(r"[(（][ぁ-んァ-ヺー・ =＝]{2,20}[)）]")
_GIVEN = re.compile(r"(?:[ァ-ヺー]+[・=＝･])+\Z")
_BARE_NAME = re.compile(r"[一-鿿]{2,3}|[ァ-ヺー]{3,}")
_INNER_NAME = re.compile(r"「([^「」]{2,30})」")
_LONGEST_NAME, _LONGEST_FULL = 8, 20
_LONGEST_GIVEN, _SHORTEST_ALONE = 3, 2
_ONCE = ("前", "元", "新", "現")
_POLITE = ("氏", "さん")
_TRIES = 40


class FullNames:
    """The names of one text; what was sought once is kept."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[str, str | None] = {}

    def find(self, words: str) -> str | None:
        """The full name that a name, a title, an abbreviation or a short form means; None where the text has none."""
        if words not in self._found:
            self._found[words] = self._person(words) or self._body(words)
        return self._found[words]

    def find_before(self, head: str, at: int) -> str | None:
        """The nearest name before a place that ends so and says more (同省: 国土省)."""
        low = max(0, at - BACK)
        place = at
        while (place := self._text.rfind(head, low, place)) >= 0:
            found = _LEFT.search(self._text, max(low, place - 40), place)
            if found and not found[0].endswith("同") and found[0][:1] != "同":
                inner = _INNER_NAME.match(self._text, place + len(head))
                return inner[1] if inner else without_role(found[0] + head)
        return None

    def _person(self, words: str) -> str | None:
        found = _titled().fullmatch(words)
        name = found["name"] if found else words if _BARE_NAME.fullmatch(words) and not find_kind(words) else ""
        if "の" in words:
            return None
        fuller = self._fuller(name)
        if fuller is None and found and name[-1:] in _ONCE:
            # 山本前議長: Yamamoto, who was it before.
            fuller = self._fuller(name[:-1])
        return fuller or (self._with_office(name) if words.endswith(_POLITE) else None)

    def _fuller(self, name: str) -> str | None:
        if not name or len(name) > _LONGEST_NAME or (len(name) < 2 and not "一" <= name <= "鿿"):
            return None
        place = -1
        for _ in range(_TRIES):
            place = self._text.find(name, place + 1, FAR)
            if place < 0:
                return None
            if fuller := self._name_at(place, name):
                return fuller
        return None

    def _with_office(self, name: str) -> str | None:
        """北の湖氏 as 北の湖理事長: by the office that the text gives first, where no given name is told."""
        if len(name) < _SHORTEST_ALONE:
            return None
        place = self._text.find(name, 0, FAR)
        while place >= 0:
            left = _LEFT.search(self._text, max(0, place - 30), place)
            title = _title().match(self._text, place + len(name))
            if title and not left and title[0] not in _POLITE and find_kind(name + title[0]) == "title":
                return name + title[0]
            place = self._text.find(name, place + 1, FAR)
        return None

    def _name_at(self, place: int, name: str) -> str | None:
        """The full name that a shorter one is part of at a place, with its title; None if it is no fuller there."""
        left = _LEFT.search(self._text, max(0, place - 30), place)
        end = place + len(name)
        if reading := _READING.match(self._text, end):
            end = reading.end()
        after = _RIGHT.match(self._text, end, end + 24)[0]
        before = left[0] if left else ""
        title = _title_end(after)
        if "ァ" <= name[0] <= "ー":
            # マイク・ターナー: given names stand before, with a dot.
            given = _GIVEN.search(before)
            return given[0] + name + after[:title] if given else None
        if before and not before.endswith(("・", "･")) and not find_kind(before):
            return None
        if title > 0 and not _title().match(after) and find_kind(after[:title]):
            return name + after[:title]
        # A name with its given name needs no title where an age follows.
        follows = self._text[end + len(after) : end + len(after) + 2]
        if not 1 <= len(after) <= _LONGEST_GIVEN or find_kind(after):
            return None
        return name + after if follows[:1] in ("(", "（") else f"{name}{after}さん" if follows == "さん" else None

    def _body(self, words: str) -> str | None:
        for opening, closing in ("()", "（）"):
            place = self._text.find(f"{opening}{words}{closing}", 0, FAR)
            if place > 0:
                return self._text[find_phrase_start(self._text, place) : place].strip() or None
        if len(words) > _LONGEST_NAME or not re.fullmatch(r"[一-鿿ァ-ヺー]{2,}|[町市県村署党]", words):
            return None
        if find_kind(words) not in ("body", "group", "agency"):
            return None
        longer: set[str] = set()
        place = -1
        for _ in range(_TRIES):
            place = self._text.find(words, place + 1, FAR)
            if place < 0:
                break
            found = _LEFT.search(self._text, max(0, place - 20), place)
            follows = self._text[place + len(words) : place + len(words) + 1] or "、"
            if found and not _RIGHT.match(follows)[0] and "同" not in found[0][-2:]:
                longer.add(re.split("[・･]", found[0])[-1] + words)
        # 富山県警 and 同富山県警 are one; 富山県警 and 石川県警 are two, and nobody knows which is meant.
        names = [name for name in longer if not any(other != name and other.endswith(name) for other in longer)]
        return names[0] if len(names) == 1 and len(names[0]) <= _LONGEST_FULL else None


def without_role(name: str) -> str:
    """警部補・加野猛 as 加野猛."""
    return re.split("[・･]", name)[-1] if re.search("[一-鿿][・･][一-鿿]", name) else name


def _title_end(words: str) -> int:
    """How many characters of what follows a surname belong to the name: to the end of the last title in it."""
    return max((found.end() for found in _title().finditer(words)), default=0)


@cache
def _title() -> re.Pattern[str]:
    return re.compile(any_of(word for word, kind in load_lexicon().kinds.items() if kind == "title"))


@cache
def _titled() -> re.Pattern[str]:
    return re.compile(f"(?P<name>[^の]*?)(?:{_title().pattern})")
