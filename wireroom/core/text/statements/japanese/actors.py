"""Decides whom a source's words mean, by the fullest name that a Japanese text itself gives. Guesses nobody: None."""

import re
from collections.abc import Iterable

from wireroom.core.text.spans import Span
from wireroom.core.text.statements.japanese.full_names import FullNames
from wireroom.core.text.statements.japanese.lexicon import load_lexicon
from wireroom.core.text.statements.japanese.phrases import find_kind, strip_suffixes

_BRACKETS = re.compile(r"\s*[(（][^()（）]{0,60}[)）]")
_REPORT = re.compile(
    r"(?:の|(?<=[聞信紙誌送ビSKN]))(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日付?)?の?(?:別の|同じ|当該|上記)?(?:両|各)?"
    r"(?:報道|記事|取材|電子版|調べ|発表|まとめ|集計|話|コメント|説明|談話)(?:内容)?\Z"
)
_DAY = re.compile(r"\A(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:付|付け|の)+")
_AND = re.compile(r"(?:、|・|と|や|及び|および|ならびに|並びに)")
_PRONOUNS = frozenset({"彼", "彼女", "本人", "自身", "自分", "同氏", "氏"})
# この男, 2人, 両社: somebody named before, but who is not told here.
_POINTING = re.compile(
    r"(?:この|その|これらの|彼ら|ほかの?)|(?:[0-9０-９一二三四五六七八九十数]+)人\Z|両(?:[社国者氏党軍]|政府|首脳|外相|市)\Z|双方\Z|各社\Z"
)
_BOTH_PAPERS = re.compile(r"(?:両|各)(?:新聞|紙|報道|通信社|メディア)")
# What somebody says who was named before it; other papers (訴状, 判決) speak for themselves.
_SPEECHES = frozenset(["論評", "演説", "声明", "談話", "書簡", "発表", "裁決"])
# Whose ruling or suit it is, nobody is told.
_CONTENTS = re.compile(r"(?:判決|提訴|訴状|発表|報道|声明)の?内容\Z")
_OFFICES = frozenset(["局", "庁", "院", "機関", "委", "所", "部", "課", "会"])
_NO_OFFICE = re.compile(
    r"(?:当局|結局|薬局|郵便局|省庁|官庁|病院|寺院|両院|場所|近所|住所|社会|大会|機会|都会|国会|全部|一部|内部|幹部|本部"
    r"|情報機関|報道機関|協議会)\Z"
)
_NO_COMPANY = re.compile(r"[省庁局署院課県市町村区国府党会紙]\Z|警|政府")
_DESCRIBED = re.compile(r"\A.*(?:[しっいれけせべめえらなたん][ただ]|[るい])(?=[一-鿿ァ-ヺA-Z]{2})")
_AGENCY = re.compile(r"(?:情報|保安|安全保障|諜報)[一-鿿]{0,3}(?:院|局|庁|部|機関)\Z")


class Actors:
    """Resolves the sources of one text in their order; keeps what was said before."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._names = FullNames(text)
        self._named: dict[Span, str | None] = {}
        self._order: list[tuple[str, str]] = []

    def decide(self, span: Span) -> str | None:
        """The actor that the words at a place mean, None where nothing in the text tells."""
        if span not in self._named:
            plain = _plain(self._text[slice(*span)])
            actor = self._resolve(plain, span) if plain else None
            self._named[span] = actor
            if actor:
                self._order.append((actor, find_kind(plain) or "unknown"))
        return self._named[span]

    def _resolve(self, plain: str, span: Span) -> str | None:
        if plain.removesuffix("自身") in _PRONOUNS:
            return self._last({"title"})
        if plain in ("それ", "これ"):
            return self._order[-1][0] if self._order else None
        if _BOTH_PAPERS.match(plain):
            return self._both()
        if _POINTING.match(plain) or _CONTENTS.search(plain):
            return None
        if plain in _SPEECHES:
            return self._last({"title", "body", "group"})
        # 同じ芸能記者の某氏: no 同氏.
        plain = plain.removeprefix("同じ") or plain
        if plain[0] == "同" and len(plain) > 1:
            return self._same(plain, span[0])
        if load_lexicon().kinds.get(plain) == "agency":
            return self._last_matching(_AGENCY) or plain
        papers = _papers(self._text[slice(*span)].strip())
        return papers or self._names.find(plain) or self._names.find(_undescribed(plain)) or plain

    def _last(self, kinds: Iterable[str]) -> str | None:
        return next((actor for actor, kind in reversed(self._order) if kind in kinds), None)

    def _last_matching(self, pattern: re.Pattern[str]) -> str | None:
        return next((actor for actor, _ in reversed(self._order) if pattern.search(actor)), None)

    def _both(self) -> str | None:
        """両紙: the last two papers."""
        papers: list[str] = []
        for actor, kind in reversed(self._order):
            if kind == "paper":
                papers = [*(part for part in re.split("[、・と]", actor) if part not in papers), *papers]
            if len(papers) >= 2:
                return "、".join(papers)
        return None

    def _same(self, words: str, at: int) -> str | None:
        """同省, 同氏, 同県警: the nearest one before that is called so."""
        head, _, rest = words[1:].partition("の")
        if rest:
            # 同社の元役員: somebody else, named by whom he belongs to.
            whole = self._names.find(rest)
            owner = None if whole else self._same(f"同{head}", at)
            return whole or (f"{owner}の{rest}" if owner else rest)
        if head == "社":
            return self._last_company()
        if head in _OFFICES and (office := self._last_office(head, at)):
            return office
        if named := self._named_so(head, at):
            return self._names.find(named) or named
        kinds = {"paper": {"paper"}, "title": {"title"}, "group": {"group"}}.get(find_kind(head) or "")
        return self._last(kinds) if kinds else None

    def _named_so(self, head: str, at: int) -> str | None:
        for other in (head, *load_lexicon().same_as.get(head, ())):
            if named := self._names.find_before(other, at):
                return named
        for cut in range(len(head) - 1, 0, -1):
            if find_kind(head[:cut]) == "body" and (named := self._names.find_before(head[:cut], at)):
                # 同府警監察室 after 大阪府警.
                return named + head[cut:]
        return None

    def _last_office(self, head: str, at: int) -> str | None:
        """同庁, 同局: the last source that ends so; else the nearest name; else the last office."""
        bodies = [actor for actor, kind in reversed(self._order) if kind in ("body", "agency")]
        if ending := next((actor for actor in bodies if actor.endswith(head)), None):
            return ending
        near = self._names.find_before(head, at)
        if near and not _NO_OFFICE.search(near):
            return near
        return bodies[0] if bodies else None

    def _last_company(self) -> str | None:
        """同社: the last one that is a company as far as its name tells."""
        companies = (actor for actor, kind in reversed(self._order) if kind in ("body", "unknown"))
        return next((actor for actor in companies if not _NO_COMPANY.search(actor)), None)


def _plain(words: str) -> str:
    """A source's words without brackets, 側, など and days."""
    return strip_suffixes(_DAY.sub("", _BRACKETS.sub("", words.strip()).strip()))


def _undescribed(words: str) -> str:
    """Somebody without what he did (準決勝で敗れた福原選手)."""
    return _DESCRIBED.sub("", words)


def _papers(words: str) -> str | None:
    """A paper or several by their full names, without what only says that they reported."""
    names = load_lexicon().papers
    bare = _REPORT.sub("", _DAY.sub("", _BRACKETS.sub("", words)).removesuffix("など"))
    parts = [part.strip() for part in _AND.split(bare) if part.strip()]
    if not parts or not all(part in names or find_kind(part) == "paper" or part.endswith("機関各社") for part in parts):
        return bare if bare != words and len(bare) >= 2 and _REPORT.search(words) else None
    known = [names.get(part, part) for part in parts]
    return "、".join(known)
