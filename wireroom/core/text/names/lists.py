"""The lists that names are known by, from core/data. Decides nothing."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files


@cache
def words(language: str, role: str) -> frozenset[str]:
    """The words of a row of name_words_en.txt or name_words_ja.txt."""
    return frozenset(_row(f"name_words_{language}.txt", role))


@cache
def places(language: str) -> frozenset[str]:
    """Names of countries, regions and cities."""
    rows = dict(_rows(f"places_{language}.txt"))
    countries = (name.partition("=")[0] for name in rows.get("countries", ()))
    return frozenset(countries).union(*(names for role, names in rows.items() if role != "countries"))


@cache
def countries_by_people() -> dict[str, str]:
    """English words for people and things of a country, to the country: French to France."""
    table: dict[str, str] = {}
    for row in _row("places_en.txt", "countries"):
        country, _, peoples = row.partition("=")
        for people in filter(None, peoples.split("/")):
            table.setdefault(people, country)
    return table


def _row(file: str, role: str) -> tuple[str, ...]:
    return dict(_rows(file))[role]


@cache
def _rows(file: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(_read(file))


def _read(file: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in files("wireroom.core").joinpath(f"data/{file}").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            role, _, found = line.partition(":")
            yield role, tuple(word.strip() for word in found.split(",") if word.strip())
