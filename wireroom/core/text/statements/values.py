"""What reading a text for statements gives: who says what, how, and where it stands. Reads nothing."""

from dataclasses import dataclass
from enum import StrEnum

from wireroom.core.text.spans import Mention, Span


class Stance(StrEnum):
    """How the source stands to the content (docs/annotating.md)."""

    ASSERTS = "asserts"
    CONFIRMS = "confirms"
    DENIES = "denies"
    ACCUSES = "accuses"
    REQUESTS = "requests"
    DECLINES_COMMENT = "declines_comment"
    NO_EVIDENCE = "no_evidence"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so: the words as they stand in the text, and the actor they mean by the fullest name the text gives,
    None where that is not known. A source left away (Japanese) has no mention, only an actor."""

    mention: Mention | None
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What is said: its parts in the order of the text, and the whole as one string (parts joined by a space, in
    Japanese by nothing)."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """An attributed claim of a text. `source` is None for hearsay, `cue` where only quotation marks or a speaker's
    label tell, `content` where nothing is told (declined to comment). `quoted`: in the speaker's own words, at least in
    part. `confidence` is from 0 to 1."""

    source: Source | None
    cue: Mention | None
    content: Content | None
    stance: Stance
    quoted: bool
    confidence: float
