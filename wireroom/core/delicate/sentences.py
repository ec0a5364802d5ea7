"""The sentences of a text as the rules on delicate copy read them. Judges none."""

import re
import unicodedata
from dataclasses import dataclass

from wireroom.core.text.segments import find_sentences

_ADULT = 18
_AGED = {
    "en": re.compile(
        r"\b(\d{1,2})-year-old(?:s\b|\s+(?:boy|girl|child|son|daughter|student|pupil|victim|suspect|teen|brother|sister|from"
        r"|in|was|is|who|had|has|at|on|and|to|died|told|said)\b|\s*[A-Z,.;])|\b[Aa]ged?\s+(?:just\s+)?(\d{1,2})\b|,\s+(\d{1,2}),"
    ),
    "ja": re.compile(r"(\d{1,2})歳|[(（](\d{1,2})[)）](?!日|年|月|人)"),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: as it stands (in one width), in small letters, its language, and whether it gives somebody's age as
    under eighteen."""

    text: str
    folded: str
    language: str
    has_minors_age: bool


def split_sentences(text: str, language: str) -> tuple[Sentence, ...]:
    """The sentences of a text, headline and body."""
    text = unicodedata.normalize("NFKC", text)
    spans = find_sentences(text, language)
    return tuple(_sentence(text[start:end], language) for start, end in spans)


def _sentence(text: str, language: str) -> Sentence:
    return Sentence(text, text.lower(), language, _has_minors_age(text, language))


def _has_minors_age(text: str, language: str) -> bool:
    ages = (number for found in _AGED[language].finditer(text) for number in found.groups() if number)
    return any(int(age) < _ADULT for age in ages)
