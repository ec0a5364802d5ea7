"""Everything recorded of one item, gathered for its screen. Changes nothing."""

import re
from dataclasses import dataclass
from html import unescape

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wireroom.core.rights import Ruling
from wireroom.core.text.sanitize import visible_text
from wireroom.desk.holds.views import may_release
from wireroom.desk.item.comparing import Line, compare_texts
from wireroom.desk.item.copies import CopiesPart, gather_copies
from wireroom.desk.local_time import local_time
from wireroom.desk.statements.rows import StatementsPart, gather_statements
from wireroom.desk.wire.rows import WireRow, rows_of
from wireroom.publishing.actions import rule_on
from wireroom.publishing.models import Advisory, Article, Correction, Decision, Hold, Purge, Receipt
from wireroom.publishing.queries import waiting_changes
from wireroom.wire.models import Item, Problem, Version

RECEIPTS = 60
_HREF = re.compile(r"""\s(?:href|src)="([^"]*)\"""")


@dataclass(frozen=True, slots=True)
class FieldLines:
    """A field of the two versions side by side."""

    label: str
    lines: tuple[Line, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class Verbs:
    """What a person may do now. Killing is always possible, so that a doubt never costs a minute."""

    release: bool
    withhold: bool
    correct: bool
    quiet: bool


@dataclass(frozen=True, slots=True)
class ItemScreen:
    """One item. `left` is None when there is a single version; `seen` is the newest decision's id, 0 for none.

    `purge` is the order to erase its words, None when there was none; `ruling` what its rights allow now.
    `row` is the item as the wire shows it, `copies` who else carries it and its story, `statements` what was
    read of it.
    `waits`: a newer version waits for a person; `advisories` is what it says as a message to editors, `advised_by` the
    messages that speak of it.
    """

    item: Item
    row: WireRow
    state: str
    headline: str
    copies: CopiesPart
    statements: StatementsPart
    article: Article | None
    hold: Hold | None
    verbs: Verbs
    versions: tuple[Version, ...]
    left: Version | None
    right: Version | None
    fields: tuple[FieldLines, ...]
    decisions: tuple[Decision, ...]
    corrections: tuple[Correction, ...]
    receipts: tuple[Receipt, ...]
    problems: tuple[Problem, ...]
    purge: Purge | None
    seen: int
    ruling: Ruling
    waits: bool
    advisories: tuple[Advisory, ...]
    advised_by: tuple[Advisory, ...]


def _feed_reserves(item: Item) -> bool:
    return bool(item.current and item.current.fetch.feed.tdm_reserved)


def gather_item(item: Item, *, left: int, right: int) -> ItemScreen:
    """The screen of an item, comparing version numbers `left` and `right`; 0 for the last two."""
    versions = tuple(item.versions.order_by("-number"))
    by_number = {version.number: version for version in versions}
    newer = by_number.get(right) or (versions[0] if versions else None)
    older = by_number.get(left) or (by_number.get(newer.number - 1) if newer else None)
    carrier, hold = getattr(item, "carrier", None), getattr(item, "hold", None)
    article = carrier.article if carrier else getattr(item, "article", None)
    decisions = tuple(item.decisions.order_by("-id"))
    row = rows_of([item.id])[0]
    state = row.state
    corrections = tuple(article.corrections.select_related("silenced_by")) if article else ()
    waits = state == "live" and any(each.article.id == article.id for each in waiting_changes())
    return ItemScreen(
        item=item,
        row=row,
        state=state,
        headline=(item.current and (item.current.headline or item.current.summary[:120])) or item.guid,
        copies=gather_copies(item),
        statements=gather_statements(item),
        article=article,
        hold=hold,
        verbs=Verbs(
            release=may_release(hold) if hold else waits,
            withhold=state in ("live", "new"),
            correct=article is not None and article.state == Article.State.LIVE,
            quiet=any(entry.silenced_by_id is None for entry in corrections) and article.state == Article.State.LIVE,
        ),
        versions=versions,
        left=older if older != newer else None,
        right=newer,
        fields=_compare(older if older != newer else None, newer) if newer else (),
        decisions=decisions,
        corrections=corrections,
        receipts=tuple(article.receipts.order_by("-asked_at", "-id")[:RECEIPTS]) if article else (),
        problems=tuple(Problem.objects.filter(version__item=item).select_related("version").order_by("-id")[:100]),
        purge=item.purges.order_by("-id").first(),
        seen=decisions[0].id if decisions else 0,
        ruling=rule_on(item, item.current, feed_tdm_reserved=_feed_reserves(item)),
        waits=waits,
        advisories=tuple(Advisory.objects.filter(item=item).select_related("target__current").order_by("id")),
        advised_by=tuple(item.advised_by.exclude(item=item).select_related("item__current").order_by("at")),
    )


_LABELS = {
    "headline": gettext_lazy("Headline"),
    "summary": gettext_lazy("Summary"),
    "byline": gettext_lazy("Byline"),
    "dateline": gettext_lazy("Dateline"),
    "body": gettext_lazy("Body"),
    "links": gettext_lazy("Addresses in the body"),
    "pictures": gettext_lazy("Pictures"),
    "subjects": gettext_lazy("Subjects"),
    "link": gettext_lazy("Address at the source"),
    "published": gettext_lazy("Published by the source"),
    "pub_status": gettext_lazy("Status"),
    "embargo": gettext_lazy("Embargo"),
    "signal": gettext_lazy("Signal"),
    "urgency": gettext_lazy("Urgency"),
    "slugline": gettext_lazy("Slugline"),
    "ed_note": gettext_lazy("Note to editors"),
    "usage_terms": gettext_lazy("Terms of use"),
    "copyright_notice": gettext_lazy("Copyright"),
    "language": gettext_lazy("Language"),
}


def _compare(older: Version | None, newer: Version) -> tuple[FieldLines, ...]:
    compared = []
    for name, label in _LABELS.items():
        new = _text_of(newer, name)
        old = _text_of(older, name) if older else new
        if old or new:
            compared.append(FieldLines(str(label), compare_texts(old, new), old != new))
    return tuple(compared)


def _text_of(version: Version, name: str) -> str:
    match name:
        case "body":
            return visible_text(version.body)
        case "links":
            return "\n".join(unescape(address) for address in _HREF.findall(version.body))
        case "pictures":
            rows = [(each.get("url"), each.get("caption"), each.get("credit")) for each in version.pictures]
            return "\n".join(" · ".join(str(part) for part in row if part) for row in rows)
        case "subjects":
            return ", ".join(str(subject) for subject in version.subjects)
        case "signal":
            return " · ".join(part for part in (version.signal, version.severity) if part)
        case "published":
            return _time(version.published)
        case "embargo":
            return _("without an end") if version.embargo_open else _time(version.embargoed_until)
        case _:
            value = getattr(version, name)
            return "" if value is None else str(value)


def _time(at) -> str:
    return local_time(at).strftime("%Y-%m-%d %H:%M:%S %Z") if at else ""
