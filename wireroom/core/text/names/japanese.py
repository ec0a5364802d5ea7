"""Finds the names of a Japanese text: by titles after them (尹錫悦大統領), by ・ in katakana (ジョー・バイデン), by the
ends of organisations' names (国家情報院), by lists of places. A run of kanji that nothing tells is no name."""

import re
from dataclasses import replace

from wireroom.core.text.names import japanese_shapes as shapes
from wireroom.core.text.names.abbreviations import find_abbreviations
from wireroom.core.text.names.japanese_shapes import KANJI, KATAKANA
from wireroom.core.text.names.lists import places, words
from wireroom.core.text.names.values import Name, NameKind

_RUN = re.compile(
    rf"(?P<kanji>[{KANJI}{KATAKANA}・＝]*[{KANJI}][{KANJI}{KATAKANA}・＝]*)|(?P<katakana>[{KATAKANA}]+(?:[・＝][{KATAKANA}]+)*)"
    r"|(?P<latin>(?<![\w.@/-])[A-Z][A-Za-z0-9&-]{1,20}(?![\w@/]|\.\w))"
)
_PIECE = re.compile(rf"[{KANJI}]+|[{KATAKANA}]+(?:[・＝][{KATAKANA}]+)*")
# The last letters of ends of organisations' names.
_ORGANISATION_END = re.compile(
    "[省庁党学校社聞信局送ビ行券命薬車機力鉄道空会構所裁署検部団盟院館台スプジドズプ議合軍隊警]"
)
_TOWN = re.compile(r"[\u4e00-\u9fffヶぁ-んァ-ヺー]{1,6}?[市区町村]")
_LATIN_BESIDE, _LATIN_BEFORE = re.compile(r"\s?[A-Za-z]"), re.compile(r"[A-Za-z,.]\s\Z")
_INSIDE = re.compile(rf"[{KANJI}0-9０-９]")
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
    found = shapes.place_pattern().match(text, at, stop) if text[at] in shapes.first_letters() else None
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
    if found[0] in shapes.prefectures() and (town := _TOWN.match(text, end)):
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
    found = shapes.organisation_pattern().match(text, at, stop) if _ORGANISATION_END.search(text, at, stop) else None
    if not found or found[0] in words("ja", "no organisation") or found[0] in places("ja"):
        return None
    head = found["head"]
    if head[0] in "同各両全他某当・" or (found["army"] and not _has_army(head)):
        return None
    # 女子補導愛知県警: a headline's words before the name that matters.
    inner = shapes.place_pattern().search(head, 1)
    if inner and not shapes.place_pattern().match(head):
        return None
    return Name(found[0], found.span(), NameKind.ORGANISATION)


def _known_at(text: str, at: int, stop: int) -> Name | None:
    known = shapes.known_pattern().match(text, at, stop) if text[at] in shapes.known_letters() else None
    if not known:
        return None
    end = known.end()
    if end < stop and _is_katakana(text[end]) and _is_katakana(text[end - 1]):
        return None
    end += text[end : end + 1] == "社"
    return Name(text[at:end], (at, end), NameKind.ORGANISATION)


def _has_army(head: str) -> bool:
    return head in words("ja", "armies") or head in places("ja") or bool(shapes.place_pattern().fullmatch(head))


def _person(text: str, at: int, stop: int) -> Name | None:
    """Kanji before a title: of any letters before 氏 and さん, with a known family name before an office."""
    found = shapes.titled_pattern().match(text, at)
    if found and found["name"] not in words("ja", "no person") and found["name"][0] not in "同両各全某当元前現新故":
        return Name(found["name"], found.span("name"), NameKind.PERSON)
    found = shapes.office_pattern().match(text, at) if text[at] in shapes.family_letters() else None
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
    if shapes.title_pattern().match(text, end):
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
    return text[at - 1] in shapes.last_letters() and bool(shapes.place_before().search(text[max(0, at - 12) : at]))
