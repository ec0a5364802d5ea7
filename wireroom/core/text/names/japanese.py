"""Finds the names of a Japanese text: by titles after them (尹錫悦大統領), by ・ in katakana (ジョー・バイデン), by the
ends of organisations' names (国家情報院), by lists of places. A run of kanji that nothing tells is no name."""

import re
from dataclasses import replace
from functools import cache

from wireroom.core.text.names.abbreviations import find_abbreviations
from wireroom.core.text.names.lists import places, words
from wireroom.core.text.names.values import Name, NameKind

_KANJI, _KATAKANA = r"\u4e00-\u9fff々ヶ", r"ァ-ヺー"
_RUN = re.compile(
    rf"(?P<kanji>[{_KANJI}{_KATAKANA}・＝]*[{_KANJI}][{_KANJI}{_KATAKANA}・＝]*)|(?P<katakana>[{_KATAKANA}]+(?:[・＝][{_KATAKANA}]+)*)"
    r"|(?P<latin>(?<![\w.@/-])[A-Z][A-Za-z0-9&-]{1,20}(?![\w@/]|\.\w))"
)
_PIECE = re.compile(rf"[{_KANJI}]+|[{_KATAKANA}]+(?:[・＝][{_KATAKANA}]+)*")
_TITLE_AFTER = ("氏", "さん", "君", "ちゃん")
# A family name and a given name are hardly longer.
_LONGEST = 6
_LONGEST_HEAD = 12
# The last letters of ends of organisations' names.
_ORGANISATION_END = re.compile(
    "[省庁党学校社聞信局送ビ行券命薬車機力鉄道空会構所裁署検部団盟院館台スプジドズプ議合軍隊警]"
)
_TOWN = re.compile(r"[\u4e00-\u9fffヶぁ-んァ-ヺー]{1,6}?[市区町村]")
_LATIN_BESIDE, _LATIN_BEFORE = re.compile(r"\s?[A-Za-z]"), re.compile(r"[A-Za-z,.]\s\Z")
_INSIDE = re.compile(rf"[{_KANJI}0-9０-９]")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&-]{1,6}\Z")


def find_japanese_names(text: str) -> list[Name]:
    """The names of a text, in order and apart from each other."""
    names: list[Name] = []
    short = find_abbreviations(text)
    end = 0
    for run in _RUN.finditer(text):
        if run.start() < end:
            continue
        found = _latin(text, run, short) if run["latin"] else _read_run(text, run)
        names += found
        if found:
            end = found[-1].span[1]
    return _same_persons(names)


def _same_persons(names: list[Name]) -> list[Name]:
    """A name in katakana that has a title elsewhere, whole or its last part, is a person's everywhere."""
    persons = {name.text for name in names if name.kind is NameKind.PERSON}
    return [
        replace(name, kind=NameKind.PERSON)
        if name.kind is NameKind.OTHER and (name.text in persons or name.text.split("・")[-1] in persons)
        else name
        for name in names
    ]


def _latin(text: str, run: re.Match[str], short: dict[str, str]) -> list[Name]:
    word = run[0]
    if word in short or word in words("ja", "latin"):
        return [Name(word, run.span(), NameKind.ORGANISATION)]
    alone = not _LATIN_BESIDE.match(text, run.end()) and not _LATIN_BEFORE.search(
        text[max(0, run.start() - 2) : run.start()]
    )
    return [Name(word, run.span(), NameKind.OTHER)] if alone and len(word) > 3 and not _ACRONYM.match(word) else []


def _read_run(text: str, run: re.Match[str]) -> list[Name]:
    """A run of kanji and katakana holds several names: 米下院情報委員会, 韓国外務省, 東京都港区."""
    names: list[Name] = []
    start, stop = run.span()
    at = start
    while at < stop:
        found = _name_at(text, at, stop)
        if found:
            names.append(found)
            at = found.span[1]
        else:
            at += 1 if not _is_katakana(text[at]) else _skip_katakana(text, at, stop)
    return names


def _name_at(text: str, at: int, stop: int) -> Name | None:
    """A name that begins right there, at the beginning of a run or after another name."""
    if place := _place(text, at, stop):
        return place
    if _is_katakana(text[at]):
        return _foreign(text, at, stop)
    return None if not _may_begin(text, at) else _organisation(text, at, stop) or _person(text, at, stop)


def _place(text: str, at: int, stop: int) -> Name | None:
    found = _places().match(text, at, stop) if text[at] in _first_letters() else None
    if not found or not (_is_katakana(text[at]) or _may_begin(text, at)):
        return None
    end = found.end()
    if end < stop and _is_katakana(text[end]) and _is_katakana(text[end - 1]):
        # インド is in the list, インドネシア too; what goes on in katakana otherwise is another word.
        return None
    if organisation := _organisation(text, at, stop):
        return organisation
    if not _is_katakana(text[at]) and _goes_on(text, end):
        return None
    if found[0] in words_of_prefectures() and (town := _TOWN.match(text, end)):
        end = town.end()
    elif text[end : end + 1] in ("市", "州"):
        end += 1
    return Name(text[at:end], (at, end), NameKind.PLACE)


def _goes_on(text: str, end: int) -> bool:
    """中国地方 is no part of China; 東京湾, 広島戦 are other things."""
    return text[end : end + 2] in ("地方", "新聞", "銀行", "電力", "大学", "日報") or text[end : end + 1] in (
        "湾",
        "戦",
        "版",
    )


def _organisation(text: str, at: int, stop: int) -> Name | None:
    if known := _known_at(text, at, stop):
        return known
    found = _organisations().match(text, at, stop) if _ORGANISATION_END.search(text, at, stop) else None
    if not found or found[0] in words("ja", "no organisation") or found[0] in places("ja"):
        return None
    head = found["head"]
    if head[0] in "同各両全他某当・" or (found["army"] and not _has_army(head)):
        return None
    # 女子補導愛知県警: a headline's words before the name that matters.
    inner = _places().search(head, 1)
    if inner and not _places().match(head):
        return None
    return Name(found[0], found.span(), NameKind.ORGANISATION)


def _known_at(text: str, at: int, stop: int) -> Name | None:
    known = _known().match(text, at, stop) if text[at] in _known_letters() else None
    if not known:
        return None
    end = known.end()
    if end < stop and _is_katakana(text[end]) and _is_katakana(text[end - 1]):
        return None
    end += text[end : end + 1] == "社"
    return Name(text[at:end], (at, end), NameKind.ORGANISATION)


def _has_army(head: str) -> bool:
    return head in words("ja", "armies") or head in places("ja") or bool(_places().fullmatch(head))


def _person(text: str, at: int, stop: int) -> Name | None:
    """Kanji before a title: of any letters before 氏 and さん, with a known family name before an office."""
    found = _titled().match(text, at)
    if found and found["name"] not in words("ja", "no person") and found["name"][0] not in "同両各全某当元前現新故":
        return Name(found["name"], found.span("name"), NameKind.PERSON)
    found = _in_office().match(text, at) if text[at] in _family_letters() else None
    return Name(found["name"], found.span("name"), NameKind.PERSON) if found else None


def _foreign(text: str, at: int, stop: int) -> Name | None:
    found = _PIECE.match(text, at, stop)
    if not found or (at and _is_katakana(text[at - 1])):
        return None
    name = found[0]
    parts = re.split("[・＝]", name)
    if len(parts) > 1 and parts[-1] in places("ja"):
        # ブルーノ・クライスキー・オーストリア元首相
        name = name[: -len(parts.pop()) - 1]
    end = at + len(name)
    if _before_title().match(text, end):
        return Name(name, (at, end), NameKind.PERSON)
    if organisation := _organisation(text, at, stop):
        return organisation
    if len(parts) == 1:
        return None
    if any(part in places("ja") for part in parts):
        # Countries in a row: ロシア・ウクライナ.
        return Name(parts[0], (at, at + len(parts[0])), NameKind.PLACE) if parts[0] in places("ja") else None
    return Name(name, (at, end), _kind(parts))


def _kind(parts: list[str]) -> NameKind:
    if parts[-1] in words("ja", "katakana places"):
        return NameKind.PLACE
    if parts[-1] in words("ja", "katakana organisations"):
        return NameKind.ORGANISATION
    return NameKind.OTHER


def _is_katakana(letter: str) -> bool:
    return "ァ" <= letter <= "ヺ" or letter == "ー"


def _skip_katakana(text: str, at: int, stop: int) -> int:
    end = at
    while end < stop and (_is_katakana(text[end]) or text[end] in "・＝"):
        end += 1
    return end - at


def _may_begin(text: str, at: int) -> bool:
    """Whether kanji may begin a name there: not after a number, nor inside a run of kanji, but after a place in it."""
    if not at or not _INSIDE.match(text[at - 1]):
        return True
    return text[at - 1] in _last_letters() and bool(_place_before().search(text[max(0, at - 12) : at]))


@cache
def words_of_prefectures() -> frozenset[str]:
    """The prefectures: a town's name may follow."""
    return frozenset(name for name in places("ja") if name[-1] in "都道府県" and name not in ("京都",))


@cache
def _first_letters() -> frozenset[str]:
    return frozenset(name[0] for name in places("ja"))


@cache
def _last_letters() -> frozenset[str]:
    return frozenset((*(name[-1] for name in places("ja")), *"米英仏独露伊韓中日豪市区町村"))


@cache
def _known_letters() -> frozenset[str]:
    return frozenset(name[0] for name in words("ja", "known"))


@cache
def _family_letters() -> frozenset[str]:
    return frozenset(name[0] for name in words("ja", "families") | words("ja", "foreign families"))


@cache
def _places() -> re.Pattern[str]:
    return re.compile(_any(places("ja")))


@cache
def _place_before() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any(places('ja'))}|[米英仏独露伊韓中日豪][・]?|市|区|町|村)\Z")


@cache
def _known() -> re.Pattern[str]:
    return re.compile(_any(words("ja", "known")))


@cache
def _organisations() -> re.Pattern[str]:
    ends = _any(words("ja", "organisations"))
    return re.compile(
        rf"(?P<head>[{_KANJI}{_KATAKANA}・]{{1,{_LONGEST_HEAD}}}?)(?:(?:{ends})(?![{_KATAKANA}])|(?P<army>軍)|[県府道]警)"
        rf"(?!{ends}|[長員側内職生人]|野球|入試|進学)"
    )


@cache
def _titled() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<name>[{_KANJI}]{{1,{_LONGEST}}}?(?:[{_KATAKANA}]{{2,6}})?)(?:{_any(words('ja', 'titles'))})"
    )


@cache
def _in_office() -> re.Pattern[str]:
    offices = _any(words("ja", "offices"))
    foreign = "|".join(words("ja", "foreign families"))
    families = _any(words("ja", "families"))
    name = rf"(?P<name>(?:{families})[{_KANJI}]{{0,3}}?|(?:{foreign})[{_KANJI}]{{0,2}}?)"
    return re.compile(rf"{name}・?[元前現副新]?(?:{offices})")


@cache
def _before_title() -> re.Pattern[str]:
    """A title right after a name in katakana, or after の and a short office."""
    return re.compile(rf"(?:・?(?:元|前|現|副|新)?(?:{_any(words('ja', 'titles') | words('ja', 'offices'))}))")


def _any(found: frozenset[str]) -> str:
    return "|".join(sorted(map(re.escape, found), key=len, reverse=True))
