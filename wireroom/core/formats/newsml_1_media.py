"""Reads the pictures and files that a NewsML 1 item refers to. Reads no text but captions and credits."""

from itertools import islice

from wireroom.core.formats.fields import Element
from wireroom.core.formats.media import PICTURE_ENDINGS
from wireroom.core.formats.newsml_1_content import read_copy
from wireroom.core.formats.newsml_1_tree import (
    CAPTIONS,
    SIZES,
    around,
    attribute_of,
    first_line,
    formal_name,
    role_of,
    text_of,
)
from wireroom.core.formats.parsed import Enclosure, ParsedPicture
from wireroom.core.formats.raw import WireItem
from wireroom.core.text.sanitize import visible_text

_MOST_FILES = 500
_PICTURE_KINDS = frozenset(("photo", "picture", "image", "graphic", "illustration"))
_TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "jpegbaseline": "image/jpeg",
    "jpegprogressive": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "gif89a": "image/gif",
    "webp": "image/webp",
    "tiff": "image/tiff",
}


def read_media(components: list[Element], item: WireItem) -> None:
    """One picture for each group of its sizes, the largest of them; whatever else has an address is an enclosure."""
    groups: dict[Element, list[Element]] = {}
    contents = (content for component in components for content in component.iterchildren("{*}ContentItem"))
    for content in islice((content for content in contents if attribute_of(content, "Href")), _MOST_FILES):
        if _is_picture(content):
            groups.setdefault(_home_of(content), []).append(content)
        elif address := _address(content):
            item.enclosures.append(Enclosure(address, _type(content), _number(text_of(_size_node(content)))))
    for home, sizes in groups.items():
        best = max(sizes, key=lambda content: (_pixels(content, "Width") or 0) * (_pixels(content, "Height") or 0))
        if address := _address(best):
            size = (_pixels(best, "Width"), _pixels(best, "Height"))
            item.pictures.append(ParsedPicture(address, _type(best), *size, _caption(home, item), _credit(home)))


def _home_of(content: Element) -> Element:
    """What stands for the picture: the component that its sizes are parts of, else the ContentItem itself."""
    component = content.getparent()
    if role_of(component) in SIZES:
        return next((node for node in around(component) if role_of(node) not in SIZES), component)
    siblings = list(component.iterchildren("{*}ContentItem"))
    if len(siblings) == 1:
        outer = component.getparent()
        captioned = any(role_of(node) in CAPTIONS for node in outer.iterchildren("{*}NewsComponent"))
        return outer if captioned else component
    equivalents = component.get("EquivalentsList") == "yes"
    return component if equivalents and all(_is_picture(node) for node in siblings) else content


def _is_picture(content: Element) -> bool:
    kind = (formal_name(content.find("{*}MediaType")) or "").lower()
    mime = (_type(content) or "").lower()
    if "/" in mime:
        return mime.startswith("image/")
    return kind in _PICTURE_KINDS or (not kind and (_address(content) or "").lower().endswith(PICTURE_ENDINGS))


def _address(content: Element) -> str | None:
    address = attribute_of(content, "Href")
    return address if address and not address.startswith("#") else None


def _type(content: Element) -> str | None:
    mime = formal_name(content.find("{*}MimeType"))
    name = "".join((formal_name(content.find("{*}Format")) or "").split()).lower()
    return mime or _TYPES.get(name)


def _pixels(content: Element, name: str) -> int | None:
    for node in content.iterfind("{*}Characteristics/{*}Property"):
        if (formal_name(node) or "").lower() == name.lower():
            return _number(attribute_of(node, "Value"))
    return None


def _size_node(content: Element) -> Element | None:
    return content.find("{*}Characteristics/{*}SizeInBytes")


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isdecimal() and 0 < len(value) < 12 else None


def _caption(home: Element, item: WireItem) -> str | None:
    """The text of the role caption beside the picture, else the headline of the picture's own component."""
    for node in home.iterdescendants("{*}NewsComponent"):
        if role_of(node) in CAPTIONS:
            for content in node.iterchildren("{*}ContentItem"):
                copy = read_copy(content)
                if copy and copy.letters:
                    return visible_text(copy.html).replace("\n", " ")
    line = first_line([home], "{*}NewsLines/{*}CaptionLine") or first_line([home], "{*}NewsLines/{*}HeadLine")
    return line if item.title is None or line != item.title.value else None


def _credit(home: Element) -> str | None:
    names = [first_line([home], f"{{*}}NewsLines/{{*}}{name}") for name in ("ByLine", "CreditLine")]
    return " / ".join(dict.fromkeys(name for name in names if name)) or None
