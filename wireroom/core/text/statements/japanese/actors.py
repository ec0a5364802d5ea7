"""Decides whom a source's words mean, by the fullest name that a Japanese text itself gives. Guesses nobody: None."""

import re
from collections.abc import Iterable
from functools import cache

from wireroom.core.text.spans import Span
from wireroom.core.text.statements.japanese.lexicon import any_of, load_lexicon
from wireroom.core.text.statements.japanese.phrases import find_kind, find_phrase_start, strip_suffixes

_NAME = "一-鿿々〆ァ-ヺーA-Za-zＡ-Ｚａ-ｚ･・=＝"
_LEFT = re.compile(f"[{_NAME}]+\\Z")
_RIGHT = re.compile(f"[{_NAME}]*")
_BRACKETS = re.compile(r"\s*[(（][^()（）]{0,60}[)）]")
_REPORT = re.compile(
    r"の?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日付?)?の?(?:別の|同じ|当該)?(?:両|各)?(?:報道|記事|取材|電子版|調べ|発表|報道内容|まとめ|集計|話|コメント|説明|談話)(?:内容)?\Z"
)
_DAY = re.compile(r"\A(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:付|付け|の)+")
_AND = re.compile(r"(?:、|・|と|や|及び|および|ならびに|並びに)")
_PRONOUNS = frozenset({"彼", "彼女", "本人", "自身", "自分", "同氏", "氏"})
# この男, 2人, 数人: somebody named before, but who is not told here.
_POINTING = re.compile(r"(?:この|その|これらの|彼ら)|(?:[0-9０-９一二三四五六七八九十数]+)人\Z")
# A paper of somebody who is named before it.
_DOCUMENTS = frozenset(
    ["論評", "裁決", "訴状", "判決", "演説", "声明", "報告書", "談話", "決議", "決議案", "答申", "書簡", "発表"]
)
_OFFICES = frozenset(["局", "庁", "院", "機関", "委", "所", "部", "課", "会"])
_NO_OFFICE = re.compile(
    r"(?:当局|結局|薬局|郵便局|省庁|官庁|病院|寺院|両院|場所|近所|住所|社会|大会|機会|都会|国会|全部|一部|内部|幹部|本部|情報機関|報道機関|協議会)\Z"
)
_BACK = 3000
"""Somebody that 同 points to is looked for in so many characters before it."""

_FAR = 15_000
"""Full names are looked for in the beginning of a text, where they stand."""


class Actors:
    """Resolves the sources of one text in their order; keeps what was said before."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._named: dict[Span, str | None] = {}
        self._order: list[tuple[int, str, str | None]] = []
        self._fuller: dict[str, str | None] = {}

    def decide(self, span: Span) -> str | None:
        """The actor that the words at a place mean, None where nothing in the text tells."""
        if span not in self._named:
            actor = self._resolve(span)
            self._named[span] = actor
            if actor:
                self._order.append((span[0], actor, find_kind(_plain(self._text[slice(*span)])) or "unknown"))
        return self._named[span]

    def _resolve(self, span: Span) -> str | None:
        words = self._text[slice(*span)].strip()
        plain = _plain(words)
        if not plain:
            return None
        if plain in _PRONOUNS or plain.removesuffix("自身") in _PRONOUNS:
            return self._last({"title"})
        if plain in ("それ", "これ"):
            return self._order[-1][1] if self._order else None
        if _POINTING.match(plain):
            return None
        if plain in _DOCUMENTS:
            return self._last({"title", "person", "body", "group"})
        if plain[0] == "同" and len(plain) > 1:
            return self._same(plain, span[0])
        if re.match(r"(?:両|各)(?:新聞|紙|報道|通信社|メディア)", plain):
            return self._both(span[0]) or words
        agency = load_lexicon().kinds.get(plain) == "agency"
        if agency:
            return self._last_agency() or words
        papers = _papers(words)
        if papers:
            return papers
        return self._full_name(plain, span[0]) or self._spelled_out(plain, span[0]) or plain

    def _last(self, kinds: Iterable[str]) -> str | None:
        return next((actor for _, actor, kind in reversed(self._order) if kind in kinds), None)

    def _last_office(self, head: str, at: int) -> str | None:
        """同庁, 同局: the last source that ends so; else the nearest name; else the last office."""
        bodies = [actor for _, actor, kind in self._order if kind in ("body", "agency")]
        ending = [actor for actor in bodies if actor.endswith(head)]
        if ending:
            return ending[-1]
        near = self._nearest(head, at)
        if near and not _NO_OFFICE.search(near):
            return near
        return bodies[-1] if bodies else None

    def _last_company(self) -> str | None:
        """同社: the last one that is a company as far as its name tells."""
        for _, actor, kind in reversed(self._order):
            if kind in ("body", "paper", "unknown") and not re.search(
                r"[省庁局署院課県市町村区国府党会紙]\Z|警|政府", actor
            ):
                return actor
        return None

    def _last_agency(self) -> str | None:
        for _, actor, _kind in reversed(self._order):
            if re.search(r"(?:情報|保安|安全保障|諜報)[一-鿿]{0,3}(?:院|局|庁|部|機関)\Z", actor):
                return actor
        return None

    def _both(self, at: int) -> str | None:
        papers: list[str] = []
        for place, actor, kind in reversed(self._order):
            if place < at and kind == "paper":
                papers = [*(part for part in re.split("[、・と]", actor) if part not in papers), *papers]
            if len(papers) >= 2:
                return "、".join(papers)
        return None

    def _same(self, words: str, at: int) -> str | None:
        """同省, 同氏, 同県警: the nearest name before that ends so."""
        head, _, rest = words[1:].partition("の")
        if rest:
            # 同県警の本部長: somebody else, named by whom he belongs to.
            return self._full_name(rest, at) or rest
        if head == "社":
            return self._last_company()
        if head in _OFFICES and (office := self._last_office(head, at)):
            return office
        named = self._nearest(head, at)
        for other in load_lexicon().same_as.get(head, ()):
            named = named or self._nearest(other, at)
        for cut in range(len(head) - 1, 0, -1):
            if named:
                break
            if find_kind(head[:cut]) == "body" and (named := self._nearest(head[:cut], at)):
                # 同府警監察室 after 大阪府警.
                named += head[cut:]
        if named:
            return self._full_name(named, at) or named
        kinds = {"paper": {"paper"}, "title": {"title"}, "body": {"body", "group"}}.get(find_kind(head) or "")
        return self._last(kinds) if kinds else None

    def _nearest(self, head: str, at: int) -> str | None:
        """The nearest name before a place that ends so and says more."""
        low = max(0, at - _BACK)
        place = at
        while (place := self._text.rfind(head, low, place)) >= 0:
            found = _LEFT.search(self._text, max(low, place - 40), place)
            if found and not found[0].endswith("同") and found[0][:1] != "同":
                return _without_role(found[0] + head)
        return None

    def _full_name(self, words: str, at: int) -> str | None:
        """西尾議長 as 西尾智朗白浜町議会議長, where the text names him so."""
        if words not in self._fuller:
            self._fuller[words] = self._find_full_name(words, at)
        return self._fuller[words]

    def _find_full_name(self, words: str, at: int) -> str | None:
        found = _titled().fullmatch(words)
        if not found or "の" in words or not found["name"]:
            return None
        name = found["name"]
        if len(name) > 8 or (len(name) < 2 and not re.match("[一-鿿]", name)):
            return None
        place = -1
        for _ in range(40):
            place = self._text.find(name, place + 1, _FAR)
            if place < 0:
                return None
            fuller = self._name_at(place, name)
            if fuller:
                return fuller
        return None

    def _name_at(self, place: int, name: str) -> str | None:
        """The full name that a shorter one is part of at a place, with its title; None if it is no fuller there."""
        left = _LEFT.search(self._text, max(0, place - 30), place)
        right = _RIGHT.match(self._text, place + len(name), place + len(name) + 24)
        before, after = left[0] if left else "", right[0]
        title = _title_end(after)
        if re.match("[ァ-ヺー]", name):
            # マイク・ターナー: given names stand before, with a dot.
            given = re.search(r"(?:[ァ-ヺー]+[・=＝･])+\Z", before)
            if not given:
                return None
            return given[0] + name + after[:title]
        if before and not before.endswith(("・", "･")) and not find_kind(before):
            return None
        if title <= 0 or not after or _title().match(after) or find_kind(after[:title]) is None:
            # A name with its given name needs no title where an age follows.
            if not (
                1 <= len(after) <= 3
                and self._text[place + len(name) + len(after) :][:1] in "(（"
                and not find_kind(after)
            ):
                return None
            return name + after
        return name + after[:title]

    def _spelled_out(self, words: str, at: int) -> str | None:
        """NIS as what stands before (NIS); 県警 as 富山県警 where no other one is named."""
        for opening, closing in ("()", "（）"):
            place = self._text.find(f"{opening}{words}{closing}", 0, _FAR)
            if place > 0:
                start = find_phrase_start(self._text, place)
                return self._text[start:place].strip() or None
        if len(words) > 8 or not re.fullmatch(r"[一-鿿ァ-ヺー]{2,}", words):
            return None
        longer: list[str] = []
        place = -1
        for _ in range(60):
            place = self._text.find(words, place + 1, _FAR)
            if place < 0:
                break
            found = _LEFT.search(self._text, max(0, place - 20), place)
            follows = self._text[place + len(words) : place + len(words) + 1]
            if found and not re.match("[一-鿿ァ-ヺー]", follows or "、") and "同" not in found[0][-2:]:
                name = re.split("[・･]", found[0])[-1] + words
                if name not in longer and len(name) <= 20:
                    longer.append(name)
        names = {name for name in longer if not any(other != name and other.endswith(name) for other in longer)}
        return names.pop() if len(names) == 1 and longer else None


def _plain(words: str) -> str:
    """A source's words without brackets, 側, など and what only says that it is a report."""
    words = _DAY.sub("", _BRACKETS.sub("", words.strip()).strip())
    words = strip_suffixes(words)
    return words


def _papers(words: str) -> str | None:
    """A paper or several by their full names, without what only says that they reported."""
    bare = _DAY.sub("", _BRACKETS.sub("", words)).removesuffix("など")
    bare = _REPORT.sub("", bare)
    names = load_lexicon().papers
    parts = [part.strip() for part in _AND.split(bare) if part.strip()]
    known = [names.get(part, part) for part in parts]
    if (
        parts
        and all(part in names or find_kind(part) == "paper" or part.endswith("機関各社") for part in parts)
        and bare
    ):
        return "、".join(known) if any(part in names for part in parts) or "、" in bare else bare
    return bare if bare != words and len(bare) >= 2 and _REPORT.search(words) else None


def _without_role(name: str) -> str:
    return re.split("[・･]", name)[-1] if re.search("[一-鿿][・･][一-鿿]", name) else name


def _title_end(words: str) -> int:
    """How many characters of what follows a surname belong to the name: to the end of the last title in it."""
    ends = [found.end() for found in _title().finditer(words)]
    return ends[-1] if ends else 0


@cache
def _title() -> re.Pattern[str]:
    return re.compile(any_of(word for word, kind in load_lexicon().kinds.items() if kind == "title"))


@cache
def _titled() -> re.Pattern[str]:
    return re.compile(f"(?P<name>[^の]*?)(?:{_title().pattern})")
