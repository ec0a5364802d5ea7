"""Finds one's way in the tree of a NewsML 1 document: components, their roles, formal names, lines. Reads no story."""

from collections.abc import Iterator
from itertools import islice

from lxml import etree

from wireroom.core.formats.fields import Element
from wireroom.core.formats.nitf_body import local_name
from wireroom.core.text.characters import fold_space

# Deeper than any agency nests its components, shallower than what would cost time.
_DEEPEST = 40
_MOST_COMPONENTS = 2000

TITLES = frozenset(("title", "headline", "heading"))
CAPTIONS = frozenset(("caption", "captiontext", "legend", "photocaption"))
ABSTRACTS = frozenset(("abstract", "summary"))
# Roles of components that are parts of what they stand in, and no story of their own.
PARTS = TITLES | CAPTIONS | ABSTRACTS | {"lead", "intro", "body", "bodytext", "text"}
PICTURES = frozenset(("photo", "picture", "image", "graphic", "infographic", "illustration", "logo"))
# Roles that are sizes of one picture.
SIZES = frozenset(
    ("highdef", "highres", "lowres", "preview", "quicklook", "thumbnail", "web", "medium", "small", "large")
)


def components_of(item: Element) -> list[Element]:
    """The NewsComponents of a NewsItem, in document order, without those of items inside it."""
    found: list[Element] = []
    walker = etree.iterwalk(item, events=("start",), tag=("{*}NewsComponent", "{*}NewsItem"))
    for _, node in walker:
        if node is item:
            continue
        if local_name(node.tag) == "NewsItem":
            walker.skip_subtree()
        elif len(found) < _MOST_COMPONENTS:
            found.append(node)
    return found


def around(component: Element) -> Iterator[Element]:
    """A component and those it stands in, the nearest first, within its item."""
    yield component
    for node in islice(component.iterancestors(), _DEEPEST):
        name = local_name(node.tag)
        if name == "NewsItem":
            return
        if name == "NewsComponent":
            yield node


def role_of(component: Element) -> str:
    """The formal name of its Role, small letters without spaces; "" for none."""
    return "".join((formal_name(component.find("{*}Role")) or "").split()).lower()


def formal_name(node: Element | None) -> str | None:
    """What an element's FormalName says; None for none or an empty one."""
    return attribute_of(node, "FormalName")


def attribute_of(node: Element | None, name: str) -> str | None:
    """An attribute on one line; None for none or an empty one."""
    return fold_space(node.get(name) or "") or None if node is not None else None


def text_of(node: Element | None) -> str | None:
    """An element's text on one line; None for none."""
    return fold_space("".join(node.itertext())) or None if node is not None else None


def first_line(components: list[Element], path: str) -> str | None:
    """The text of the first such descendant, by the first component that has one with text."""
    return next(iter(all_lines(components, path)), None)


def all_lines(components: list[Element], path: str) -> list[str]:
    """The texts of all such descendants of the first component that has any, each once."""
    for component in components:
        lines = [text for node in component.iterfind(path) if (text := text_of(node))]
        if lines:
            return list(dict.fromkeys(lines))
    return []
