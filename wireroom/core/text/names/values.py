"""A name in a text, of what it is and where it stands. Reads nothing."""

from dataclasses import dataclass
from enum import StrEnum

from wireroom.core.text.spans import Span


class NameKind(StrEnum):
    """What a name is the name of; `other` where nothing tells."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in a text, without title, and its place."""

    text: str
    span: Span
    kind: NameKind
