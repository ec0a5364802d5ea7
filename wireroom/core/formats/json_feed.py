"""Reads JSON Feed 1.0 and 1.1 (jsonfeed.org), as found. A wrong type costs a field or an item, never the file."""

import json
import re
import reprlib

from wireroom.core.errors import ParseError
from wireroom.core.formats.media import add_enclosure, add_picture
from wireroom.core.formats.parsed import Problem
from wireroom.core.formats.raw import RawFeed, RawItem, Text
from wireroom.core.text.characters import strip_controls

_ITEMS = re.compile(r'"items"\s*:\s*\[')


class JsonObject:
    """A JSON object read with checks: a wrong type becomes a Problem and no value."""

    __slots__ = ("_values", "problems")

    def __init__(self, values: object, problems: list[Problem]):
        self._values = values if isinstance(values, dict) else {}
        self.problems = problems

    def text(self, name: str) -> str | None:
        """A string without control characters; a number as its digits."""
        value = self._values.get(name)
        if isinstance(value, str):
            return strip_controls(value) if value.strip() else None
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        if value is not None:
            self._wrong(name, "a string", value)
        return None

    def number(self, name: str) -> str | None:
        """A number, also where it stands as text; None for anything else."""
        value = self._values.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(int(value)) if value == value and abs(value) < 1e15 else None
        return value if isinstance(value, str) else None

    def objects(self, name: str) -> list["JsonObject"]:
        return [JsonObject(value, self.problems) for value in self.list(name) if isinstance(value, dict)]

    def strings(self, name: str) -> list[str]:
        return [strip_controls(value).strip() for value in self.list(name) if isinstance(value, str) and value.strip()]

    def list(self, name: str) -> list:
        """A list; what stands there instead is a Problem, and the list empty."""
        value = self._values.get(name)
        if isinstance(value, list):
            return value
        if value is not None:
            self._wrong(name, "a list", value)
        return []

    def object(self, name: str) -> "JsonObject":
        """An object; what stands there instead is a Problem, and the object empty."""
        value = self._values.get(name)
        if value is not None and not isinstance(value, dict):
            self._wrong(name, "an object", value)
        return JsonObject(value, self.problems)

    def has(self, name: str) -> bool:
        return name in self._values

    @property
    def members(self) -> dict[str, object]:
        return self._values

    def _wrong(self, name: str, wanted: str, value: object) -> None:
        found = f"{type(value).__name__}: {reprlib.repr(value)}"
        self.problems.append(Problem("wrong_type", f"{name} is no {wanted.split()[-1]} but {found}", name))


def load_json(text: str) -> JsonObject:
    """The document's object; of a broken document what stands before the break. Raises ParseError for anything else.

    A list stands under `_items`, as APIs of newswires write it.
    """
    problems: list[Problem] = []
    try:
        document = json.loads(text, object_pairs_hook=_keep_repeated)
    except RecursionError as error:
        raise ParseError("JSON nested too deeply") from error
    except ValueError as error:
        document = _load_loosely(text)
        problems.append(Problem("not_well_formed", f"broken JSON: {error}"[:300]))
    if isinstance(document, list):
        document = {"_items": document}
    if not isinstance(document, dict):
        raise ParseError(f"JSON, but no feed: the document is a {type(document).__name__}")
    return JsonObject(document, problems)


def _keep_repeated(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object's members. Of a name that stands there twice the last counts, as everywhere; the others follow it under
    names with a stroke more, for a reader that must not miss a status."""
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    seen: dict[str, int] = {}
    for name, value in reversed(pairs):
        if times := seen.get(name, 0):
            members[name + "_" * times] = value
        seen[name] = times + 1
    return members


def _load_loosely(text: str) -> object:
    """The document, line breaks in its strings allowed, which JSON forbids and writers forget; else its whole items."""
    try:
        return json.loads(text, strict=False, object_pairs_hook=_keep_repeated)
    except (ValueError, RecursionError):
        return _load_broken(text)


def _load_broken(text: str) -> dict:
    start = _ITEMS.search(text)
    if not start:
        raise ParseError("broken JSON, and no list of items in it")
    decoder, items, at = json.JSONDecoder(object_pairs_hook=_keep_repeated), [], start.end()
    while True:
        at = next((i for i in range(at, len(text)) if text[i] not in " \t\r\n,"), len(text))
        if at >= len(text) or text[at] != "{":
            break
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        items.append(value)
    try:
        head = json.loads(text[: start.start()].rstrip().rstrip(",") + "}")
    except ValueError:
        head = {}
    return {**head, "items": items}


def is_json_feed(document: JsonObject) -> bool:
    """Whether an object is a JSON Feed: it says so, or it has items and nothing of a newswire's ninjs."""
    version = document.text("version") if document.has("version") else None
    return bool(version and "jsonfeed.org" in version) or document.has("items")


def read_json_feed(document: JsonObject) -> RawFeed:
    """The feed and its items. An item that is no object is a Problem of the feed."""
    version = document.text("version") or ""
    feed = RawFeed(format="json11" if version.endswith("1.1") else "json10", problems=document.problems)
    feed.title = document.text("title")
    feed.link = document.text("home_page_url")
    feed.self_url = document.text("feed_url")
    feed.language = document.text("language")
    feed.hubs = [url for hub in document.objects("hubs") if (url := hub.text("url"))]
    feed.authors = _authors(document)
    for at, value in enumerate(document.list("items")):
        if isinstance(value, dict):
            feed.items.append(_read_item(JsonObject(value, [])))
        else:
            feed.problems.append(
                Problem("wrong_type", f"item {at + 1} is no object but {type(value).__name__}", "items")
            )
    return feed


def _read_item(entry: JsonObject) -> RawItem:
    item = RawItem(problems=entry.problems)
    item.guid = entry.text("id") or entry.text("guid")
    title = entry.text("title")
    item.title = Text(title, "text") if title else None
    item.link = entry.text("url") or entry.text("external_url")
    item.published = entry.text("date_published")
    item.updated = entry.text("date_modified")
    item.language = entry.text("language")
    html, text, summary = entry.text("content_html"), entry.text("content_text"), entry.text("summary")
    item.body = Text(html, "html") if html else Text(text, "lines") if text else None
    item.summary = Text(summary, "lines") if summary else None
    item.authors = _authors(entry)
    item.categories = list(dict.fromkeys(entry.strings("tags")))
    for name in ("image", "banner_image"):
        if address := entry.text(name):
            add_picture(item, address)
    for file in entry.objects("attachments"):
        if address := file.text("url"):
            add_enclosure(item, address, type=file.text("mime_type"), length=file.number("size_in_bytes"))
    return item


def _authors(entry: JsonObject) -> list[str]:
    people = entry.objects("authors") or ([entry.object("author")] if entry.has("author") else [])
    names = (person.text("name") or person.text("url") for person in people)
    return list(dict.fromkeys(" ".join(name.split()) for name in names if name))
