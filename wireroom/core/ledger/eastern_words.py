"""The terms of a claim in Japanese: pairs of characters, katakana words, one for all forms that say the same. Compares
nothing."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from wireroom.core.ledger.terms import Terms
from wireroom.core.ledger.word_lists import Pole, list_alike, list_poles, list_words
from wireroom.core.matching.tokens import is_unspaced

_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]{2,}\Z")
_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff々〆]+|[\u30a1-\u30fa\u30fc]{2,}|[a-z][0-9a-z]+")
_TIME = re.compile(r"(?:1[89]|20)\d\d(?=年)|\d{1,2}月(?!間)|(?<=月)\d{1,2}日|[月火水木金土日](?=曜)")
_DATELINE = re.compile(r"\A\W*【[^】]{1,12}】")
# There is "なく" and "と" in it, but nothing is negated.
_AT_LEAST = re.compile("少なくとも")


def eastern_terms(folded: str) -> Terms:
    """The terms of a claim's folded words."""
    plain = folded = _DATELINE.sub("", folded)
    meant = {word for word in list_words("ja", "meant") if word in folded}
    pointing = [word for word in list_words("ja", "pointing") if word in folded]
    for word in sorted([*meant, *pointing], key=len, reverse=True):
        plain = plain.replace(word, "、")
    times = {_time(found) for found in _TIME.findall(folded)}
    order, names = [], set()
    for term, is_form in _list_terms(plain):
        order.append(term)
        if not is_form and (_KATAKANA.match(term) or term.isascii()):
            names.add(term)
    forms = set(list_alike("ja").stands_for.values())
    words = {part for term in order for part in ([term] if term in forms else _parts(term))}
    return Terms(
        order=tuple(order),
        words=frozenset(words | {when for _, when in times}),
        beside=frozenset(),
        meant=frozenset(meant),
        points=bool(pointing),
        light=frozenset(part for part in words if part in list_words("ja", "light")),
        names=frozenset(names),
        times=frozenset(times),
        poles=_find_poles(folded, order),
        frames=frozenset(word for word in list_words("ja", "frames") if word in order or word in folded),
        not_so=frozenset(),
        # The verb stands last.
        deeds=frozenset(part for term in order[-1:] for part in ([term] if term in forms else _parts(term))),
        negated=_is_negated(folded),
        eastern=True,
    )


def _list_terms(plain: str) -> Iterator[tuple[str, bool]]:
    """The terms in order, and whether each stands for forms that say the same."""
    alike, place = list_alike("ja"), 0
    for found in alike.finds.finditer(plain):
        yield from ((run, False) for run in _runs(plain[place : found.start()]))
        yield alike.stands_for[found[0]], True
        place = found.end()
    yield from ((run, False) for run in _runs(plain[place:]))


def _runs(plain: str) -> list[str]:
    """What stands in kanji, katakana or Latin letters, without days, numbers and empty words."""
    plain = _count().sub("、", _TIME.sub("、", plain))
    for word in sorted(list_words("ja", "empty"), key=len, reverse=True):
        plain = plain.replace(word, "、")
    return _RUN.findall(plain)


def _parts(run: str) -> list[str]:
    """A word of kanji as pairs of them: 港湾事務所 and 事務所 have two in common."""
    if len(run) < 2 or not is_unspaced(run[0]) or _KATAKANA.match(run):
        return [run]
    return [one + other for one, other in pairwise(run)]


def _find_poles(folded: str, order: list[str]) -> frozenset[Pole]:
    poles, finds = list_poles("ja")
    return frozenset(pole for word in (*finds.findall(folded), *order) for pole in poles.get(word, ()))


def _is_negated(folded: str) -> bool:
    ending = _AT_LEAST.sub("", folded).rstrip("。」』 ")
    return any(ending.endswith(word) or f"{word}と" in ending for word in list_words("ja", "negation"))


def _time(found: str) -> tuple[str, str]:
    if len(found) == 1:
        return "day", found
    return {"月": "month", "日": "date"}.get(found[-1], "year"), found


@cache
def _count() -> re.Pattern[str]:
    """A number with what it is counted by: figures are compared by themselves."""
    counters = "|".join(sorted(list_words("ja", "counters"), key=len, reverse=True))
    return re.compile(rf"(?:[0-9.]+[十百千万億兆]*|数[十百千万億]+)(?:{counters}|[%円日年月分時倍回度])?")
