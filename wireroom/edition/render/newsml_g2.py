"""A story as a NewsML-G2 2.35 newsItem, power conformance, for programs elsewhere. Decides nothing of what may be told.

Source: IPTC, NewsML-G2 2.35, NewsML-G2_2.35-spec-All-Power.xsd. Codes are of IPTC's catalog; text is XHTML.
"""

import re
from datetime import UTC, datetime

from lxml import etree

from wireroom.edition.render.escaping import cut_uncarriable, plain_text, xml_text
from wireroom.edition.values import Link, OutgoingStory

NAR = "http://iptc.org/std/nar/2006-10-01/"
XHTML = "http://www.w3.org/1999/xhtml"
CATALOG = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_38.xml"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_VOID = re.compile(r"<(br|hr|img|wbr|col)\b([^>]*?)/?>")
_WHOLE = 10**9
# No entity but those that the safe HTML of a body was written with, and nothing fetched.
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)

Element = etree._Element


def newsml_g2_document(story: OutgoingStory) -> bytes:
    """The story as one newsItem, UTF-8 XML. A canceled one has identity, status and dates only."""
    root = etree.Element(f"{{{NAR}}}newsItem", nsmap={None: NAR})
    for name, value in (
        ("standard", "NewsML-G2"),
        ("standardversion", "2.35"),
        ("conformance", "power"),
        ("guid", story.guid),
        ("version", str(story.version)),
        (_LANG, story.language),
    ):
        root.set(name, value)
    _add(root, "catalogRef", href=CATALOG)
    usable = story.status == "usable"
    if usable:
        _add_rights(root, story)
    _add_management(root, story)
    if usable:
        _add_content_meta(root, story)
        if story.body_html:
            _add_body(root, story)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _add_rights(root: Element, story: OutgoingStory) -> None:
    rights = _add(root, "rightsInfo")
    if story.copyright_holder:
        _add_party(rights, "copyrightHolder", Link(story.copyright_holder, ""))
    if story.copyright_notice:
        _add(rights, "copyrightNotice", story.copyright_notice)
    for terms in story.usage:
        _add(rights, "usageTerms", terms)
    if story.data_mining:
        _add(rights, "dataMining", uri=story.data_mining)


def _add_management(root: Element, story: OutgoingStory) -> None:
    meta = _add(root, "itemMeta")
    _add(meta, "itemClass", qcode="ninat:text")
    _add_party(meta, "provider", story.site)
    _add(meta, "versionCreated", _iso(story.updated))
    _add(meta, "firstCreated", _iso(story.published))
    _add(meta, "pubStatus", qcode=f"stat:{story.status}")
    _add(meta, "generator", "Wireroom")
    if story.status == "usable":
        _add_history(meta, story)


def _add_history(meta: Element, story: OutgoingStory) -> None:
    """What was changed, where the story stands and what it comes from, in the order of the schema."""
    for note in story.notes:
        _add(meta, "edNote", note)
    if story.signal:
        _add(meta, "signal", qcode=f"sig:{story.signal}")
    _add(meta, "altRep", story.url, contenttype="text/html")
    if story.expires:
        _add(meta, "expires", _iso(story.expires))
    if story.source_url:
        _add(meta, "link", rel="irel:derivedFrom", href=story.source_url)
    if story.picture and story.picture.sources:
        _add_picture_link(meta, story)


def _add_picture_link(meta: Element, story: OutgoingStory) -> None:
    """The picture with its words; its sizes are the story's icons."""
    picture = story.picture
    largest = picture.sources[-1]
    link = _add(meta, "link", rel="irel:associatedWith", href=largest.url, contenttype=largest.type)
    _add(link, "itemClass", qcode="ninat:picture")
    if picture.caption:
        _add(link, "description", picture.caption, role="drol:caption")
    if picture.credit:
        _add(link, "creditline", picture.credit)


def _add_content_meta(root: Element, story: OutgoingStory) -> None:
    meta = _add(root, "contentMeta")
    for source in story.picture.sources if story.picture else ():
        size = {"width": str(source.width), "height": str(source.height)}
        _add(meta, "icon", href=source.url, contenttype=source.type, **size)
    if story.urgency:
        _add(meta, "urgency", str(story.urgency))
    if story.source_published:
        _add(meta, "contentCreated", _iso(story.source_published))
    if story.digital_source_type:
        is_address = story.digital_source_type.startswith(("http://", "https://"))
        _add(meta, "digitalSourceType", **{"uri" if is_address else "literal": story.digital_source_type})
    for place in story.located:
        _add_named(meta, "located", place)
    _add_party(meta, "infoSource", story.provider)
    if story.byline:
        _add_named(meta, "creator", story.byline)
    _add(meta, "altId", story.key)
    _add(meta, "language", tag=story.language)
    for name in dict.fromkeys((story.section, *story.subjects)):
        if name:
            _add_named(meta, "subject", name)
    for name, text in (
        ("slugline", story.slugline),
        ("headline", story.headline),
        ("dateline", story.dateline),
        ("by", story.byline),
        ("creditline", story.credit),
    ):
        if text:
            _add(meta, name, text)
    if story.summary:
        _add(meta, "description", story.summary, role="drol:summary")
    for sentence in story.disclosure:
        _add(meta, "description", sentence, roleuri=f"{story.url}#made")


def _add_body(root: Element, story: OutgoingStory) -> None:
    inline = _add(_add(root, "contentSet"), "inlineXML", contenttype="application/xhtml+xml")
    if story.words:
        inline.set("wordcount", str(story.words))
    inline.append(_page(story))


def _page(story: OutgoingStory) -> Element:
    """The body as a page of XHTML; words alone, should its mark-up be none that XML can hold."""
    try:
        return _parse_page(story, _VOID.sub(r"<\1\2/>", cut_uncarriable(story.body_html)).replace("&nbsp;", "&#160;"))
    except etree.XMLSyntaxError:
        return _parse_page(story, f"<p>{xml_text(plain_text(story.body_html, limit=_WHOLE))}</p>")


def _parse_page(story: OutgoingStory, body: str) -> Element:
    head = f"<head><title>{xml_text(story.headline)}</title></head>"
    lang = f'lang="{story.language}" xml:lang="{story.language}"'
    # Text outside a block is no body of XHTML, so there is one around all of it.
    return etree.fromstring(f'<html xmlns="{XHTML}" {lang}>{head}<body><div>{body}</div></body></html>', _PARSER)


def _add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    child = etree.SubElement(parent, f"{{{NAR}}}{name}")
    for key, value in attributes.items():
        child.set(key, cut_uncarriable(value))
    if text:
        child.text = cut_uncarriable(text)
    return child


def _add_named(parent: Element, name: str, label: str) -> None:
    _add(_add(parent, name), "name", label)


def _add_party(parent: Element, name: str, party: Link) -> None:
    element = _add(parent, name, **({"uri": party.url} if party.url else {}))
    _add(element, "name", party.label)


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
