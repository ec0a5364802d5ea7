"""Looks into an object of ninjs whatever version's spelling it uses: NinjsObject. Knows names, decides nothing."""

import reprlib
from collections.abc import Iterator
from functools import lru_cache

from wireroom.core.formats.parsed import Problem
from wireroom.core.text.characters import strip_controls

_SEPARATORS = str.maketrans("", "", "_-$@ ")


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """A property's name without what differs between versions: "pubStatus", "pub_status" and "pubstatus" are one."""
    return name.translate(_SEPARATORS).lower() if len(name) < 100 else name


class NinjsObject:
    """One JSON object, read by folded names. A wrong type becomes a Problem and no value; null is as absent.

    Two spellings of one name may stand side by side: readers that must not miss one ask for `values`.
    """

    __slots__ = ("_values", "problems")

    def __init__(self, members: dict[str, object], problems: list[Problem]):
        self._values: dict[str, list[object]] = {}
        for name, value in members.items():
            if value is not None:
                self._values.setdefault(fold_name(name), []).append(value)
        self.problems = problems

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def values(self, *names: str) -> list[object]:
        """Whatever stands under any of the names, as it is."""
        return [value for name in names for value in self._values.get(name, ())]

    def text(self, *names: str) -> str | None:
        """The first string that is not blank, without control characters; a number as its digits."""
        for name in names:
            for value in self._values.get(name, ()):
                if isinstance(value, str):
                    if value.strip():
                        return strip_controls(value)
                elif isinstance(value, int | float) and not isinstance(value, bool):
                    return str(value)
                else:
                    self._wrong(name, "text", value)
        return None

    def entries(self, *names: str) -> list["NinjsObject | str"]:
        """The members of lists (2.x on), of one object or string that stands for a list of one, in order."""
        found: list[NinjsObject | str] = []
        for name in names:
            for value in self._values.get(name, ()):
                for member in value if isinstance(value, list) else (value,):
                    if isinstance(member, dict):
                        found.append(NinjsObject(member, self.problems))
                    elif isinstance(member, str):
                        if member.strip():
                            found.append(strip_controls(member))
                    elif member is not None:
                        self._wrong(name, "a list of objects", member)
        return found

    def named(self, name: str) -> list[tuple[str, "NinjsObject"]]:
        """The objects of a map by name (1.x), or of a list whose members name themselves (2.x on), with their names."""
        found: list[tuple[str, NinjsObject]] = []
        for value in self._values.get(name, ()):
            if isinstance(value, dict):
                pairs = [(key, member) for key, members in value.items() for member in _each(members)]
            else:
                pairs = [("", member) for member in _each(value)]
            for key, member in pairs:
                if isinstance(member, dict):
                    entry = NinjsObject(member, self.problems)
                    found.append((key or entry.text("name") or "", entry))
                elif member is not None:
                    self._wrong(name, "objects", member)
        return found

    def texts(self, *names: str) -> list[str]:
        """What a list calls its members: their names, else literals; strings as they are."""
        found = (
            entry if isinstance(entry, str) else entry.text("name") or entry.text("literal", "value")
            for entry in self.entries(*names)
        )
        return list(dict.fromkeys(text for text in found if text))

    def _wrong(self, name: str, wanted: str, value: object) -> None:
        """One Problem a field, however often it is wrong: a document may be made of nothing else."""
        if not any(problem.code == "wrong_type" and problem.field == name for problem in self.problems):
            found = f"{name} is not {wanted} but {type(value).__name__}: {reprlib.repr(value)}"
            self.problems.append(Problem("wrong_type", found, name))


def _each(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
