"""Reads what a ninjs item says of its status, embargo and signal, in any version's spelling. Decides nothing of them.

A reader that knows one spelling only takes a kill for usable: every spelling is looked at, and the stricter counts.
"""

from wireroom.core.formats.ninjs_object import NinjsObject
from wireroom.core.formats.parsed import Problem

_KNOWN = {
    "usable": "usable",
    "withheld": "withheld",
    "withhold": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
}
_SCHEMES = ("http://cv.iptc.org/newscodes/pubstatusg2/", "https://cv.iptc.org/newscodes/pubstatusg2/", "stat:")
_STRICTER = ("canceled", "withheld")
_SIGNALS = ("correction", "update")


def find_status(ninjs: NinjsObject) -> str | None:
    """usable, withheld or canceled; another word as it stands; None only where nothing is said."""
    words = [word for value in ninjs.values("pubstatus") for word in _words(value)]
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
            ninjs.problems.append(_bad_embargo(f"no date, so it holds without an end: {value!r:.200}"))
            return ""
    return found


def _bad_embargo(message: str) -> Problem:
    return Problem("bad_embargo", message, "embargoed_until")


def find_signal(ninjs: NinjsObject) -> str | None:
    """What the version is to an editor: "correction" or "update" where that is among its signals, else the first."""
    codes = [_code(word) for value in ninjs.values("signal", "signals") for word in _words(value)]
    return next((code for known in _SIGNALS for code in codes if code.lower() == known), codes[0] if codes else None)


def _words(value: object) -> list[str]:
    """Strings in a value that should be one: itself, or those of a list or of an object's own fields."""
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, list):
        return [word for member in value[:20] for word in _words(member)] if len(value) < 1000 else ["unreadable"]
    if isinstance(value, dict):
        named = (value.get(name) for name in ("literal", "uri", "qcode", "code", "value", "name"))
        return next(([word.strip()] for word in named if isinstance(word, str) and word.strip()), ["unreadable"])
    return [str(value)[:60]]


def _known(word: str) -> str:
    lowered = word.lower()
    for scheme in _SCHEMES:
        lowered = lowered.removeprefix(scheme)
    return _KNOWN.get(lowered, word)


def _code(word: str) -> str:
    return word.rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1]
