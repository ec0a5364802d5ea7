"""OPML subscription lists: the addresses of the feeds in them. Keeps no folders and no titles.

Source: OPML 2.0, "subscription lists".
"""

from wireroom.core.errors import ParseError
from wireroom.core.formats.xml import NotWellFormed, parse_usual, parse_xml
from wireroom.core.text.decode import decode_feed


def parse_opml(body: bytes) -> list[str]:
    """The xmlUrl of every outline, in order, each once. Raises ParseError for what is no OPML, or over 16 MiB."""
    try:
        tree = parse_usual(body) or parse_xml(decode_feed(body).text.strip("\ufeff \t\r\n"))
    except NotWellFormed as error:
        raise ParseError(f"not an OPML list: {error}") from None
    if tree.root.tag.rpartition("}")[2].lower() != "opml":
        raise ParseError("not an OPML list: its root is no opml element")
    outlines = (element for element in tree.root.iter() if element.tag.lower() == "outline")
    found = (outline.get("xmlUrl") or outline.get("xmlurl") or "" for outline in outlines)
    return list(dict.fromkeys(address.strip() for address in found if address.strip()))
