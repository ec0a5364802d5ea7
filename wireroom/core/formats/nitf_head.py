"""Reads what a NITF story says of itself in its head: status, identity, times, rights, subjects. Reads no body."""

from wireroom.core.formats.fields import Element
from wireroom.core.formats.nitf_body import find_names
from wireroom.core.formats.parsed import Hop
from wireroom.core.formats.raw import WireItem
from wireroom.core.formats.xml import XML_LANG
from wireroom.core.text.characters import fold_space
from wireroom.core.text.dates import parse_date

# docdata/@management-status (NITF 3.6). Another word stays as it is, and holds.
_STATUSES = {"cancelled": "canceled", "embargoed": "usable"}
_SLUGS = frozenset(("slug", "slugline", "slug-line", "slug_line"))
_LANGUAGES = frozenset(("language", "lang", "content-language", "dc.language"))


def read_head(story: Element, item: WireItem) -> None:
    """Fills the item from `head` of a `nitf` element, and the language from the element itself."""
    head = story.find("{*}head")
    if head is None:
        head = story.makeelement("head")
    docdata = head.find("{*}docdata")
    if docdata is None:
        docdata = story.makeelement("docdata")
    metas = {
        fold_space(meta.get("name") or meta.get("http-equiv") or "").lower(): meta.get("content") or ""
        for meta in reversed(head.findall("{*}meta"))
    }
    item.guid = _value(docdata, "doc-id", "id-string")
    key = docdata.find("{*}du-key")
    if key is not None:
        item.version = key.get("version") or key.get("generation")
    _read_language(story, metas, item)
    _read_times(head, docdata, item)
    _read_status(docdata, item)
    _read_rights(docdata, item)
    item.urgency = _value(docdata, "urgency", "ed-urg")
    _read_subjects(head, docdata, item)
    item.slugline = next((metas[name] for name in sorted(_SLUGS & metas.keys()) if metas[name].strip()), None)
    keywords = [word for node in docdata.iterfind("{*}key-list/{*}keyword") if (word := _own(node, "key"))]
    if item.slugline is None and len(keywords) == 1:
        item.slugline = keywords[0]
    if address := _value(head, "pubdata", "ex-ref"):
        item.link = address if address.startswith(("http://", "https://")) else None


def _read_language(story: Element, metas: dict[str, str], item: WireItem) -> None:
    body = story.find("{*}body")
    candidates = [story.get(XML_LANG), story.get("baselang"), story.get("lang")]
    candidates += [body.get(XML_LANG)] if body is not None else []
    candidates += [metas[name] for name in sorted(_LANGUAGES & metas.keys())]
    item.language = next((language for language in candidates if language and language.strip()), None)


def _read_times(head: Element, docdata: Element, item: WireItem) -> None:
    """NITF says when a version was issued; of the first issue of a story it says nothing."""
    issued = _time(docdata, "date.issue") or _value(head, "pubdata", "date.publication")
    item.published = item.updated = issued
    item.expires = _time(docdata, "date.expire") or _value(docdata, "doc.rights", "enddate")


def _read_status(docdata: Element, item: WireItem) -> None:
    status = _own(docdata, "management-status")
    if status:
        item.pub_status = _STATUSES.get(status.lower(), status.lower())
    release = _time(docdata, "date.release")
    embargoed = bool(status) and status.lower() == "embargoed"
    if embargoed or (release and _is_after(release, item.published)):
        item.embargo = release or ""
    if (other := _own(docdata, "management-doc-idref")) and other != item.guid:
        item.replaces.append(other)
    correction = docdata.find("{*}correction")
    notes = [note for node in docdata.iterfind("{*}ed-msg") if (note := _own(node, "info"))]
    if correction is not None:
        item.signal = "correction"
        # Of a correction the note is shown to readers; a message to editors beside it is not for them.
        notes = [note] if (note := _own(correction, "info")) else notes
        if (other := _own(correction, "id-string")) and other != item.guid:
            item.replaces.append(other)
    item.ed_note = " ".join(notes) or None


def _read_rights(docdata: Element, item: WireItem) -> None:
    holder = _value(docdata, "doc.copyright", "holder")
    if holder:
        item.copyright_holder = holder
        year = _value(docdata, "doc.copyright", "year")
        item.copyright_notice = f"© {year} {holder}" if year else f"© {holder}"
    rights = docdata.find("{*}doc.rights")
    if rights is not None:
        names = ("type", "limitations", "geography", "owner", "agent")
        item.usage_terms = "; ".join(value for name in names if (value := _own(rights, name))) or None
    ordered = sorted(docdata.iterfind("{*}del-list/{*}from-src"), key=lambda node: _number(node.get("level-number")))
    item.hops = [Hop(name) for node in ordered if (name := _own(node, "src-name"))]


def _read_subjects(head: Element, docdata: Element, item: WireItem) -> None:
    found: dict[str, None] = {}
    for subject in head.iterfind("{*}tobject/{*}tobject.subject"):
        for level in ("detail", "matter", "type"):
            if name := _own(subject, f"tobject.subject.{level}"):
                found[name] = None
                break
    for keyword in docdata.iterfind("{*}key-list/{*}keyword"):
        if name := _own(keyword, "key"):
            found[name] = None
    content = docdata.find("{*}identified-content")
    if content is not None:
        for node in content.iterchildren("{*}classifier", "{*}event", "{*}object.title"):
            if name := fold_space("".join(node.itertext())) or _own(node, "value"):
                found[name] = None
        item.names = find_names(content)
    item.categories = list(found)
    for place in docdata.iterfind("{*}evloc"):
        item.located += [name for level in ("city", "state-prov") if (name := _own(place, level))]


def _is_after(release: str, issued: str | None) -> bool:
    """Whether a release is to come after the issue: when one of the two cannot be read, yes."""
    released_at, issued_at = parse_date(release), parse_date(issued) if issued else None
    return released_at is None or issued_at is None or released_at > issued_at


def _time(docdata: Element, name: str) -> str | None:
    node = docdata.find(f"{{*}}{name}")
    return None if node is None else _own(node, "norm") or fold_space("".join(node.itertext())) or None


def _value(parent: Element, name: str, attribute: str) -> str | None:
    """The first value that an attribute of such children has."""
    for node in parent.iterfind(f"{{*}}{name}"):
        if value := _own(node, attribute):
            return value
    return None


def _own(node: Element, attribute: str) -> str | None:
    return fold_space(node.get(attribute) or "") or None


def _number(value: str | None) -> int:
    return int(value) if value and value.isdecimal() else 0
