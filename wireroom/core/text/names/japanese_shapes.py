"""What Japanese names look like, from core/data: places, titles, ends of organisations' names. Decides nothing."""

import re
from functools import cache

from wireroom.core.text.names.lists import places, words

KANJI, KATAKANA = r"\u4e00-\u9fff々ヶ", r"ァ-ヺー"
# A family name and a given name are hardly longer; nor is what stands before the end of an organisation's name.
_LONGEST, _LONGEST_HEAD = 6, 12


@cache
def prefectures() -> frozenset[str]:
    """The prefectures: a town's name may follow."""
    return frozenset(name for name in places("ja") if name[-1] in "都道府県" and name not in ("京都",))


@cache
def first_letters() -> frozenset[str]:
    """First letters of places."""
    return frozenset(name[0] for name in places("ja"))


@cache
def last_letters() -> frozenset[str]:
    """Last letters of what a name may follow."""
    return frozenset((*(name[-1] for name in places("ja")), *"米英仏独露伊韓中日豪市区町村"))


@cache
def known_letters() -> frozenset[str]:
    """First letters of organisations in the list."""
    return frozenset(name[0] for name in words("ja", "known"))


@cache
def family_letters() -> frozenset[str]:
    """First letters of family names."""
    return frozenset(name[0] for name in words("ja", "families") | words("ja", "foreign families"))


@cache
def place_pattern() -> re.Pattern[str]:
    """A place of the list."""
    return re.compile(_any(places("ja")))


@cache
def place_before() -> re.Pattern[str]:
    """What a name may follow inside a run of kanji."""
    return re.compile(rf"(?:{_any(places('ja'))}|[米英仏独露伊韓中日豪][・]?|市|区|町|村)\Z")


@cache
def known_pattern() -> re.Pattern[str]:
    """An organisation of the list."""
    return re.compile(_any(words("ja", "known")))


@cache
def organisation_pattern() -> re.Pattern[str]:
    """Anything (group head) with the end of an organisation's name; group army for one's forces."""
    ends = _any(words("ja", "organisations"))
    return re.compile(
        rf"(?P<head>[{KANJI}{KATAKANA}・]{{1,{_LONGEST_HEAD}}}?)(?:(?:{ends})(?![{KATAKANA}])|(?P<army>軍)|[県府道]警)"
        rf"(?!{ends}|[長員側内職生人]|野球|入試|進学)"
    )


@cache
def titled_pattern() -> re.Pattern[str]:
    """Kanji before a title of persons."""
    return re.compile(rf"(?P<name>[{KANJI}]{{1,{_LONGEST}}}?(?:[{KATAKANA}]{{2,6}})?)(?:{_any(words('ja', 'titles'))})")


@cache
def office_pattern() -> re.Pattern[str]:
    """A known family name, with what follows it, before an office."""
    offices = _any(words("ja", "offices"))
    foreign = "|".join(words("ja", "foreign families"))
    families = _any(words("ja", "families"))
    name = rf"(?P<name>(?:{families})[{KANJI}]{{0,3}}?|(?:{foreign})[{KANJI}]{{0,2}}?)"
    return re.compile(rf"{name}・?[元前現副新]?(?:{offices})")


@cache
def title_pattern() -> re.Pattern[str]:
    """A title right after a name in katakana, or after の and a short office."""
    return re.compile(rf"(?:・?(?:元|前|現|副|新)?(?:{_any(words('ja', 'titles') | words('ja', 'offices'))}))")


def _any(found: frozenset[str]) -> str:
    return "|".join(sorted(map(re.escape, found), key=len, reverse=True))
