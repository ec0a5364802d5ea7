"""Reads what an item says of its own handling: itemMeta, hopHistory. The law of status is core.status's."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from wireroom.core.formats.fields import Element, Fields, Names
from wireroom.core.formats.newsml_g2.codes import Catalog, Code
from wireroom.core.formats.newsml_g2.notes import read_notes
from wireroom.core.formats.newsml_g2.words import first_line, party_of, text_of
from wireroom.core.formats.parsed import Hop, Problem
from wireroom.core.formats.raw import Text, WireItem

_PROPERTIES = (
    "itemclass provider versioncreated firstcreated embargoed pubstatus role filename generator profile service "
    "title ednote memberof instanceof signal altrep deliverableof hash expires origrep incomingfeedid "
    "metadatacreator link itemmetaextproperty"
)
KNOWN = frozenset(_PROPERTIES.split())
_STATUSES = ("pubstatusg2", "pubstatus")
# A status that forbids is heard whoever's word it is, one that allows only from the vocabulary of IPTC.
_FORBIDDING = {
    "canceled": "canceled",
    "cancelled": "canceled",
    "killed": "canceled",
    "kill": "canceled",
    "withheld": "withheld",
    "held": "withheld",
    "hold": "withheld",
}
# What a signal can say of a story, the strongest first.
_SIGNALS = ("correction", "update")
_REPLACING = frozenset(("previousversion", "replaces", "supersedes", "corrects"))
_MOST_HOPS = 100


@dataclass(slots=True)
class Reading:
    """An item under way: what is read so far, by which names and catalog, in which language.

    `unresolved` collects the codes that steer the item and whose vocabulary nobody names.
    """

    item: WireItem
    names: Names
    catalog: Catalog
    language: str | None = None
    item_class: str | None = None
    unresolved: list[str] = field(default_factory=list)

    def steering_code(self, element: Element, name: str) -> Code | None:
        """The code of an element that steers the item; one that nobody can resolve is remembered."""
        code = self.catalog.code_of(element, name)
        if code is not None and code.vocabulary is None:
            self.unresolved.append(code.written)
        return code


def read_management(fields: Fields, reading: Reading) -> None:
    """Status, times, notes, signals and relations of the item, from its itemMeta."""
    item = reading.item
    # The standard calls an item without a status usable. Whether that is so here is for core.status to say.
    if "pubstatus" in fields:
        item.pub_status = min((_status(element, reading) for element in fields["pubstatus"]), key=_strictness)
    # What a reader calls published is the version at hand; firstCreated is when the agency began.
    item.updated = fields.one("versioncreated")
    item.published = item.updated or fields.one("firstcreated")
    if "embargoed" in fields:
        ends = {text_of(element) or "" for element in fields["embargoed"]}
        # Two different ends are none.
        item.embargo = ends.pop() if len(ends) == 1 else ""
    item.expires = fields.one("expires")
    if "itemclass" in fields and (found := reading.steering_code(fields["itemclass"][0], "qcode")):
        reading.item_class = found.within("ninature", "cinature", "plinature")
    if "provider" in fields:
        item.provider = party_of(fields["provider"][0], reading.language, reading.catalog)
    if "ednote" in fields:
        item.ed_note = read_notes(fields["ednote"], reading.language)
    if "signal" in fields:
        item.signal, item.severity = _signal(fields["signal"], reading)
    if "link" in fields:
        item.replaces = _replaced(fields["link"], reading)
    if "title" in fields and (title := first_line(fields["title"], reading.language)):
        item.title = Text(title, "text")


def _strictness(status: str) -> int:
    return {"canceled": 0, "withheld": 1, "usable": 3}.get(status, 2)


def _status(element: Element, reading: Reading) -> str:
    """usable, withheld or canceled; else the code as written, for what is unknown allows nothing."""
    code = reading.catalog.code_of(element)
    if code is None:
        word = text_of(element) or (element.get("literal") or "").strip()
        reading.item.problems.append(Problem("unknown_status", f"no code: {word[:80]!r}", "pub_status"))
        return _FORBIDDING.get(word.lower(), word[:80] or "unknown")
    known = code.within(*_STATUSES)
    if known in ("usable", "withheld", "canceled"):
        return known
    forbidding = _FORBIDDING.get(code.value.lower())
    told = f"; it forbids, so it counts as {forbidding}" if forbidding else ""
    if code.vocabulary is None:
        message = f"no catalog that is here names the vocabulary of the status {code.written[:80]!r}{told}"
        reading.item.problems.append(Problem("unknown_qcode", message, "pub_status"))
        return forbidding or code.written
    message = f"the status {code.value[:80]!r} is of {code.vocabulary[:120]!r}{told}"
    reading.item.problems.append(Problem("unknown_status", message, "pub_status"))
    # Another vocabulary's "usable" is not ours, even if the document gives it our alias.
    return forbidding or f"{code.vocabulary}/{code.value}"


def _signal(elements: Iterable[Element], reading: Reading) -> tuple[str | None, str | None]:
    """The strongest of IPTC's signals, the first of them where none is stronger, and its severity.

    An agency's own signals are not taken.
    """
    found: dict[str, str | None] = {}
    for element in elements:
        code = reading.steering_code(element, "qcode")
        if code is None:
            continue
        value = code.within("signal")
        # Nobody's alias: a correction said so is believed, for saying too much of a correction does no harm.
        if value is None and code.vocabulary is None and code.value.lower() in _SIGNALS:
            value = code.value.lower()
        if value:
            severity = reading.catalog.code_of(element, "severity")
            found.setdefault(value, severity.value.lower() if severity else None)
    strongest = next((signal for signal in (*_SIGNALS, *found) if signal in found), None)
    return strongest, found.get(strongest) if strongest else None


def _replaced(links: Iterable[Element], reading: Reading) -> list[str]:
    """The guids of other items that this one takes the place of."""
    found: dict[str, None] = {}
    for link in links:
        if not (link.get("rel") or link.get("reluri")):
            continue
        code = reading.catalog.code_of(link, "rel")
        if code is None or code.value.lower() not in _REPLACING:
            continue
        if code.vocabulary is None:
            reading.unresolved.append(code.written)
        target = (link.get("residref") or link.get("guidref") or link.get("href") or "").strip()
        if target and target != reading.item.guid:
            found[target] = None
    return list(found)


def read_hops(history: Element, reading: Reading) -> list[Hop]:
    """The parties the copy passed through, in the order of their numbers."""
    found: list[tuple[int, Hop]] = []
    for hop in Fields(history, reading.names).get("hop", ())[:_MOST_HOPS]:
        fields = Fields(hop, reading.names)
        party = fields.first("party")
        who = party_of(party, reading.language, reading.catalog) if party is not None else None
        at = (hop.get("timestamp") or "").strip()
        number = hop.get("seq") or ""
        place = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else len(found)
        actions = [code for action in fields.get("action", ()) if (code := reading.catalog.code_of(action))]
        found += [(place, Hop(who or "", code.value, at)) for code in actions] or [(place, Hop(who or "", "", at))]
    return [hop for _, hop in sorted(found, key=lambda entry: entry[0])]
