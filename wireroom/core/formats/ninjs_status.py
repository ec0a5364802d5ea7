"""Reads what a ninjs item says of its status, embargo and signal, in any version's spelling. Decides nothing of them.

A reader that knows one spelling only takes a kill for usable: every spelling is looked at, and the stricter counts.
"""

import reprlib
import unicodedata

from wireroom.core.formats.ninjs_object import NinjsObject
from wireroom.core.formats.parsed import Problem
from wireroom.core.text.characters import strip_controls

# Stands for a status in no shape that anybody knows, which may be a kill.
UNREADABLE = "unreadable"
_KNOWN = {
    UNREADABLE: "withheld",
    "usable": "usable",
}
# A word that forbids is heard whoever's code it is, one that allows only where it is IPTC's.
_FORBIDDING = {
    "canceled": "canceled",
    "cancelled": "canceled",
    "killed": "canceled",
    "kill": "canceled",
    "withheld": "withheld",
    "withhold": "withheld",
    "held": "withheld",
    "hold": "withheld",
}
_SCHEMES = ("http://cv.iptc.org/newscodes/pubstatusg2/", "https://cv.iptc.org/newscodes/pubstatusg2/", "stat:")
_STRICTER = ("canceled", "withheld")
_SIGNALS = ("correction", "update")


def find_status(ninjs: NinjsObject) -> str | None:
    """usable, withheld or canceled; another word as it stands; None only where nothing is said."""
    words = [word for value in ninjs.values("pubstatus") for word in _words(value)]
    if UNREADABLE in words:
        ninjs.problems.append(Problem("bad_status", "a status in a shape nobody knows, so it holds", "pub_status"))
    known = [_known(word) for word in words]
    for status in _STRICTER:
        if status in known:
            return status
    # A word nobody knows counts before "usable": with it the two say different things.
    return next((word for word in known if word != "usable"), known[0] if known else None)


def find_embargo(ninjs: NinjsObject) -> str | None:
    """The end of the embargo as it stands, "" when there is one without an end, None when there is none."""
    found: str | None = None
    for value in ninjs.values("embargoed", "embargoeduntil", "embargo"):
        if value is False:
            continue
        if isinstance(value, str) or (isinstance(value, int | float) and not isinstance(value, bool)):
            text = str(value).strip()
            if found is not None and found != text:
                ninjs.problems.append(
                    _bad_embargo(f"two ends, so it holds without one: {found!r:.60} and {text!r:.60}")
                )
                return ""
            found = text
        else:
            ninjs.problems.append(_bad_embargo(f"no date, so it holds without an end: {reprlib.repr(value)}"))
            return ""
    return found


def _bad_embargo(message: str) -> Problem:
    return Problem("bad_embargo", message, "embargoed_until")


def find_signal(ninjs: NinjsObject) -> str | None:
    """What the version is to an editor: "correction" or "update" where that is among its signals, else the first."""
    words = [word for value in ninjs.values("signal", "signals") for word in _words(value)]
    codes = [_code(word) for word in words if word != UNREADABLE]
    return next((code for known in _SIGNALS for code in codes if code.lower() == known), codes[0] if codes else None)


def _words(value: object) -> list[str]:
    """Strings in a value that should be one: itself, or those of a list; anything deeper cannot be read."""
    return [word for member in (value if isinstance(value, list) else [value]) for word in _word(member)]


def _word(value: object) -> list[str]:
    if isinstance(value, dict):
        fields = (value.get(name) for name in ("literal", "uri", "qcode", "code", "value", "name"))
        value = next((field for field in fields if isinstance(field, str) and field.strip()), UNREADABLE)
    if isinstance(value, str):
        return [strip_controls(value).strip()] if value.strip() else []
    return [] if value is None else [UNREADABLE if isinstance(value, list) else str(value)[:60]]


def _known(word: str) -> str:
    lowered = "".join(
        letter for letter in unicodedata.normalize("NFKC", word) if unicodedata.category(letter) != "Cf"
    ).lower()
    code = lowered
    for scheme in _SCHEMES:
        code = code.removeprefix(scheme)
    return _KNOWN.get(code.strip().rstrip("/")) or _FORBIDDING.get(_code(lowered.strip()), word)


def _code(word: str) -> str:
    return word.rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1]
