"""The private persons that a text names in full: those it gives no public office or fame. Judges nothing about them."""

import re
import unicodedata
from dataclasses import dataclass

from wireroom.core.delicate.sentences import Sentence
from wireroom.core.delicate.words import word_pattern
from wireroom.core.text.names import NameKind, find_names

# Where an office stands: before the name, or behind it after a comma.
_BEFORE, _AFTER = 60, 80
_KANJI = r"[\u3400-\u9fff々]"
_NAME = rf"(?:{_KANJI}{{2,6}}|[ァ-ヴー]{{2,}}(?:・[ァ-ヴー]{{2,}})*)"
_SUSPECT = re.compile(rf"({_NAME})(?:容疑者|被告|受刑者|元被告)")
_AGED = re.compile(rf"(?:の|、|・|した|る|員|業|職|手|師|生)({_NAME})(?:さん|氏)?\s?[(（]\d{{1,3}}[)）]")
_OFFICE_BEHIND = re.compile(r"\s*,\s*(.{0,80})", re.S)


@dataclass(frozen=True, slots=True)
class Person:
    """A private person: the full name, and all that stands for it in the text."""

    name: str
    short: str

    def is_told_of(self, sentence: Sentence) -> bool:
        """Whether a sentence is about the person, and not only the person's own words."""
        if not self.stands_in(sentence.text):
            return False
        if sentence.language != "en":
            return True
        speaking = word_pattern("en", "speaking").pattern
        name = re.escape(self.short.lower())
        spoken = rf"\b{name}(?:,[^,]{{1,80}},)?\s+(?:\w+ly\s+)?{speaking}|{speaking}\s+(?:\w+\s+){{0,4}}{name}\b"
        return re.search(spoken, sentence.folded) is None

    def stands_in(self, text: str) -> bool:
        return self.name in text or re.search(rf"\b{re.escape(self.short)}\b", text) is not None


def private_persons(text: str, language: str) -> tuple[Person, ...]:
    """The private persons of a text, in the order in which they are first named."""
    text = unicodedata.normalize("NFKC", text)
    return _eastern(text) if language == "ja" else _western(text)


def _western(text: str) -> tuple[Person, ...]:
    persons: dict[str, Person] = {}
    public: set[str] = set()
    for name in find_names(text, "en"):
        if name.kind != NameKind.PERSON:
            continue
        words = name.text.split()
        if _has_office(text, name.span):
            public.add(words[-1])
        if len(words) > 1:
            persons.setdefault(name.text, Person(name.text, words[-1]))
    return tuple(person for person in persons.values() if person.short not in public)


def _has_office(text: str, span: tuple[int, int]) -> bool:
    office = word_pattern("en", "public")
    before = re.split(r"[.!?;\n”\"]\s|,\s", text[max(0, span[0] - _BEFORE) : span[0]])[-1]
    lead = before.lower().rstrip()
    found = [
        one for one in office.finditer(lead) if not re.search(r"\b(?:and|by|to|for|with|said)\b", lead[one.end() :])
    ]
    if found:
        return True
    behind = _OFFICE_BEHIND.match(text, span[1], span[1] + _AFTER)
    if not behind:
        return False
    told = re.split(r"[.!?;\n]|,", behind[1].lower())[0]
    return re.match(r"(?:the|a|an|his|her|its|former|then|who|ex)?[\w\s'’-]{0,30}?\b", told) is not None and bool(
        office.search(told)
    )


def _eastern(text: str) -> tuple[Person, ...]:
    office = word_pattern("ja", "public")
    persons: dict[str, Person] = {}
    for found in sorted([*_SUSPECT.finditer(text), *_AGED.finditer(text)], key=lambda one: one.start(1)):
        clause = re.split(r"[。、\n]", text[max(0, found.start(1) - 16) : found.start(1)])[-1]
        name = re.sub(r"(?:容疑者|被告|受刑者)\Z", "", found[1])
        nobody = len(name) < 2 or word_pattern("ja", "nobody").fullmatch(name)
        if not nobody and not office.search(clause) and not office.search(name):
            persons.setdefault(name, Person(name, name))
    return tuple(persons.values())
