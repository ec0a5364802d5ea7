"""OPML subscription lists: the addresses of the feeds in them. Keeps no folders and no titles.

Source: OPML 2.0, "subscription lists".
"""

from lxml import etree

from wireroom.core.errors import ParseError

MOST_BYTES = 16 * 1024 * 1024


def parse_opml(body: bytes) -> list[str]:
    """The xmlUrl of every outline, in order, each once. Raises ParseError for what is no OPML."""
    if len(body) > MOST_BYTES:
        raise ParseError(f"the list has {len(body)} bytes, the limit is {MOST_BYTES}")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise ParseError(f"not an OPML list: {error}") from None
    if root is None or root.tag.rpartition("}")[2].lower() != "opml":
        raise ParseError("not an OPML list: its root is no opml element")
    outlines = (element for element in root.iter() if isinstance(element.tag, str) and element.tag.lower() == "outline")
    found = (outline.get("xmlUrl") or outline.get("xmlurl") or "" for outline in outlines)
    return list(dict.fromkeys(address.strip() for address in found if address.strip()))
