"""Decides whether copy is delicate: a private person accused or in court, minors harmed or suspected, suicide.

Rules over word lists, in English and Japanese, for providers whose copy is held then. They miss cases and hold what is
harmless; whoever must not miss one holds all copy. Publishes and holds nothing itself (core.gates).
"""

from dataclasses import dataclass

from wireroom.core.delicate.accusers import count_accusers
from wireroom.core.delicate.persons import private_persons
from wireroom.core.delicate.sentences import Sentence, split_sentences
from wireroom.core.delicate.words import has_word

__all__ = ["Delicate", "find_delicate"]

_LONGEST = 20_000
_SHOWN = 160
# What two different ones stand for is no longer one source's word.
_ONE_SOURCE = 1


@dataclass(frozen=True, slots=True)
class Delicate:
    """Why copy is delicate. `kind`: suicide, minor, court, accused; `name` the person, "" where none matters; `words`
    the sentence that says so."""

    kind: str
    name: str
    words: str

    @property
    def reason(self) -> str:
        """What the desk reads."""
        said = {
            "suicide": "it tells of a suicide",
            "minor": "it tells of a minor as a victim or a suspect",
            "court": f"it tells of a court case with a named private person ({self.name})",
            "accused": f"it accuses a named private person ({self.name}) on a single source",
        }[self.kind]
        return f"{said}: “{self.words}”"


def find_delicate(text: str, language: str | None) -> Delicate | None:
    """The first reason for which a text (headline and body) is delicate, the gravest kind first; None for any other.

    Never raises; reads at most the first 20,000 characters, in time linear in them. Languages without word lists have
    no delicate copy.
    """
    tongue = (language or "")[:2]
    if tongue not in ("en", "ja"):
        return None
    sentences = split_sentences(text[:_LONGEST], tongue)
    return _find_suicide(sentences) or _find_minor(sentences) or _find_named(text[:_LONGEST], tongue, sentences)


def _find_suicide(sentences: tuple[Sentence, ...]) -> Delicate | None:
    return next((_delicate("suicide", one) for one in sentences if has_word(one, "suicide", but="not_suicide")), None)


def _find_minor(sentences: tuple[Sentence, ...]) -> Delicate | None:
    found = (
        one
        for one in sentences
        if (one.has_minors_age or has_word(one, "minor", but="not_minor")) and has_word(one, "harm")
    )
    return next((_delicate("minor", one) for one in found), None)


def _find_named(text: str, tongue: str, sentences: tuple[Sentence, ...]) -> Delicate | None:
    telling = [one for one in sentences if has_word(one, "court") or has_word(one, "accused")]
    persons = private_persons(text, tongue) if telling else ()
    for kind in ("court", "accused"):
        for one in telling:
            person = next((person for person in persons if person.is_told_of(one)), None)
            if person is None or not has_word(one, kind):
                continue
            if kind == "court" or count_accusers(text, tongue, person) <= _ONE_SOURCE:
                return _delicate(kind, one, person.name)
    return None


def _delicate(kind: str, sentence: Sentence, name: str = "") -> Delicate:
    words = " ".join(sentence.text.split())
    return Delicate(kind, name, words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…")
