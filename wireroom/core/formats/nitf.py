"""Reads NITF 3.x stories, with and without a namespace, as found. The head is nitf_head's, the body nitf_body's."""

from html import escape

from wireroom.core.formats.fields import Element
from wireroom.core.formats.nitf_body import BESIDE_NAMES, find_names, local_name, nitf_body_html, words_of
from wireroom.core.formats.nitf_head import read_head
from wireroom.core.formats.nitf_media import read_media
from wireroom.core.formats.raw import RawFeed, Text, WireItem
from wireroom.core.formats.xml import Tree
from wireroom.core.text.characters import fold_space

# What a byline holds besides names.
_BESIDE_NAMES = BESIDE_NAMES | {"location", "virtloc"}
_RIGHTS_NOTES = frozenset(("cpyrt", "trademk"))


def read_nitf(tree: Tree) -> RawFeed:
    """The one story of a NITF document, and a bare canceled item for another that it cancels."""
    item = read_story(tree.root)
    return RawFeed(format="nitf", items=[item, *_canceled_by(tree.root, item)])


def read_story(story: Element) -> WireItem:
    """The story of a `nitf` element, also of one that stands inside another format's item."""
    item = WireItem()
    read_head(story, item)
    body = story.find("{*}body")
    if body is None:
        body = story
    head = body.find("{*}body.head")
    if head is not None:
        _read_headline(head, item)
        _read_bylines(head, item)
        _read_dateline(head, item)
        _read_rights(head, item)
        _read_notes(head, item)
    if item.title is None and (title := _text(story.find("{*}head/{*}title"))):
        item.title = Text(title, "text")
    item.provider = item.provider or item.copyright_holder
    html = nitf_body_html(story)
    if html.strip():
        item.body = Text(html, "html")
    read_media(story, item)
    item.names += find_names(body)
    return item


def _canceled_by(story: Element, item: WireItem) -> list[WireItem]:
    docdata = story.find("{*}head/{*}docdata")
    other = fold_space(docdata.get("management-doc-idref") or "") if docdata is not None else ""
    if not other or other == item.guid:
        return []
    told = fold_space(docdata.get("management-idref-status") or "").lower()
    if told not in ("canceled", "cancelled") and (told or item.pub_status != "canceled"):
        return []
    return [
        WireItem(
            guid=other,
            pub_status="canceled",
            published=item.published,
            updated=item.updated,
            ed_note=item.ed_note,
            provider=item.provider,
        )
    ]


def _read_headline(head: Element, item: WireItem) -> None:
    title = next((text for node in head.iterfind("{*}hedline/{*}hl1") if (text := _text(node))), None)
    below = [text for node in head.iterfind("{*}hedline/{*}hl2") if (text := _text(node))]
    if title is None and below:
        title = below.pop(0)
    if title:
        item.title = Text(title, "text")
    abstracts = [nitf_body_html(node) for node in head.iterfind("{*}abstract") if _text(node)]
    if abstracts:
        item.summary = Text("\n".join(abstracts), "html")
    elif standfirst := [text for text in below if text != title and text not in item.categories]:
        item.summary = Text("".join(f"<p>{escape(text)}</p>" for text in standfirst), "html")


def _read_bylines(head: Element, item: WireItem) -> None:
    """`authors` are the names as the source writes them; the byline has the titles beside them, which stand apart."""
    lines = []
    for byline in head.iterfind("{*}byline"):
        name = words_of(byline, lambda part: local_name(part.tag) in _BESIDE_NAMES).strip(" ,;")
        titles = [text for node in byline.iter("{*}byttl") if (text := _text(node))]
        if name:
            item.authors.append(name)
        if line := ", ".join([*([name] if name else []), *titles]):
            lines.append(line)
    item.byline = "; ".join(lines) or None


def _read_dateline(head: Element, item: WireItem) -> None:
    for dateline in head.iterfind("{*}dateline"):
        date = dateline.find(".//{*}story.date")
        if item.published is None and date is not None:
            item.published = item.updated = date.get("norm")
        text = words_of(dateline, _is_date)
        item.dateline = item.dateline or text or None
        places = [_text(node) for node in dateline.iterfind(".//{*}location")]
        item.located += [place for place in places if place]


def _is_date(node: Element) -> bool:
    """Whether a story.date holds no words but its normal form: what some agencies write into it by mistake."""
    return local_name(node.tag) == "story.date" and (node.text or "").strip()[:8].isdecimal()


def _read_rights(head: Element, item: WireItem) -> None:
    item.provider = _text(head.find("{*}distributor"))
    rights = head.find("{*}rights")
    if rights is None:
        return
    owner = _text(rights.find("{*}rights.owner"))
    item.copyright_holder = item.copyright_holder or owner
    if words := _text(rights):
        item.usage_terms = item.usage_terms or (words if words != owner else None)
    end = rights.find("{*}rights.enddate")
    if item.expires is None and end is not None:
        item.expires = end.get("norm") or _text(end)


def _read_notes(head: Element, item: WireItem) -> None:
    for note in head.iterfind("{*}note"):
        text = _text(note)
        if text and note.get("noteclass") in _RIGHTS_NOTES:
            item.copyright_notice = item.copyright_notice or text
        elif text:
            item.ed_note = f"{item.ed_note} {text}" if item.ed_note else text


def _text(node: Element | None) -> str | None:
    return fold_space("".join(node.itertext())) or None if node is not None else None
