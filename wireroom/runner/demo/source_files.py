"""Reads the example wire's files into values; does not build feeds. The format is told in examples/README.md."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

from PIL import Image

from wireroom.core.errors import ParseError
from wireroom.runner.demo.moments import check_moments, parse_offset
from wireroom.runner.demo.wire_parts import PictureUse, WireFeed, WireItem, WirePicture, WireProvider, WireState

_CONTENT_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png"}
_FENCE = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)
_CHOICES = {
    "rights": ("full", "excerpt", "headline"),
    "policy": ("publish", "hold"),
    "action": ("show", "leave", "kill"),
    "markup": ("text", "html"),
    "format": ("rss20", "atom10", "json11"),
}
_STATE_KEYS = {"at", "action", "headline", "published", "summary", "markup", "byline", "note", "pictures"}
_EDIT_KEYS = {"replace", "add"}
_ITEM_KEYS = {"language", "categories"}


def read_pictures(folder: Path) -> tuple[WirePicture, ...]:
    """Every JPEG and PNG of the folder, by name. Raises ParseError for a file that is no picture."""
    pictures = []
    for path in sorted(folder.iterdir()):
        if path.suffix in (".jpg", ".png"):
            try:
                with Image.open(path) as image:
                    content_type, (width, height) = _CONTENT_TYPES[image.format or ""], image.size
            except (OSError, KeyError) as error:
                raise ParseError(f"{path}: no JPEG or PNG picture") from error
            pictures.append(WirePicture(path.name, content_type, width, height, path.stat().st_size))
    return tuple(pictures)


def read_provider(path: Path) -> tuple[WireProvider, tuple[tuple[str, WireFeed], ...], str]:
    """A provider.toml: the provider, its feeds each with the folder of its items, and the prefix of its guids."""
    told = _parse_toml(path.read_text("utf-8"), path)
    try:
        slug = path.parent.name
        feeds = tuple((feed["folder"], _read_feed(feed, slug=slug)) for feed in told["feeds"])
        provider = WireProvider(
            slug=slug,
            name=told["name"],
            language=told["language"],
            rights=_choose(told, "rights"),
            policy=_choose(told, "policy"),
            contract=told.get("contract", False),
            credit_line=told["credit_line"],
            usage_terms=told["usage_terms"],
            feeds=tuple(feed for _, feed in feeds),
        )
        return provider, feeds, told["guid_prefix"]
    except KeyError as error:
        raise ParseError(f"{path}: {error} is missing") from error
    except ParseError as error:
        raise ParseError(f"{path}: {error}") from error


def read_item(
    path: Path, *, provider: WireProvider, feed: WireFeed, guid_prefix: str, pictures: tuple[WirePicture, ...]
) -> WireItem:
    """An item file: states in order, each a head between +++ lines and a body. Raises ParseError, naming the file."""
    pieces = _FENCE.split(path.read_text("utf-8"))
    if len(pieces) < 3 or len(pieces) % 2 == 0 or pieces[0].strip():
        raise ParseError(f"{path}: must start with a head between two lines of +++, and every head must be closed")
    heads = [_parse_toml(piece, path) for piece in pieces[1::2]]
    named = {picture.name: picture for picture in pictures}
    states: list[WireState] = []
    for head, body in zip(heads, pieces[2::2], strict=True):
        allowed = _STATE_KEYS | (_EDIT_KEYS if states else _ITEM_KEYS)
        if unknown := sorted(head.keys() - allowed):
            raise ParseError(f"{path}: unknown here: {', '.join(unknown)}")
        try:
            state = _read_state(head, states[-1] if states else None, named=named)
            if body.strip():
                state = replace(state, body=body.strip())
            for text in (state.headline, state.summary, state.body):
                check_moments(text)
        except KeyError as error:
            raise ParseError(f"{path}: {error} is missing or not known") from error
        except ParseError as error:
            raise ParseError(f"{path}: {error}") from error
        if states and state.at <= states[-1].at:
            raise ParseError(f'{path}: the state at "{head["at"]}" does not come after the one before it')
        if state.action == "kill" and feed.format != "atom10":
            raise ParseError(f"{path}: only an Atom feed can say that an item is killed")
        states.append(state)
    return WireItem(
        id=path.stem,
        guid=guid_prefix + path.stem,
        provider=provider.slug,
        feed=feed.path,
        language=heads[0].get("language", feed.language),
        categories=tuple(heads[0].get("categories", ())),
        states=tuple(states),
    )


def _read_feed(told: dict, *, slug: str) -> WireFeed:
    return WireFeed(
        path=f"{slug}/{told['file']}",
        title=told["title"],
        format=_choose(told, "format"),
        encoding=told.get("encoding", "UTF-8"),
        language=told["language"],
    )


def _read_state(head: dict, before: WireState | None, *, named: dict[str, WirePicture]) -> WireState:
    """One state: what the head says, and the state before it for everything the head leaves out."""
    at = parse_offset(head["at"])
    if before is None:
        before = WireState(at=at, action="show", headline=head["headline"], published=at)
    changes = {key: head[key] for key in ("headline", "summary", "byline", "note") if key in head}
    changes |= {key: _choose(head, key) for key in ("action", "markup") if key in head}
    if "published" in head:
        changes["published"] = None if head["published"] == "none" else parse_offset(head["published"])
    if "pictures" in head:
        uses = (PictureUse(named[told["file"]], told["caption"], told["credit"]) for told in head["pictures"])
        changes["pictures"] = tuple(uses)
    body = before.body
    for old, new in head.get("replace", ()):
        if old not in body:
            raise ParseError(f'the text to replace is not in the body: "{old}"')
        body = body.replace(old, new)
    if "add" in head:
        body = f"{body}\n\n{head['add'].strip()}"
    return replace(before, at=at, body=body, **changes)


def _parse_toml(text: str, path: Path) -> dict:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ParseError(f"{path}: {error}") from error


def _choose(told: dict, key: str) -> str:
    if told[key] not in _CHOICES[key]:
        raise ParseError(f'{key} is "{told[key]}", must be one of {", ".join(_CHOICES[key])}')
    return told[key]
