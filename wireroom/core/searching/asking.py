"""What a reader asks for, from the words typed: terms, phrases and filters. Any text can be read; looks nothing up."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from wireroom.core.searching.folding import fold_text
from wireroom.core.searching.tokens import Phrase, find_phrase, is_unspaced
from wireroom.core.text.characters import settle_line, strip_controls
from wireroom.core.text.days.japanese_words import eras

LONGEST = 200
MOST_TERMS = 10
# So much of what was cut off is told.
_SHOWN = 40
EVERY_LANGUAGE = "all"
_FIELDS = {
    **dict.fromkeys(("author", "by", "著者", "筆者", "記者"), "author"),
    **dict.fromkeys(("provider", "提供", "配信元"), "provider"),
    **dict.fromkeys(("section", "分野"), "section"),
    **dict.fromkeys(("from", "since", "から"), "from"),
    **dict.fromkeys(("to", "until", "まで"), "to"),
    **dict.fromkeys(("lang", "language", "言語"), "lang"),
}
_LANGUAGES = {"日本語": "ja", "japanese": "ja", "英語": "en", "english": "en", "すべて": EVERY_LANGUAGE}
# One character for one, so that places in the typed text stay.
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂「」『』", '"') | dict.fromkeys("−－", "-") | {"：": ":", "\u3000": " "})
# Words like -5 and dashes between words mean themselves; so do names of no field, as in "Note:this" and addresses.
_PART = re.compile(
    r'(?P<minus>(?<!\S)-(?=["\w])(?!\d))?'
    rf"(?:(?P<field>{'|'.join(sorted(_FIELDS, key=len, reverse=True))}):\s*(?=\S))?"
    r'(?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+))',
    re.IGNORECASE,
)
_DATE = re.compile(r"([0-9]{4})(?:[-/.年]([0-9]{1,2}))?(?:[-/.月]([0-9]{1,2}))?[年月日]?")
_ERA_YEAR = re.compile(r"([^\W\d_]{2})(元|[0-9]{1,2})年")
_LONG_VOWEL = "ー"


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that must be in what is found: a word or a phrase, or one of `others` instead; `start` and `end` say
    where it was typed."""

    phrase: Phrase
    start: int
    end: int
    text: str
    others: tuple[Phrase, ...] = ()

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """The phrases of which one is enough."""
        return (self.phrase, *self.others)


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for; empty means any. `text` is as typed, on one line, cut to 200 characters.

    `authors` are phrases of the byline, `unwanted` those that nothing found may have, beside terms or authors;
    `since` and `until` days, both included; `ignored` what could not be read of the filters, phrases beyond the
    tenth, and what was cut off.
    """

    text: str = ""
    terms: tuple[Term, ...] = ()
    authors: tuple[Phrase, ...] = ()
    unwanted: tuple[Phrase, ...] = ()
    provider: str = ""
    section: str = ""
    since: date | None = None
    until: date | None = None
    language: str = ""
    ignored: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (
            self.terms or self.authors or self.provider or self.section or self.since or self.until or self.language
        )


def parse_query(typed: str) -> Query:
    """The words typed as a query. Never raises: what means nothing asks for nothing."""
    line = settle_line(strip_controls(typed[: LONGEST * 4]))
    text = line[:LONGEST].rstrip()
    reading = _Reading()
    parts = list(_PART.finditer(text.translate(_QUOTES)))
    for at, part in enumerate(parts):
        if part[0] in ("AND", "OR") and _stands_between_words(parts, at):
            reading.is_either = part[0] == "OR"
        else:
            reading.take(part)
            reading.is_either = False
    if line[LONGEST:]:
        reading.ignored.append(f"{line[LONGEST:][:_SHOWN].strip()}…")
    return reading.query(text)


def parse_day(text: str, *, is_last: bool = False) -> date | None:
    """A day as people write it: 2024-10-18, 2024/10/18, 2024年10月18日, 令和6年10月18日; of a month or a year the
    first, or last."""
    found = _DATE.fullmatch(_ERA_YEAR.sub(_western_year, unicodedata.normalize("NFKC", text)).strip())
    if not found:
        return None
    year, month, day = int(found[1]), int(found[2] or (12 if is_last else 1)), found[3]
    try:
        return date(year, month, int(day or (monthrange(year, month)[1] if is_last else 1)))
    except ValueError:
        return None


def replace_term(query: Query, term: Term, words: str) -> str:
    """The typed text with other words in a term's place; without the term when there are none."""
    return " ".join(f"{query.text[: term.start]} {words} {query.text[term.end :]}".split())


def _western_year(found: re.Match[str]) -> str:
    before = eras().get(found[1])
    return found[0] if before is None else f"{before + (1 if found[2] == '元' else int(found[2]))}年"


class _Reading:
    """What was read of a query so far; `is_either`: the next term may stand instead of the last."""

    def __init__(self) -> None:
        self.terms: list[Term] = []
        self.authors: list[Phrase] = []
        self.unwanted: list[Phrase] = []
        self.told: dict[str, str] = {}
        self.ignored: list[str] = []
        self.is_either = False

    def take(self, part: re.Match[str]) -> None:
        """Read one part: a word, a phrase or a filter."""
        value = part["quoted"] if part["quoted"] is not None else part["bare"]
        field = _FIELDS.get((part["field"] or "").lower())
        if field is None:
            if phrase := _phrase(value, is_loose=part["quoted"] is None):
                self._take_phrase(part, phrase)
        elif part["minus"]:
            self.ignored.append(part[0])
        elif field == "author":
            if (phrase := _phrase(value, is_loose=False)) and not self._is_full():
                self.authors.append(phrase)
            else:
                self.ignored.append(part[0])
        elif value.strip() and (field not in ("from", "to") or parse_day(value)):
            self.told[field] = unicodedata.normalize("NFKC", value).strip()
        else:
            self.ignored.append(part[0])

    def _take_phrase(self, part: re.Match[str], phrase: Phrase) -> None:
        if self._is_full():
            self.ignored.append(part[0])
        elif part["minus"]:
            self.unwanted.append(phrase)
        elif self.is_either and self.terms:
            last = self.terms[-1]
            self.terms[-1] = replace(last, end=part.end(), others=(*last.others, phrase))
        elif all(phrase != term.phrase or term.others for term in self.terms):
            self.terms.append(Term(phrase, part.start(), part.end(), part[0].strip('"')))

    def _is_full(self) -> bool:
        return sum(len(term.phrases) for term in self.terms) + len(self.authors) + len(self.unwanted) >= MOST_TERMS

    def query(self, text: str) -> Query:
        """All of it, as read of `text`."""
        told, language = self.told, self.told.get("lang", "").lower()
        is_beside = bool(self.terms or self.authors)
        alone = () if is_beside else (f"-{' '.join(phrase.runs)}" for phrase in self.unwanted)
        return Query(
            text=text,
            terms=tuple(self.terms),
            authors=tuple(self.authors),
            unwanted=tuple(self.unwanted) if is_beside else (),
            provider=told.get("provider", ""),
            section=told.get("section", ""),
            since=parse_day(told.get("from", "")),
            until=parse_day(told.get("to", ""), is_last=True),
            language=_LANGUAGES.get(language, language),
            ignored=(*self.ignored, *alone),
        )


def _stands_between_words(parts: Sequence[re.Match[str]], at: int) -> bool:
    """Whether the parts before and after this one are words or phrases; it means no more than itself elsewhere."""
    beside = (*parts[at - 1 : at], *parts[at + 1 : at + 2])
    return len(beside) == 2 and not any(part["minus"] or part["field"] for part in beside)


def _phrase(text: str, *, is_loose: bool) -> Phrase | None:
    folded = fold_text(text)
    if is_loose and len(folded) > 3 and folded.endswith(_LONG_VOWEL) and is_unspaced(folded[-2]):
        # コンピューター and コンピュータ are one word; what is a beginning finds both.
        folded = folded.rstrip(_LONG_VOWEL)
    return find_phrase(folded)
