"""Resolves the codes of a NewsML-G2 item by its own catalogs and the shipped ones. Fetches none, trusts no prefix.

A QCode is an alias and a value; which vocabulary the alias stands for is said by the catalogs of the document alone.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from wireroom.core.formats.fields import Element

IPTC = "http://cv.iptc.org/newscodes/"
# Files in core/data/catalogs.
_SHIPPED = ("iptc_g2.txt",)


class Code(NamedTuple):
    """A code as `written`; `vocabulary` its address without a final slash, None where the alias is nobody's."""

    written: str
    vocabulary: str | None
    value: str

    def within(self, *names: str) -> str | None:
        """The value in lower case, if the code is of one of these IPTC vocabularies ("signal")."""
        for name in names:
            if self.vocabulary == IPTC + name:
                return self.value.lower()
        return None


class Catalog:
    """The aliases that hold for an item, each with the address of its vocabulary."""

    __slots__ = ("_aliases", "_shipped")

    def __init__(self, elements: Iterable[Element]):
        """From `catalog` and `catalogRef` elements, the nearer ones first: the first to name an alias holds."""
        self._aliases: dict[str, str] = {}
        self._shipped: list[dict[str, str]] = []
        for element in elements:
            href = element.get("href")
            if href is not None:
                known = _shipped_catalog(href.strip())
                if known is not None and known not in self._shipped:
                    self._shipped.append(known)
                continue
            for scheme in element:
                alias, address = scheme.get("alias"), scheme.get("uri")
                if alias and address:
                    self._aliases.setdefault(alias.strip(), address.strip())

    def vocabulary_of(self, alias: str) -> str | None:
        """The vocabulary's address as written in the catalog. What the document itself declares goes first."""
        found = self._aliases.get(alias)
        if found is not None:
            return found
        for catalog in self._shipped:
            if alias in catalog:
                return catalog[alias]
        return None

    def resolve(self, written: str) -> Code:
        """A QCode as a Code."""
        written = written.strip()
        alias, colon, value = written.partition(":")
        if not colon:
            return Code(written, None, written)
        found = self.vocabulary_of(alias)
        return Code(written, None if found is None else _bare(found), value)

    def code_of(self, element: Element, name: str = "qcode") -> Code | None:
        """The code that an element has as a URI or as a QCode; `name` is that of the attribute for the latter.

        A URI that is written as a QCode is read as one.
        """
        address = element.get("uri" if name == "qcode" else name + "uri")
        if address and address.strip():
            return self.from_address(address)
        written = element.get(name)
        return self.resolve(written) if written and written.strip() else None

    def from_address(self, address: str) -> Code:
        """The code that an address is."""
        address = address.strip()
        alias, colon, value = address.partition(":")
        if colon and not value.startswith("//") and (found := self.vocabulary_of(alias)) is not None:
            return Code(address, _bare(found), value)
        cut = max(address.rfind("/"), address.rfind("#"))
        return Code(address, _bare(address[:cut]) if cut > 0 else None, address[cut + 1 :])


def address_of(code: Code) -> str:
    """The code's whole address; as it is written where nobody says of which vocabulary it is."""
    if code.vocabulary is None or "://" in code.written:
        return code.written
    return f"{code.vocabulary}/{code.value}"


def _bare(address: str) -> str:
    bare = address.rstrip("/#")
    return "http" + bare[5:] if bare.startswith("https://cv.iptc.org/") else bare


def _shipped_catalog(href: str) -> dict[str, str] | None:
    for address, aliases in _shipped_catalogs():
        if address.fullmatch(href):
            return aliases
    return None


@cache
def _shipped_catalogs() -> tuple[tuple[re.Pattern, dict[str, str]], ...]:
    """The catalogs that come with the code: first a line with the address, * for a number, then alias and vocabulary.

    With and without www., by http and by https is one catalog.
    """
    folder = files("wireroom.core.data").joinpath("catalogs")
    found = []
    for name in _SHIPPED:
        file = folder.joinpath(name)
        lines = [line for line in file.read_text("utf-8").splitlines() if line and not line.startswith("#")]
        host, _, path = lines[0].removeprefix("http://").removeprefix("www.").partition("/")
        address = rf"https?://(?:www\.)?{re.escape(host)}/{re.escape(path)}".replace(r"\*", r"\d{1,4}")
        found.append((re.compile(address, re.IGNORECASE), dict(line.split() for line in lines[1:])))
    return tuple(found)
