"""Reads a text for all that it tells of itself: language, statements, figures, days, names. Stores nothing."""

from dataclasses import dataclass
from datetime import date

from wireroom.core.ports import Tagger
from wireroom.core.text.days import Day, find_days
from wireroom.core.text.figures import Figure, find_figures
from wireroom.core.text.language import decide_language
from wireroom.core.text.names import NameKind, find_names
from wireroom.core.text.segments import find_sentences
from wireroom.core.text.spans import Span
from wireroom.core.text.statements import Statement, find_statements, resolve_actors


@dataclass(frozen=True, slots=True)
class NamedActor:
    """A name in a text, its kind (person, organisation, place, other), and whom it means by the fullest name there."""

    text: str
    span: Span
    kind: NameKind
    actor: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a text; everything in the order of the text, every span in its code points."""

    language: str | None
    statements: tuple[Statement, ...]
    figures: tuple[Figure, ...]
    days: tuple[Day, ...]
    names: tuple[NamedActor, ...]


def read_text(
    text: str,
    language: str | None = None,
    published: date | None = None,
    *,
    tagger: Tagger | None = None,
    learned: bool = False,
) -> Reading:
    """Reads a text. `language`: its BCP 47 tag, found from the text where None; `published`: the day that "Friday" and
    "last month" are counted from; without it only what is absolute is found; `tagger`: the learned one for English
    statements, rules alone where it is None; `learned`: with the learned choice of sources in Japanese."""
    language = language or decide_language(text, declared=None)
    sentences = find_sentences(text, language)
    return Reading(
        language=language,
        statements=tuple(find_statements(text, language, sentences=sentences, tagger=tagger, learned=learned)),
        figures=tuple(find_figures(text, language)),
        days=tuple(find_days(text, language, published)),
        names=_find_actors(text, language),
    )


def _find_actors(text: str, language: str | None) -> tuple[NamedActor, ...]:
    names = find_names(text, language)
    actors = resolve_actors(text, language, [name.span for name in names])
    return tuple(NamedActor(name.text, name.span, name.kind, actor) for name, actor in zip(names, actors, strict=True))
