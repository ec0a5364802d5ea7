"""Decides what an item's rights allow, from its provider's register and its own terms; each refusal names its rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from wireroom.core.rights.terms import Term, find_terms

EXTENTS = ("full", "excerpt", "headline")
# PLUS and IPTC name permissions for data mining; whatever is neither an allowance nor silence reserves the right.
MINING_ALLOWED = ("allowed", "dmi-allowed", "unspecified", "dmi-unspecified")


@dataclass(frozen=True, slots=True)
class Rights:
    """A provider's terms, as agreed. `extent` is full, excerpt or headline; `keep_days` None means for ever.

    `tdm_reserved` None means that nothing was agreed: the feed's or the item's own word counts.
    """

    extent: str = "full"
    may_show_pictures: bool = True
    may_index: bool = False
    canonical_to_source: bool = True
    keep_days: int | None = None
    tdm_reserved: bool | None = None


@dataclass(frozen=True, slots=True)
class ItemTerms:
    """What a version says of its own rights, and when the story was first published (by the source, else by us)."""

    usage_terms: str
    published: datetime
    expires_at: datetime | None = None
    data_mining: str = ""
    feed_tdm_reserved: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something the rights do not allow: what, and the rule that says so, in a person's words."""

    what: str
    rule: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """What may be done with an item. `offline` holds the words that forbid any use on a site, "" when none do."""

    extent: str
    may_show_pictures: bool
    may_index: bool
    canonical_to_source: bool
    expires_at: datetime | None
    tdm_reserved: bool
    offline: str = ""
    territories: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()


def decide_ruling(rights: Rights, item: ItemTerms) -> Ruling:
    """The stricter of both in everything; of several ends the earliest."""
    terms = find_terms(item.usage_terms)
    extent, why = _extent(rights, terms)
    refusals = [Refusal(extent, why)] if why else []
    if not rights.may_show_pictures:
        refusals.append(Refusal("pictures", "the provider's register: no pictures"))
    elif words := _said(terms, "no_pictures"):
        refusals.append(Refusal("pictures", _quoted(words)))
    if not rights.may_index:
        refusals.append(Refusal("index", "the provider's register: no index"))
    elif words := _said(terms, "noindex"):
        refusals.append(Refusal("index", _quoted(words)))
    offline = _said(terms, "offline")
    if offline:
        refusals.append(Refusal("online", _quoted(offline)))
    end = min(_ends(rights, item, terms), default=None, key=lambda pair: pair[0])
    if end:
        refusals.append(Refusal("after", end[1]))
    reserved = _tdm_rule(rights, item)
    if reserved:
        refusals.append(Refusal("mining", reserved))
    return Ruling(
        extent=extent,
        may_show_pictures=not any(refusal.what == "pictures" for refusal in refusals),
        may_index=not any(refusal.what == "index" for refusal in refusals),
        canonical_to_source=rights.canonical_to_source,
        expires_at=end[0] if end else None,
        tdm_reserved=bool(reserved),
        offline=offline,
        territories=tuple(term.words for term in terms if term.kind == "territory"),
        refusals=tuple(refusals),
    )


def _extent(rights: Rights, terms: Iterable[Term]) -> tuple[str, str]:
    """How much may be shown, and why no more; an extent nobody knows shows the headline alone."""
    extent = rights.extent if rights.extent in EXTENTS else "headline"
    why = "" if extent == "full" else f"the provider's register: {extent}"
    for term in terms:
        if term.kind in EXTENTS and EXTENTS.index(term.kind) > EXTENTS.index(extent):
            extent, why = term.kind, _quoted(term.words)
    return extent, why


def _ends(rights: Rights, item: ItemTerms, terms: Iterable[Term]) -> Iterable[tuple[datetime, str]]:
    if item.expires_at:
        yield item.expires_at, "the item's own date of expiry"
    if rights.keep_days is not None:
        yield item.published + timedelta(days=rights.keep_days), f"the provider's register: {rights.keep_days} days"
    for term in terms:
        if term.kind == "until":
            yield datetime.fromisoformat(term.value), _quoted(term.words)


def _tdm_rule(rights: Rights, item: ItemTerms) -> str:
    """What reserves text and data mining, "" when nothing does. The agreement outranks the item, the item its feed."""
    if rights.tdm_reserved is not None:
        return "the provider's register: text and data mining reserved" if rights.tdm_reserved else ""
    if item.data_mining:
        code = item.data_mining.rpartition("/")[2].rpartition(":")[2].strip().lower()
        return "" if code in MINING_ALLOWED else f"the item's data mining term: {item.data_mining[:80]}"
    return "the feed's site reserves text and data mining" if item.feed_tdm_reserved else ""


def _said(terms: Iterable[Term], kind: str) -> str:
    return next((term.words for term in terms if term.kind == kind), "")


def _quoted(words: str) -> str:
    return f"the item's usage terms: “{words}”"
