"""What a reader asks for, from the words typed: terms, phrases and filters. Any text can be read; looks nothing up."""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from wireroom.core.searching.folding import fold_text
from wireroom.core.searching.tokens import Phrase, find_phrase, is_unspaced
from wireroom.core.text.characters import strip_controls

LONGEST = 200
MOST_TERMS = 10
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
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂「」『』", '"') | {"：": ":", "\u3000": " "})
_PART = re.compile(r'(?:(?P<field>[^\W\d_]{2,10}):)?(?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+))')
_DATE = re.compile(r"([0-9]{4})(?:[-/.年]([0-9]{1,2}))?(?:[-/.月]([0-9]{1,2}))?[年月日]?")
_LONG_VOWEL = "ー"


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that must be in what is found: a word or a phrase; `start` and `end` say where it was typed."""

    phrase: Phrase
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for; empty means any. `text` is as typed, cut to 200 characters.

    `authors` are phrases of the byline; `since` and `until` days, both included; `ignored` what could not be read of
    the filters, and terms beyond the tenth.
    """

    text: str = ""
    terms: tuple[Term, ...] = ()
    authors: tuple[Phrase, ...] = ()
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
    text = " ".join(strip_controls(typed[: LONGEST * 4]).split(" "))[:LONGEST].strip()
    terms: list[Term] = []
    authors: list[Phrase] = []
    told: dict[str, str] = {}
    ignored: list[str] = []
    for part in _PART.finditer(text.translate(_QUOTES)):
        value = part["quoted"] if part["quoted"] is not None else part["bare"]
        field = _FIELDS.get((part["field"] or "").lower())
        if field is None:
            # "Note:this" and addresses are words like any other.
            phrase = _phrase(part[0], is_loose=part["quoted"] is None)
            if phrase is None:
                continue
            if len(terms) + len(authors) == MOST_TERMS:
                ignored.append(part[0])
            elif all(phrase != term.phrase for term in terms):
                terms.append(Term(phrase, part.start(), part.end(), part[0].strip('"')))
        elif field == "author":
            phrase = _phrase(value, is_loose=False)
            if phrase and len(terms) + len(authors) < MOST_TERMS:
                authors.append(phrase)
            else:
                ignored.append(part[0])
        elif value.strip() and (field not in ("from", "to") or parse_day(value)):
            told[field] = unicodedata.normalize("NFKC", value).strip()
        else:
            ignored.append(part[0])
    language = told.get("lang", "").lower()
    return Query(
        text=text,
        terms=tuple(terms),
        authors=tuple(authors),
        provider=told.get("provider", ""),
        section=told.get("section", ""),
        since=parse_day(told.get("from", "")),
        until=parse_day(told.get("to", ""), is_last=True),
        language=_LANGUAGES.get(language, language),
        ignored=tuple(ignored),
    )


def parse_day(text: str, *, is_last: bool = False) -> date | None:
    """A day as people write it: 2024-10-18, 2024/10/18, 2024年10月18日; of a month or a year the first, or last."""
    found = _DATE.fullmatch(unicodedata.normalize("NFKC", text).strip())
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


def _phrase(text: str, *, is_loose: bool) -> Phrase | None:
    folded = fold_text(text)
    if is_loose and len(folded) > 3 and folded.endswith(_LONG_VOWEL) and is_unspaced(folded[-2]):
        # コンピューター and コンピュータ are one word; what is a beginning finds both.
        folded = folded.rstrip(_LONG_VOWEL)
    return find_phrase(folded)
