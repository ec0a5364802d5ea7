"""What deleted entries of feeds (RFC 6721) do, by their provider's policy. An agency's own canceled is never softened.

A feed's deleted entry says only that the source took an entry away, be it withdrawn or merely out of date; some
providers use it for both. A wire's status says which: it passes unchanged.
"""

from wireroom.core.formats.parsed import ParsedFeed, ParsedItem, ParsedPicture
from wireroom.core.formats.parsed import Problem as ParsedProblem
from wireroom.core.status import CANCELED
from wireroom.core.text.sanitize import text_of_clean
from wireroom.wire.models import Feed, GuidAlias, Item, Problem, Provider, Version

IGNORED = "deletion_ignored"
_FEEDS = ("rss", "atom", "json")


def apply_deletions(feed: Feed, document: ParsedFeed) -> ParsedFeed:
    """The document as it is to be taken: killing entries as they are, held ones as withheld copy, ignored ones gone."""
    policy = feed.provider.deletions
    if policy == Provider.Deletions.KILL or not document.format.startswith(_FEEDS):
        return document
    deleted = [item for item in document.items if _is_deletion(item)]
    if not deleted:
        return document
    others = tuple(item for item in document.items if not _is_deletion(item))
    if policy == Provider.Deletions.IGNORE:
        return _with(document, others, _note_ignored(feed, deleted))
    copies = _find_copies(feed, deleted)
    gone = {item.guid for item in deleted}
    # Of an entry that stands beside its own deletion the deletion counts.
    others = tuple(item for item in others if not item.guid or item.guid not in gone)
    return _with(document, (*others, *(_withhold(item, copies.get(item.guid or "")) for item in deleted)), ())


def _is_deletion(item: ParsedItem) -> bool:
    return (item.pub_status or "").lower() in CANCELED


def _with(document: ParsedFeed, items: tuple[ParsedItem, ...], problems: tuple[ParsedProblem, ...]) -> ParsedFeed:
    values = {name: getattr(document, name) for name in ParsedFeed.__dataclass_fields__}
    return ParsedFeed(**values | {"items": items, "problems": (*document.problems, *problems)})


def _note_ignored(feed: Feed, deleted: list[ParsedItem]) -> tuple[ParsedProblem, ...]:
    """A problem for each deletion that was not noted yet: the entry may stand in the feed for weeks."""
    told = [f"the provider deleted {item.guid}; its deletions are ignored"[:300] for item in deleted]
    rows = Problem.objects.filter(fetch__feed=feed, code=IGNORED, message__in=told)
    noted = set(rows.values_list("message", flat=True))
    return tuple(ParsedProblem(IGNORED, text, "pub_status") for text in dict.fromkeys(told) if text not in noted)


def _find_copies(feed: Feed, deleted: list[ParsedItem]) -> dict[str, Version]:
    guids = {item.guid for item in deleted if item.guid}
    ours = Item.objects.filter(provider=feed.provider, guid__in=guids).select_related("current")
    aliases = GuidAlias.objects.filter(provider=feed.provider, guid__in=guids).select_related("item__current")
    found = {alias.guid: alias.item.current for alias in aliases} | {item.guid: item.current for item in ours}
    return {guid: version for guid, version in found.items() if version is not None}


def _withhold(deletion: ParsedItem, copy: Version | None) -> ParsedItem:
    """The copy as we have it, withheld: a person who releases it releases these words. Without copy the bare word."""
    if copy is None:
        return deletion._replace(pub_status="withheld")
    return ParsedItem(
        guid=deletion.guid,
        title=copy.headline or None,
        link=copy.link or None,
        published=copy.published,
        updated=deletion.updated,
        language=copy.language or None,
        summary=copy.summary or None,
        content_html=copy.body or None,
        content_text=text_of_clean(copy.body) or None,
        categories=tuple(copy.subjects),
        pictures=tuple(
            ParsedPicture(row["url"], None, row["width"], row["height"], row["caption"], row["credit"])
            for row in copy.pictures
        ),
        pub_status="withheld",
        ed_note=deletion.ed_note or copy.ed_note or None,
        usage_terms=copy.usage_terms or None,
        copyright_notice=copy.copyright_notice or None,
        provider=copy.source_name or None,
        raw_digest=deletion.raw_digest,
        version=copy.version or None,
        urgency=copy.urgency,
        slugline=copy.slugline or None,
        byline=copy.byline or None,
        dateline=copy.dateline or None,
        problems=deletion.problems,
    )
