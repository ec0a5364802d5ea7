"""Decides what becomes of a reader's comment or complaint. Stores nothing, and never throws away what a person meant.

Only a limit or a faulty field refuses, and says so. Signs of spam make a comment wait for a person, or go to the
spam list (a filled honeypot), which a person can still read.
"""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b

NAME_MAX = 80
EMAIL_MAX = 254
TEXT_MIN, TEXT_MAX = 2, 5000
LINKS_MAX = 2
TOO_FAST = timedelta(seconds=3)
RECENT = timedelta(minutes=10)
DAY = timedelta(days=1)
ADDRESS_RECENT_MAX = 5
ADDRESS_DAY_MAX = 30
NETWORK_RECENT_MAX = 30
COMPLAINTS_RECENT_MAX = 20

_LINK = re.compile(r"https?://|\bwww\.|<a\s|\[url", re.IGNORECASE)
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
# Looser than RFC 5321 before the @ (Japanese carriers gave out addresses with ".." and ".@"), strict after it.
_EMAIL = re.compile(rf"[^\s@<>()\[\],;:\\\"]{{1,64}}@(?:{_LABEL}\.)+{_LABEL}\Z")
# Directional overrides can make a page around a comment read backwards; nobody types them.
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Outcome(StrEnum):
    """What a reader is told: thanks (kept, or kept already), fields to put right, or too many for now."""

    KEPT = "kept"
    REPEATED = "repeated"
    FAULTY = "faulty"
    LIMITED = "limited"


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed into a form. `website` is the honeypot; the e-mail stays out of every log and traceback."""

    name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    language: str = ""
    website: str = field(default="", repr=False)
    opened_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Traffic:
    """How much came lately: comments of this address in ten minutes and a day, of its network in ten minutes.

    `repeated`: this visitor already left this text on this article; `copied`: somebody did, here or elsewhere.
    """

    address_recent: int = 0
    address_day: int = 0
    network_recent: int = 0
    repeated: bool = False
    copied: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """A field that cannot be taken as it is: code required, too_long, too_short, email or control."""

    field: str
    code: str


@dataclass(frozen=True, slots=True)
class CommentDecision:
    """`state` (approved, held, spam) and `suspicions` only when kept; `draft` is what to store."""

    outcome: Outcome
    draft: Draft
    state: str = ""
    suspicions: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def may_comment(*, open: bool, article_state: str) -> str:
    """Empty for yes, else why not: closed (the newsroom takes none), gone (killed), frozen (not on the site now)."""
    if not open:
        return "closed"
    return {"live": "", "gone": "gone"}.get(article_state, "frozen")


def decide_comment(draft: Draft, *, traffic: Traffic, hold: bool, now: datetime) -> CommentDecision:
    """What becomes of a comment. `hold`: the newsroom publishes none before a person said yes."""
    draft = tidy_draft(draft)
    if traffic.repeated:
        return CommentDecision(Outcome.REPEATED, draft)
    if (
        traffic.address_recent >= ADDRESS_RECENT_MAX
        or traffic.address_day >= ADDRESS_DAY_MAX
        or traffic.network_recent >= NETWORK_RECENT_MAX
    ):
        return CommentDecision(Outcome.LIMITED, draft)
    if draft.website:
        return CommentDecision(Outcome.KEPT, _cut(draft), state="spam", suspicions=("honeypot",))
    if faults := find_faults(draft):
        return CommentDecision(Outcome.FAULTY, draft, faults=faults)
    suspicions = _suspicions(draft, traffic, now)
    state = "held" if hold or suspicions else "approved"
    return CommentDecision(Outcome.KEPT, draft, state=state, suspicions=suspicions)


def decide_complaint(draft: Draft, *, recent: int, repeated: bool) -> CommentDecision:
    """What becomes of a complaint: `recent` of this address in ten minutes. It needs words, nothing else."""
    draft = tidy_draft(draft)
    if repeated:
        return CommentDecision(Outcome.REPEATED, draft)
    if recent >= COMPLAINTS_RECENT_MAX:
        return CommentDecision(Outcome.LIMITED, draft)
    if draft.website:
        return CommentDecision(Outcome.KEPT, _cut(draft), state="held", suspicions=("honeypot",))
    faults = tuple(
        fault for fault in find_faults(draft) if fault.field != "name" and fault != Fault("email", "required")
    )
    if faults:
        return CommentDecision(Outcome.FAULTY, draft, faults=faults)
    return CommentDecision(Outcome.KEPT, draft, state="held")


def tidy_draft(draft: Draft) -> Draft:
    """The same words without what forms add: outer space, CR LF, runs of space in a name."""
    return replace(
        draft,
        name=re.sub(r"[ \u3000]+", " ", draft.name).strip(),
        email=draft.email.strip(),
        text=draft.text.replace("\r\n", "\n").replace("\r", "\n").strip(),
        website=draft.website.strip(),
    )


def find_faults(draft: Draft) -> tuple[Fault, ...]:
    """What must be put right before a comment can be taken, in the form's order; at most one a field."""
    faults = []
    if not _has_visible(draft.name):
        faults.append(Fault("name", "required"))
    elif len(draft.name) > NAME_MAX:
        faults.append(Fault("name", "too_long"))
    elif _has_control(draft.name, allowed=""):
        faults.append(Fault("name", "control"))
    if not draft.email:
        faults.append(Fault("email", "required"))
    elif len(draft.email) > EMAIL_MAX or not _EMAIL.match(draft.email) or _has_control(draft.email, allowed=""):
        faults.append(Fault("email", "email"))
    if not _has_visible(draft.text):
        faults.append(Fault("text", "required"))
    elif len(draft.text) < TEXT_MIN:
        faults.append(Fault("text", "too_short"))
    elif len(draft.text) > TEXT_MAX:
        faults.append(Fault("text", "too_long"))
    elif _has_control(draft.text, allowed="\n\t"):
        faults.append(Fault("text", "control"))
    return tuple(faults)


def text_key(text: str) -> str:
    """32 hex digits that two tidied texts share when they differ in white space and case at most."""
    return blake2b(" ".join(text.split()).casefold().encode("utf-8", "replace"), digest_size=16).hexdigest()


def parse_opened_at(text: str) -> datetime | None:
    """When the form was opened: seconds or milliseconds since 1970, or ISO 8601; None when absent or unreadable."""
    text = text.strip()
    try:
        if text.isascii() and text.isdigit() and len(text) <= 13:
            return datetime.fromtimestamp(int(text) / (1000 if len(text) > 10 else 1), UTC)
        opened = datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return None
    return opened if opened.tzinfo else None


def _suspicions(draft: Draft, traffic: Traffic, now: datetime) -> tuple[str, ...]:
    found = []
    if len(_LINK.findall(draft.text)) + len(_LINK.findall(draft.name)) > LINKS_MAX:
        found.append("links")
    # A reader's clock may be wrong by minutes either way: only a form opened just now counts.
    if draft.opened_at is not None and abs(now - draft.opened_at) < TOO_FAST:
        found.append("fast")
    if traffic.copied:
        found.append("copied")
    return tuple(found)


def _is_control(character: str, allowed: str) -> bool:
    if character in allowed:
        return False
    return character in _OVERRIDES or unicodedata.category(character) in ("Cc", "Cs")


def _has_control(text: str, *, allowed: str) -> bool:
    return any(_is_control(character, allowed) for character in text)


def _has_visible(text: str) -> bool:
    return any(unicodedata.category(character)[0] not in "ZC" for character in text)


def _cut(draft: Draft) -> Draft:
    """A draft nobody checked, made fit to store."""

    def keep(text: str, length: int, allowed: str = "") -> str:
        return "".join(character for character in text if not _is_control(character, allowed))[:length]

    return replace(
        draft,
        name=keep(draft.name, NAME_MAX),
        email=keep(draft.email, EMAIL_MAX),
        text=keep(draft.text, TEXT_MAX, "\n\t"),
    )
