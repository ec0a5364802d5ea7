"""Reads what an item says of its content: contentMeta. The content itself is content.py's."""

import re
from collections.abc import Iterable, Sequence

from wireroom.core.formats.fields import Element, Fields
from wireroom.core.formats.newsml_g2.codes import address_of
from wireroom.core.formats.newsml_g2.management import Reading
from wireroom.core.formats.newsml_g2.words import (
    called,
    first_line,
    in_language,
    line_of,
    name_of,
    rich_text,
    roles_of,
    text_of,
)
from wireroom.core.formats.parsed import NameHint
from wireroom.core.formats.raw import Text
from wireroom.core.formats.xml import XML_LANG

_PROPERTIES = (
    "altid audience by contentcreated contentmetaextproperty contentmodified contributor creator creditline "
    "dateline description digitalsourcetype exclaudience genre headline icon infosource keyword language located "
    "rating slugline subject urgency userinteraction"
)
KNOWN = frozenset(_PROPERTIES.split())
_MAIN = frozenset(("main", "headline", "title", "hl", "hl1"))
_LESSER = re.compile(r"sub|alt|short|seo|mobile|kicker|deck|over|second|print|web|index|teaser|summary")
_SUMMARIES = frozenset(("summary", "abstract", "teaser", "lead", "standfirst"))
_CAPTION = "caption"
_KINDS = {"person": "person", "organisation": "organisation", "geoarea": "place", "poi": "place"}
_MOST = 500


def read_description(fields: Fields, reading: Reading) -> None:
    """Headline, lines, subjects and the rest of contentMeta, in the language that `reading` has."""
    item, language = reading.item, reading.language
    item.urgency = fields.one("urgency")
    if "headline" in fields and (headline := _headline(fields["headline"], language)):
        item.title = headline
    if "by" in fields:
        item.authors = [line for by in in_language(fields["by"], language) if (line := text_of(by))]
        item.byline = ", ".join(item.authors) or None
    if "slugline" in fields:
        item.slugline = first_line(fields["slugline"], language)
    if "dateline" in fields:
        item.dateline = first_line(fields["dateline"], language)
    if "creditline" in fields:
        item.credit_line = first_line(fields["creditline"], language)
    if not item.authors and "creator" in fields:
        found = [called(creator, language) for creator in fields["creator"][:_MOST]]
        item.authors = [name for name in dict.fromkeys(found) if name]
    if "description" in fields:
        item.summary = _summary(fields["description"], language)
    if "located" in fields:
        item.located = _places(fields["located"], reading)
    if "subject" in fields:
        _read_subjects(fields["subject"], reading)
    if "exclaudience" in fields:
        item.excluded_audience = _audiences(fields["exclaudience"], reading)
    if "digitalsourcetype" in fields and (code := reading.catalog.code_of(fields["digitalsourcetype"][0])):
        item.digital_source_type = address_of(code)


def language_of_content(fields: Fields, around: Element) -> str | None:
    """The language of the content: as contentMeta has it, else of the item as a whole."""
    for element in fields.get("language", ()):
        if tag := (element.get("tag") or "").strip():
            return tag
    return (around.get(XML_LANG) or "").strip() or None


def caption_of(fields: Fields, reading: Reading) -> str | None:
    """The description that is a caption; else the one there is."""
    found = in_language(fields.get("description", ()), reading.language)
    captions = [element for element in found if _CAPTION in roles_of(element)]
    return text_of((captions or found)[0]) if found else None


def _headline(headlines: Sequence[Element], language: str | None) -> Text | None:
    """The main one: without a role or with that of a headline; of these by rank, then as they stand."""
    found = in_language(headlines, language)
    return line_of(min(found, key=_lesser)) if found else None


def _lesser(headline: Element) -> tuple[int, int]:
    roles = roles_of(headline)
    grade = 2 if any(_LESSER.search(role) for role in roles) else 1
    if not roles or roles & _MAIN:
        grade = 0
    rank = headline.get("rank") or ""
    return grade, int(rank) if rank.isascii() and rank.isdigit() and len(rank) < 7 else 0


def _summary(descriptions: Sequence[Element], language: str | None) -> Text | None:
    found = in_language(descriptions, language)
    chosen = next((element for element in found if roles_of(element) & _SUMMARIES), found[0] if found else None)
    return rich_text(chosen) if chosen is not None else None


def _places(located: Iterable[Element], reading: Reading) -> list[str]:
    found: dict[str, None] = {}
    for element in located:
        literal = (element.get("literal") or "").strip()
        # A literal may be an identifier that the document explains elsewhere; words have a capital and no digit.
        words = literal if literal[:1].isupper() and not any(mark.isdigit() for mark in literal) else None
        if name := name_of(element, reading.language) or words:
            found[name] = None
    return list(found)


def _read_subjects(subjects: Sequence[Element], reading: Reading) -> None:
    """Names of subjects as categories; those of persons, organisations and places as hints as well."""
    item = reading.item
    categories: dict[str, None] = {}
    names: dict[NameHint, None] = {}
    for subject in subjects[:_MOST]:
        name = name_of(subject, reading.language)
        if not name:
            continue
        categories[name] = None
        kind = reading.catalog.code_of(subject, "type")
        if kind is not None and (known := _KINDS.get(kind.within("cpnature") or "")):
            names[NameHint(name, known)] = None
    item.categories = list(categories)
    item.names = list(names)


def _audiences(elements: Iterable[Element], reading: Reading) -> list[str]:
    """Who must not have the copy, by name; by code where it has no name: never nobody where somebody is meant."""
    found: dict[str, None] = {}
    for element in elements:
        code = reading.catalog.code_of(element)
        name = name_of(element, reading.language) or (element.get("literal") or "").strip()
        if words := name or (code.written if code else ""):
            found[words] = None
    return list(found)
