"""Which story or item is meant by what somebody typed: a key, a number, an address. Pure; looks nothing up."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

_KEY = re.compile(r"[a-z2-7]{10}\Z")
_STORY = re.compile(r"/(?:story|stories)/([a-z2-7]{10})(?:/|\Z)")
_ITEM = re.compile(r"/desk/item/(\d{1,18})(?:/|\Z)")
_ARTICLE = re.compile(r"/\d{4}/\d{2}/\d{2}/(?:[^/]*-)?([a-z2-7]{10})(?:/|\Z)")
_NUMBER = re.compile(r"\d{1,18}\Z")


@dataclass(frozen=True, slots=True)
class ItemMention:
    """An item by one of: its number, the key of its article, its guid."""

    number: int = 0
    key: str = ""
    guid: str = ""


def parse_story_mention(text: str) -> str:
    """The key of the story that is meant: by itself, or in an address of the site or the desk. "" for anything else."""
    text = text.strip()
    if _KEY.match(text.lower()):
        return text.lower()
    found = _STORY.search(_path(text))
    return found[1] if found else ""


def parse_item_mention(text: str) -> ItemMention | None:
    """The item that is meant: its number, its address at the desk, its article's address or key, else its guid."""
    text = text.strip()
    if not text:
        return None
    if _NUMBER.match(text) and text.isascii():
        return ItemMention(number=int(text))
    path = _path(text)
    if found := _ITEM.search(path):
        return ItemMention(number=int(found[1]))
    if found := _ARTICLE.search(path):
        return ItemMention(key=found[1])
    return ItemMention(key=text, guid=text) if _KEY.match(text) else ItemMention(guid=text)


def _path(text: str) -> str:
    """The path of an address; of what is none, nothing."""
    try:
        path = urlsplit(text).path
    except ValueError:
        return ""
    return unquote(path) if path.startswith("/") else ""
