"""Finishes what only agency wires say of an item: status, embargo, expiry, urgency, lines. Cleans no body."""

import re
from datetime import timedelta

from wireroom.core.formats.parsed import Hop, NameHint, ParsedItem, Problem
from wireroom.core.formats.raw import WireItem
from wireroom.core.text.characters import settle_line
from wireroom.core.text.dates import parse_date

_ZONE = re.compile(r"(?:[Zz]|[A-Z]{2,5}|[+-]\d{2}:?(?:\d{2})?)\s*$")
_LATEST_ZONE = timedelta(hours=12)
_URGENCIES = frozenset("123456789")


def finish_wire(item: ParsedItem, raw: WireItem) -> ParsedItem:
    """The item with its wire-only values. What cannot be read is a Problem.

    An embargo that cannot be read is open; one without a zone, of an agency whose clock is not known, ends at UTC-12.
    """
    problems = list(item.problems)
    embargoed_until = parse_date(raw.embargo) if raw.embargo else None
    if embargoed_until and not _ZONE.search(raw.embargo.strip()[8:]):
        # Somewhere on earth it is still earlier; an embargo may end late, never early.
        embargoed_until += _LATEST_ZONE
        problems.append(
            Problem(
                "embargo_zone", f"no zone, so it ends where the day ends last: {raw.embargo[:60]!r}", "embargoed_until"
            )
        )
    if raw.embargo and embargoed_until is None:
        problems.append(
            Problem("bad_embargo", f"no date, so it holds without an end: {raw.embargo[:200]!r}", "embargoed_until")
        )
    expires_at = parse_date(raw.expires) if raw.expires else None
    if raw.expires and expires_at is None:
        problems.append(Problem("bad_date", f"no date, or two possible ones: {raw.expires[:200]!r}", "expires_at"))
    urgency = (raw.urgency or "").strip()
    if urgency and urgency not in _URGENCIES:
        problems.append(Problem("bad_urgency", f"no number from 1 to 9: {urgency[:60]!r}", "urgency"))
    return item._replace(
        problems=tuple(problems),
        embargoed_until=embargoed_until,
        embargo_open=raw.embargo is not None and embargoed_until is None,
        version=_line(raw.version),
        signal=_line(raw.signal),
        urgency=int(urgency) if urgency in _URGENCIES else None,
        slugline=_line(raw.slugline),
        byline=_line(raw.byline),
        dateline=_line(raw.dateline),
        expires_at=expires_at,
        copyright_holder=_line(raw.copyright_holder),
        credit_line=_line(raw.credit_line),
        digital_source_type=_line(raw.digital_source_type),
        data_mining=_line(raw.data_mining),
        located=_lines(raw.located),
        names=tuple(dict.fromkeys(NameHint(text, kind) for name, kind in raw.names if (text := _line(name)))),
        excluded_audience=_lines(raw.excluded_audience),
        hops=tuple(Hop(_line(hop.party) or "", _line(hop.action) or "", hop.at) for hop in raw.hops),
        replaces=_lines(raw.replaces),
        severity=_line(raw.severity),
    )


def _line(value: str | None) -> str | None:
    return settle_line(value) or None if value else None


def _lines(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for value in values if (line := _line(value))))
