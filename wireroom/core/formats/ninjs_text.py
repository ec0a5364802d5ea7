"""Chooses an item's headline, body and summary among the ninjs properties that may hold them. Cleans nothing."""

import re

from wireroom.core.formats.ninjs_object import NinjsObject
from wireroom.core.formats.nitf_body import nitf_body_html
from wireroom.core.formats.raw import Text
from wireroom.core.formats.xml import NotWellFormed, parse_xml
from wireroom.core.text.sanitize import visible_text

# Roles of descriptions that hold something else than a summary, and the order of those that may.
_NO_SUMMARY = frozenset(("creditline", "credit", "byline", "copyright", "alt", "alttext", "disclosure", "usageterms"))
_SUMMARIES = ("text", "summary", "abstract", "lead", "standfirst", "main", "caption", "")
_HEAD = re.compile(r"<head(?:\s[^<>]*)?>", re.IGNORECASE)
_HEAD_END = re.compile(r"</head\s*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_LONG = 500_000
_NO_BODY = frozenset(("bodyfooter",))


def find_headline(ninjs: NinjsObject) -> Text | None:
    """The headline: `headline`, else the main one of `headlines`, else one of another role, else the item's title."""
    found = [_roled(entry) for entry in ninjs.entries("headline", "headlines")]
    found = [(role, text) for role, text in found if text]
    if found:
        text = min(found, key=lambda pair: pair[0] not in ("main", ""))[1]
        return Text(text.value, "html" if text.kind == "html" else "either")
    for name in ninjs:
        if name.startswith("headline") and name != "headlines" and (value := ninjs.text(name)):
            return Text(value, "html" if "html" in name else "either")
    title = ninjs.text("title", "name")
    return Text(title) if title else None


def find_body(ninjs: NinjsObject) -> Text | None:
    """The body with the most words; of several with as many the one with mark-up."""
    found = [_roled(entry) for entry in ninjs.entries("bodies", "body")]
    for name in ninjs:
        if name.startswith("body") and name != "body" and name not in _NO_BODY and (value := ninjs.text(name)):
            found.append(("", _text(value, name.removeprefix("body"))))
    bodies = [text for _, text in found if text]
    if len(bodies) < 2:
        return _page_body(bodies[0]) if bodies else None
    bodies = [_page_body(body) for body in bodies]
    return max(bodies, key=lambda body: (_words(body), body.kind == "html"))


def find_summary(ninjs: NinjsObject) -> Text | None:
    """What the descriptions say the story is, in the order of their roles."""
    found = _descriptions(ninjs)
    usable = [(role, text) for role, text in found if role not in _NO_SUMMARY]
    usable.sort(key=lambda pair: _SUMMARIES.index(pair[0]) if pair[0] in _SUMMARIES else len(_SUMMARIES))
    return usable[0][1] if usable else None


def find_description(ninjs: NinjsObject, *roles: str) -> str | None:
    """The description of one of the roles (a caption, a credit line), as it stands."""
    return next((text.value for role, text in _descriptions(ninjs) if role in roles), None)


def _descriptions(ninjs: NinjsObject) -> list[tuple[str, Text]]:
    found = [_roled(entry) for entry in ninjs.entries("description", "descriptions")]
    for name in ninjs:
        if (
            name.startswith("description")
            and name not in ("description", "descriptions")
            and (value := ninjs.text(name))
        ):
            role = name.removeprefix("description")
            found.append((role.removesuffix("xhtml").removesuffix("html"), _text(value, role)))
    return [(role, text) for role, text in found if text]


def _roled(entry: NinjsObject | str) -> tuple[str, Text | None]:
    """A member of headlines, bodies or descriptions: its role in lower case, and its text."""
    if isinstance(entry, str):
        return "", _text(entry, "")
    role = (entry.text("role", "name") or "").strip().lower()
    value = entry.text("value", "text")
    label = entry.text("contenttype", "mimetype") or ""
    return role, _text(value, label if _says_kind(label.lower()) else role) if value else None


def _says_kind(label: str) -> bool:
    return any(word in label for word in ("html", "nitf", "xml", "plain"))


def _text(value: str, label: str) -> Text:
    """A text by what its media type, role or name says of it."""
    label = label.lower()
    if "html" in label:
        return Text(value, "html")
    if "nitf" in label or "xml" in label:
        return _from_xml(value)
    if "text" in label or "plain" in label or ("\n" in value.strip() and "</" not in value):
        return Text(value, "lines")
    return Text(value)


def _from_xml(value: str) -> Text:
    """The body of a NITF document written as text; what is no XML as HTML, which loses no word of it."""
    try:
        tree = parse_xml(value.strip())
    except NotWellFormed:
        return Text(value, "html")
    if tree.root.tag.rpartition("}")[2].lower() in ("nitf", "body.content", "block"):
        return Text(nitf_body_html(tree.root), "html")
    return Text(value, "html")


def _page_body(body: Text) -> Text:
    """A whole page without its head: the title there is no word of the story."""
    if body.kind not in ("html", "either") or not (start := _HEAD.search(body.value)):
        return body
    end = _HEAD_END.search(body.value, start.end())
    return Text(body.value[: start.start()] + body.value[end.end() :], body.kind) if end else body


def _words(body: Text) -> int:
    """How many letters and digits a reader sees; of very long mark-up roughly, as it is only to be compared."""
    if body.kind == "lines":
        shown = body.value
    elif len(body.value) < _LONG:
        shown = visible_text(body.value)
    else:
        shown = _TAG.sub("", body.value)
    return sum(map(str.isalnum, shown))
