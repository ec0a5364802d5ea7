"""Whether a site reserves text and data mining: from headers and its tdmrep.json. Decides nothing with it.

Sources: TDM Reservation Protocol (W3C community group, final report 2024); X-Robots-Tag `noai`,
`noimageai` as used by picture sites.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from wireroom.core.errors import ParseError
from wireroom.core.robots.rules import matches_path

_TDM_FILE_BYTES = 1024 * 1024
_AI_TAGS = frozenset({"noai", "noimageai"})


@dataclass(frozen=True, slots=True)
class TdmReservation:
    """Whether text and data mining is reserved: None when nothing was said. `policy` is an address of terms."""

    reserved: bool | None = None
    policy: str | None = None


def find_tdm_in_headers(headers: Iterable[tuple[str, str]]) -> TdmReservation:
    """From `tdm-reservation` and `tdm-policy`; without them X-Robots-Tag `noai` or `noimageai` reserves.

    Names in lower case.
    """
    reserved = policy = None
    ai_refused = False
    for name, value in headers:
        if name == "tdm-reservation":
            reserved = _parse_flag(value)
        elif name == "tdm-policy":
            policy = _parse_policy(value)
        elif name == "x-robots-tag":
            words = {word.strip() for word in re.split(r"[,:]", value.lower())}
            ai_refused = ai_refused or not words.isdisjoint(_AI_TAGS)
    return TdmReservation(True if reserved is None and ai_refused else reserved, policy)


def parse_tdm_file(body: bytes, path: str) -> TdmReservation:
    """From /.well-known/tdmrep.json, for one path of that site: the first matching location. Raises ParseError."""
    try:
        entries = json.loads(body[:_TDM_FILE_BYTES].decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ParseError(f"tdmrep.json cannot be read: {error}") from error
    if not isinstance(entries, list):
        raise ParseError("tdmrep.json is no list of locations")
    for entry in entries:
        location = entry.get("location") if isinstance(entry, dict) else None
        if isinstance(location, str) and matches_path(location, path):
            return TdmReservation(_parse_flag(entry.get("tdm-reservation")), _parse_policy(entry.get("tdm-policy")))
    return TdmReservation()


def decide_reservation(*said: TdmReservation) -> TdmReservation:
    """One reservation of several sources, in the order of their weight (header, file): the first that speaks."""
    return next((each for each in said if each.reserved is not None), TdmReservation())


def _parse_flag(value: object) -> bool | None:
    """1 reserves, 0 does not; anything else says nothing."""
    return {"1": True, "0": False}.get(str(value).strip().strip('"')) if not isinstance(value, bool) else None


def _parse_policy(value: object) -> str | None:
    """An http or https address, at most 2,000 characters."""
    text = value.strip().strip('"') if isinstance(value, str) else ""
    return text if text.startswith(("http://", "https://")) and len(text) <= 2000 else None
