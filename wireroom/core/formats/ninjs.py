"""Reads ninjs (IPTC, News in JSON) 1.0 to 3.x: one item, a list of items, an API's page of items. Cleans nothing.

Every spelling of every version is taken, whatever version a document declares: 1.x writes `headline`, `body_html`,
`byline`, `pubstatus`; 2.x lists (`headlines`, `bodies`, `by`); 3.x the same in camel case.
"""

from wireroom.core.formats.json_feed import JsonObject
from wireroom.core.formats.ninjs_media import read_media
from wireroom.core.formats.ninjs_object import NinjsObject, fold_name
from wireroom.core.formats.ninjs_status import find_embargo, find_signal, find_status
from wireroom.core.formats.ninjs_text import find_body, find_description, find_headline, find_summary
from wireroom.core.formats.parsed import Hop, NameHint, Problem
from wireroom.core.formats.raw import RawFeed, WireItem

MAX_ITEMS = 50_000
_LOOKED_AT = 50
# Properties by which an object is known for ninjs, folded.
_STRONG = frozenset(
    """
    pubstatus versioncreated firstcreated contentcreated headlines bodies descriptions bodytext bodyhtml bodyxhtml
    descriptiontext descriptionhtml usageterms ednote slugline byline copyrightholder copyrightnotice renditions
    associations infosource infosources altids trustindicator trustindicators representationtype embargoed
    embargoeduntil plannedcoverage eventdetails charcount wordcount organisation organisations digitalsourcetype
    """.split()  # noqa: SIM905
)
_WEAK = frozenset(
    """
    headline type version language urgency profile mimetype located by standard genre genres person people place
    places subject subjects event events object objects title expires rightsinfo body description
    """.split()  # noqa: SIM905
)
_ERRORS = frozenset(("error", "errors", "status", "code", "message"))
_BARE = 2
_PLANS = frozenset(("event", "planning"))
_NAMED = (
    ("person", ("person", "people", "persons")),
    ("organisation", ("organisation", "organisations", "organization", "organizations")),
    ("place", ("place", "places")),
)


def is_ninjs(document: JsonObject) -> bool:
    """Whether an object is an item of ninjs, a list of such items, or the schema of ninjs itself."""
    members = document.members
    if "jsonfeed.org" in str(members.get("version")):
        return False
    items = _items(members)
    if items is not None:
        return any(_is_item(member) for member in items[:_LOOKED_AT])
    return _is_item(members) or _is_schema(members)


def read_ninjs(document: JsonObject) -> RawFeed:
    """The items of a document. A member that is no object is a Problem of the feed."""
    feed = RawFeed(format="ninjs", problems=document.problems)
    members = document.members
    if _is_schema(members):
        feed.items.append(_read_schema(members))
        return feed
    items = _items(members)
    if items is None:
        items = [members]
    else:
        feed.title = document.text("title") if isinstance(members.get("title"), str) else None
    if len(items) > MAX_ITEMS:
        feed.problems.append(Problem("too_many_items", f"only the first {MAX_ITEMS} items were read"))
    for at, member in enumerate(items[:MAX_ITEMS]):
        if isinstance(member, dict):
            feed.items.append(_read_item(NinjsObject(member, [])))
        else:
            feed.problems.append(
                Problem("wrong_type", f"item {at + 1} is no object but {type(member).__name__}", "items")
            )
    return feed


def _items(members: dict[str, object]) -> list | None:
    for name in ("items", "_items"):
        if isinstance(members.get(name), list):
            return members[name]
    return None


def _is_item(member: object) -> bool:
    if not isinstance(member, dict):
        return False
    names = {fold_name(name) for name in member}
    strong = sum(name in _STRONG or name.startswith(("body", "description", "headline")) for name in names)
    if isinstance(member.get("uri"), str):
        # An answer about an error may name an address too; a bare item may have a property nobody knows.
        return bool(strong or names & _WEAK) or (len(names) <= _BARE and not names & _ERRORS)
    return bool(strong) if isinstance(member.get("guid"), str) else strong > 1


def _is_schema(members: dict[str, object]) -> bool:
    told = f"{members.get('$id') or members.get('id')} {members.get('title')}"
    return "json-schema.org" in str(members.get("$schema")) and "ninjs" in told


def _read_schema(members: dict[str, object]) -> WireItem:
    """The schema of ninjs, which agencies deliver along with their copy: kept with its title, and held."""
    ninjs = NinjsObject({"title": members.get("title")}, [])
    item = WireItem(title=find_headline(ninjs), pub_status="withheld", problems=ninjs.problems)
    item.problems.append(Problem("no_story", "the schema of ninjs, not a story: held"))
    return item


def _read_item(ninjs: NinjsObject) -> WireItem:
    item = WireItem(problems=ninjs.problems)
    item.guid = ninjs.text("uri", "guid") or ninjs.text("id")
    links = (value for value in ninjs.values("link", "weburl", "url") if isinstance(value, str))
    item.link = next((link for link in links if link.startswith(("http://", "https://"))), None)
    item.title, item.body, item.summary = find_headline(ninjs), find_body(ninjs), find_summary(ninjs)
    item.updated = ninjs.text("versioncreated")
    item.published = ninjs.text("firstpublished") or item.updated or ninjs.text("firstcreated", "contentcreated")
    item.language = ninjs.text("language")
    _read_status(ninjs, item)
    _read_rights(ninjs, item)
    _read_lines(ninjs, item)
    _read_names(ninjs, item)
    read_media(ninjs, item)
    return item


def _read_status(ninjs: NinjsObject, item: WireItem) -> None:
    item.pub_status = find_status(ninjs)
    item.embargo = find_embargo(ninjs)
    item.signal = find_signal(ninjs)
    item.version = ninjs.text("version")
    item.expires = ninjs.text("expires", "expiry")
    item.urgency = ninjs.text("urgency")
    item.replaces = ninjs.texts("replacing", "replaces")
    kind = (ninjs.text("type") or "").strip().lower()
    if not kind and ("eventdetails" in ninjs or "plannedcoverage" in ninjs):
        kind = "event"
    if kind in _PLANS and item.pub_status in (None, "usable"):
        item.pub_status = "withheld"
        message = f"an item of the type {kind} is a plan, not a story: held"
        item.problems.append(Problem("no_story", message, "pub_status"))


def _read_rights(ninjs: NinjsObject, item: WireItem) -> None:
    item.copyright_notice = ninjs.text("copyrightnotice")
    item.copyright_holder = ninjs.text("copyrightholder")
    item.usage_terms = ninjs.text("usageterms")
    rights = [entry for entry in ninjs.entries("rightsinfo") if isinstance(entry, NinjsObject)]
    if not item.usage_terms:
        item.usage_terms = next(
            (terms for entry in rights if (terms := entry.text("usageterms", "linkedrights"))), None
        )
    item.data_mining = _address(ninjs, "datamining") or next(
        (found for entry in rights if (found := _address(entry, "datamining"))), None
    )
    item.digital_source_type = _address(ninjs, "digitalsourcetype")


def _read_lines(ninjs: NinjsObject, item: WireItem) -> None:
    item.slugline = ninjs.text("slugline", "slug")
    item.ed_note = ninjs.text("ednote")
    item.byline = ninjs.text("byline", "by")
    item.authors = [item.byline] if item.byline else ninjs.texts("authors", "author")
    if not item.byline and item.authors:
        item.byline = ", ".join(item.authors)
    item.credit_line = ninjs.text("creditline") or find_description(ninjs, "creditline", "credit")
    item.located = ninjs.texts("located")
    dateline = next(iter(ninjs.entries("dateline")), None)
    item.dateline = dateline.text("text", "value") if isinstance(dateline, NinjsObject) else dateline
    sources = [entry for entry in ninjs.entries("infosource", "infosources") if isinstance(entry, NinjsObject)]
    item.hops = [Hop(name, entry.text("role") or "") for entry in sources if (name := entry.text("name", "literal"))]
    item.provider = next(iter(ninjs.texts("source", "provider")), None) or (item.hops[0].party if item.hops else None)


def _read_names(ninjs: NinjsObject, item: WireItem) -> None:
    # An agency's desks (Superdesk calls them services) are nearest to a site's sections, so they stand first.
    item.categories = ninjs.texts("service", "subject", "subjects")
    for kind, names in _NAMED:
        item.names += [NameHint(name, kind) for name in ninjs.texts(*names)]


def _address(ninjs: NinjsObject, name: str) -> str | None:
    """A value of a vocabulary: its address, else its code, else its name."""
    entry = next(iter(ninjs.entries(name)), None)
    return entry.text("uri", "literal", "code", "name") if isinstance(entry, NinjsObject) else entry
