"""Which item is this? Decides identities for the entries of one document; knows no database.

Identity is (provider, guid), never the link. A missing guid gets one derived from the link or, without
one, from the text; a guid the provider puts on different stories is told apart by link or headline;
when a feed changes all its ids at once, entries keep the items they were.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from urllib.parse import parse_qsl, urlencode, urlsplit

from wireroom.core.advisories import find_advisory

TRACKING = re.compile(
    r"^(utm_\w+|fbclid|gclid|dclid|msclkid|yclid|mc_[ce]id|igshid|ref_src|cmpid?|ocid|_ga|at_\w+)$", re.I
)
RENAMED_SHARE = 0.8
# RFC 3085, NewsML 1: urn:newsml:{provider}:{date}:{item}:{revision}, and N, U or A where the revision is such.
REVISION = re.compile(r"(urn:newsml:[^:]+:[^:]+:.+):(\d+)[NUA]?", re.I)
# Where nobody says the version: the form to the letter, and a number that can be no item's.
BARE_REVISION = re.compile(r"urn:newsml:[^:]+:\d{8}:[^:]+:\d{1,2}[NUA]?", re.I)
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry of the document: its guid as given, and what else may tell it apart.

    A `canceling` entry withdraws the item of its guid, a `withheld` one keeps it back, so whatever else they say makes
    them no other story. A wire that numbers the versions of its items (`versioned`) means what it says by a guid.
    `replaces` names guids whose place it takes. The keys, by link and by words, are asked for again and again and made
    once.
    """

    guid: str | None
    link: str | None
    title: str | None
    text: str = ""
    published: str | None = None
    canceling: bool = False
    withheld: bool = False
    versioned: bool = False
    replaces: tuple[str, ...] = ()
    link_key: str = field(init=False, compare=False)
    text_key: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "link_key", link_key(self.link))
        object.__setattr__(self, "text_key", text_key(self.title, self.text))


@dataclass(frozen=True, slots=True)
class KnownItem:
    """An item we have; `closed` (killed) items are never split off from their guid."""

    id: int
    guid: str
    link_key: str = ""
    text_key: str = ""
    title: str = ""
    published: str | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What the provider already has, of what this document mentions. `guids` holds aliases too."""

    guids: Mapping[str, KnownItem]
    links: Mapping[str, KnownItem]
    texts: Mapping[str, KnownItem]
    reused: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """The decision for one entry: the guid to use, and the known item it is, if any.

    `made` says that we derived the guid, `alias` that the guid is a new name of a known item, `within` the guid of
    the new item of this document whose place it takes.
    """

    guid: str
    item: KnownItem | None = None
    made: bool = False
    alias: bool = False
    within: str = ""


@dataclass(frozen=True, slots=True)
class Identities:
    """One identity per entry, in order, and the guids found to be on different stories."""

    each: tuple[Identity, ...]
    reused: tuple[str, ...] = ()


def steady_guid(guid: str | None, version: str | None = None) -> str | None:
    """The guid without the revision that NewsML 1 writes at its end: all versions of an item are one item.

    Where the version is known only that is taken off, where it is "" what can be nothing else; of a guid that others
    refer to (None), whatever number ends it.
    """
    found = REVISION.fullmatch(guid) if guid else None
    if not found or version not in (None, "", found[2]):
        return guid
    return guid if version == "" and not BARE_REVISION.fullmatch(guid) else found[1]


def link_key(link: str | None) -> str:
    """A key equal for addresses that differ only in scheme, www, tracking, fragment or a last slash; "" for none."""
    if not link:
        return ""
    try:
        parts = urlsplit(link.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return _hash(link)
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.match(k)])
    return _hash(f"{host}{parts.path.rstrip('/')}?{query}")


def text_key(title: str | None, text: str) -> str:
    """A key of headline and text with case, width and white space folded; "" when there is no text at all."""
    folded = " ".join(unicodedata.normalize("NFKC", f"{title or ''} {text}").casefold().split())
    return _hash(folded) if folded else ""


def decide_identities(candidates: Sequence[Candidate], known: Known) -> Identities:
    """Name every entry. The answer depends on the document and what is known, not on when it is asked."""
    bases = [_named(candidate, _base(candidate), known) for candidate in candidates]
    reused = _reused_here(candidates, bases, known)
    identities = [
        _told_apart(candidate, base, known)
        if base in reused or base in known.reused
        else Identity(base, known.guids.get(base), made=not candidate.guid)
        for candidate, base in zip(candidates, bases, strict=True)
    ]
    identities = _keep_closed(candidates, _keep_replaced(candidates, identities, known), known)
    identities = _keep_renamed(candidates, identities, known)
    return Identities(tuple(identities), tuple(sorted(reused - set(known.reused))))


def _hash(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _base(candidate: Candidate) -> str:
    """The guid as given, bounded; else one from the link; else one from the words."""
    if candidate.guid:
        return candidate.guid if len(candidate.guid) <= 800 else f"{candidate.guid[:700]}#{_hash(candidate.guid)}"
    if candidate.link:
        return f"urn:wireroom:link:{candidate.link_key}"
    return f"urn:wireroom:text:{text_key(candidate.title, '' if candidate.title else candidate.text)}"


def _named(candidate: Candidate, base: str, known: Known) -> str:
    """A kill may name an item with a revision that is known, or comes later, without: it is no part of the identity."""
    return base if base in known.guids or not candidate.canceling else steady_guid(base)


def _tells_several(group: Sequence[Candidate]) -> bool:
    """Whether entries of one guid are on different stories: by their links, where one lacks it by their headlines.

    Entries without guid that all link to the same page (a home page, say) are told apart by headline. Asked of the
    group as a whole, so that its order decides nothing.
    """
    links = {candidate.link_key for candidate in group if candidate.link}
    if len(links) > 1:
        return True
    if group[0].guid and all(candidate.link for candidate in group):
        return False
    return len({text_key(candidate.title, "") for candidate in group}) > 1


def _reused_here(candidates: Sequence[Candidate], bases: Sequence[str], known: Known) -> set[str]:
    """Guids on different stories in this document, or on another story than the one we know."""
    groups: dict[str, list[Candidate]] = {}
    for candidate, base in zip(candidates, bases, strict=True):
        if not candidate.canceling and not (candidate.versioned and candidate.guid):
            groups.setdefault(base, []).append(candidate)
    found = set()
    for base, group in groups.items():
        item = known.guids.get(base)
        if _tells_several(group) or (
            item and base not in known.reused and all(_other_story(candidate, item) for candidate in group)
        ):
            found.add(base)
    return found


def _other_story(candidate: Candidate, item: KnownItem) -> bool:
    """Link, date and every word of the headline differ: the guid is being used again. When in doubt, no.

    What keeps a story back, by status or in words, is no other story.
    """
    if (
        item.closed
        or candidate.withheld
        or not (candidate.guid and candidate.title and item.title and candidate.link and item.link_key)
    ):
        return False
    if candidate.link_key == item.link_key or candidate.published == item.published:
        return False
    if _words(candidate.title) & _words(item.title):
        return False
    return find_advisory(candidate.title, candidate.text) is None


def _words(title: str) -> set[str]:
    """Words, and pairs of characters where a script has no spaces."""
    words = WORD.findall(unicodedata.normalize("NFKC", title).casefold())
    return {
        part
        for word in words
        for part in ([word] if word.isascii() else [word[i : i + 2] for i in range(max(1, len(word) - 1))])
    }


def _told_apart(candidate: Candidate, base: str, known: Known) -> Identity:
    """An identity under a guid that identifies nothing by itself: by link, unless the guid came from the link."""
    if (candidate.canceling or (candidate.withheld and not candidate.text)) and not candidate.link:
        return Identity(base, known.guids.get(base))
    from_link = base.startswith("urn:wireroom:link:")
    mark = candidate.text_key if from_link or not candidate.link else candidate.link_key
    guid = f"{base}#{mark}"
    if item := known.guids.get(guid):
        return Identity(guid, item, made=True)
    first = known.guids.get(base)
    if first and not from_link and candidate.link_key and first.link_key == candidate.link_key:
        return Identity(guid, first, made=True, alias=True)
    if first and (from_link or not candidate.link) and text_key(first.title, "") == text_key(candidate.title, ""):
        return Identity(guid, first, made=True, alias=True)
    return Identity(guid, made=True)


def _keep_replaced(candidates: Sequence[Candidate], identities: list[Identity], known: Known) -> list[Identity]:
    """Copy under a new guid that says whose place it takes is a version of that item: its page, its log, its kill.

    What it replaces is known, or stands in the same document, where it may itself replace something.
    """
    kept = list(identities)
    for index, (candidate, identity) in enumerate(zip(candidates, identities, strict=True)):
        replaced = [item for guid in candidate.replaces if (item := known.guids.get(guid))]
        if identity.item is None and replaced:
            kept[index] = Identity(identity.guid, replaced[0], made=identity.made, alias=True)
    if not any(candidate.replaces for candidate in candidates):
        return kept
    _take_along(candidates, kept)
    roots = _roots(candidates, kept)
    return [
        identity if root is identity or identity.item else _under(identity, root)
        for identity, root in zip(kept, roots, strict=True)
    ]


def _take_along(candidates: Sequence[Candidate], identities: list[Identity]) -> None:
    """What a known item's copy says it replaces, and comes with it in the document, is that item's past."""
    places = {candidate.guid: index for index, candidate in enumerate(candidates) if candidate.guid}
    waiting = [index for index, identity in enumerate(identities) if identity.item]
    while waiting:
        index = waiting.pop()
        for place in [places[guid] for guid in candidates[index].replaces if guid in places]:
            if identities[place].item is None:
                identities[place] = replace(identities[place], item=identities[index].item, alias=True)
                waiting.append(place)


def _roots(candidates: Sequence[Candidate], identities: Sequence[Identity]) -> list[Identity]:
    """For each entry the one at the beginning of its chain of replacements in the document; of a circle the first by
    guid."""
    places = {candidate.guid: index for index, candidate in enumerate(candidates) if candidate.guid}
    found: dict[int, Identity] = {}
    for start in range(len(identities)):
        index, passed = start, {}
        while index not in found and index not in passed:
            passed[index] = len(passed)
            if identities[index].item is None:
                replaced = (places[guid] for guid in candidates[index].replaces if guid in places)
                index = next((place for place in replaced if place != index), index)
        if index not in found:
            circle = [identities[place] for place, step in passed.items() if step >= passed[index]]
            found[index] = min(circle, key=lambda identity: identity.guid)
        found |= dict.fromkeys(passed, found[index])
    return [found[index] for index in range(len(identities))]


def _under(identity: Identity, root: Identity) -> Identity:
    if root.item:
        return replace(identity, item=root.item, alias=True)
    return replace(identity, within=root.guid) if root.guid != identity.guid else identity


def _keep_closed(candidates: Sequence[Candidate], identities: list[Identity], known: Known) -> list[Identity]:
    """A killed story sent again under another guid is still the killed story.

    It is known by its words, or by an address of its own under which half of the headline's words stand.
    """
    shared = Counter(candidate.link_key for candidate in candidates)
    kept = list(identities)
    for index, (candidate, identity) in enumerate(zip(candidates, identities, strict=True)):
        if identity.item is not None or candidate.canceling:
            continue
        by_text = known.texts.get(candidate.text_key)
        key = candidate.link_key
        by_link = known.links.get(key) if shared[key] == 1 and _is_own_page(candidate.link) else None
        item = by_text if by_text and by_text.closed else by_link
        if item and item.closed and (item is by_text or _is_half_said(candidate.title, item.title)):
            kept[index] = Identity(identity.guid, item, made=identity.made, alias=True)
    return kept


def _is_own_page(link: str | None) -> bool:
    """Whether an address can be that of one story: the root of a site is everybody's."""
    try:
        parts = urlsplit(link) if link else None
    except ValueError:
        return False
    return bool(parts and (parts.path.strip("/") or parts.query))


def _is_half_said(title: str | None, other: str) -> bool:
    words, others = _words(title or ""), _words(other)
    return 2 * len(words & others) >= max(1, min(len(words), len(others)))


def _keep_renamed(candidates: Sequence[Candidate], identities: list[Identity], known: Known) -> list[Identity]:
    """When (nearly) all ids are new but the stories are not, the feed was renamed: keep the items."""
    unknown = [index for index, identity in enumerate(identities) if identity.item is None]
    if not unknown or len(unknown) < RENAMED_SHARE * len(identities):
        return identities
    taken = {identity.item.id for identity in identities if identity.item}
    matches: dict[int, KnownItem] = {}
    for index in unknown:
        item = _same_story(candidates[index], known)
        if item and item.id not in taken:
            matches[index] = item
    ambiguous = {id for id, count in Counter(item.id for item in matches.values()).items() if count > 1}
    matches = {index: item for index, item in matches.items() if item.id not in ambiguous}
    if 2 * len(matches) < len(unknown):
        return identities
    return [
        Identity(identity.guid, matches[index], made=identity.made, alias=True) if index in matches else identity
        for index, identity in enumerate(identities)
    ]


def _same_story(candidate: Candidate, known: Known) -> KnownItem | None:
    key = candidate.text_key
    by_link = known.links.get(candidate.link_key) if candidate.link else None
    if by_link and (_words(by_link.title) & _words(candidate.title or "") or by_link.text_key == key):
        return by_link
    return known.texts.get(key)
