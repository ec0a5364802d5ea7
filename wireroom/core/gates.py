"""The gates before publication: each says yes, or no with a reason a person can act on. The first no decides."""

from dataclasses import dataclass
from datetime import datetime

from wireroom.core.status import Standing


@dataclass(frozen=True, slots=True)
class Copy:
    """What the gates look at besides status: is there anything to publish, in which language, whose policy and rights.

    `ended_at` is when the rights to show it ended, None while they last; `offline` the words that keep it off sites;
    `breaker` why its feed is not published from; `rewritten` why it is no more what was released; `delicate` why a
    person must read it first (core.delicate).
    """

    headline: str
    text: str
    language: str | None
    policy: str
    languages: tuple[str, ...]
    released: bool = False
    ended_at: datetime | None = None
    offline: str = ""
    breaker: str = ""
    rewritten: str = ""
    delicate: str = ""


@dataclass(frozen=True, slots=True)
class Publish:
    """All gates are open."""

    released_by: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """A gate is shut; `until` is when it opens by itself, None when a person must act."""

    gate: str
    reason: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """The item is killed, or the rights to show it ended: every surface must say so or be silent."""

    reason: str
    at: datetime | None
    gate: str = "killed"


def decide_publication(standing: Standing, copy: Copy) -> Publish | Hold | Gone:
    """Pass the gates in order: kill, rights, status and embargo, content, terms, language, breaker, words, policy."""
    if standing.state == "killed":
        return Gone(standing.reason, standing.since)
    if copy.ended_at:
        return Gone("the rights to show it have ended", copy.ended_at, "expired")
    if standing.state == "held":
        return Hold(standing.gate, standing.reason, standing.until)
    if not copy.headline and not copy.text:
        return Hold("content", "neither a headline nor a text")
    # A release counts for the version it was given for: what later says so must be asked about again.
    if copy.offline and not standing.released_by:
        return Hold("terms", f"the item's usage terms: “{copy.offline}”")
    if copy.language not in copy.languages:
        named = copy.language or "not known"
        return Hold("language", f"its language ({named}) is none of the site's ({', '.join(copy.languages)})")
    if copy.breaker and not standing.released_by:
        return Hold("breaker", copy.breaker)
    if copy.delicate and not standing.released_by:
        return Hold("delicate", copy.delicate)
    if copy.policy == "hold" and not copy.released:
        return Hold("policy", "the provider's copy is held until a person releases it")
    if copy.rewritten:
        return Hold("policy", copy.rewritten)
    return Publish(standing.released_by)
