"""What a claim is about, as claims are compared: its terms, and what shows that two are about different things."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from wireroom.core.ledger.word_lists import Pole, list_lines

# In two claims that are word for word alike, so many terms may stand in place of others, and one more be told.
_SWAPPED, _MORE = 3, 1


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a claim: stems, in Japanese pairs of characters and katakana words; one for all that says the same.

    `words` are those of the claim, in `order` too (in Japanese whole words); `beside` those of a circumstance told
    behind it ("when the ferry struck"); `meant` nouns that stand for what others said; it `points`
    where a word does ("it", "any such"); `light` are those that say little in a
    denial ("received"). `names` are names and
    foreign words, `times` days, months and years by kind, `poles` its sides of opposites, `frames` what makes something
    else of the rest ("hide", "delay"); `negated`: it says that something is not so, `not_so`: what; `deeds`
    are its verbs.
    """

    order: tuple[str, ...]
    words: frozenset[str]
    beside: frozenset[str]
    meant: frozenset[str]
    points: bool
    light: frozenset[str]
    names: frozenset[str]
    times: frozenset[tuple[str, str]]
    poles: frozenset[Pole]
    frames: frozenset[str]
    not_so: frozenset[str]
    deeds: frozenset[str]
    negated: bool
    eastern: bool

    @property
    def all_words(self) -> frozenset[str]:
        return self.words | self.beside


def are_apart(one: Terms, other: Terms, *, apart_from: frozenset[str] = frozenset()) -> bool:
    """Whether both tell of different things: each names what the other does not (`apart_from`, terms of the speakers'
    names, aside), or another day, or the opposite."""
    if _unmatched(one, other, apart_from) and _unmatched(other, one, apart_from):
        return True
    if min(len(one.beside), len(other.beside)) > 1 and not (one.beside & other.all_words or other.beside & one.words):
        return True
    for kind in {kind for kind, _ in one.times} & {kind for kind, _ in other.times}:
        if not {when for when in one.times if when[0] == kind} & other.times:
            return True
    mine, theirs = _sides(one.poles), _sides(other.poles)
    return any(Pole(pole.line, not pole.first) in theirs for pole in mine)


def are_other_deeds(one: Terms, other: Terms) -> bool:
    """Whether the verbs of neither stand in the other."""
    return bool(one.deeds and other.deeds) and not (one.deeds & other.all_words or other.deeds & one.all_words)


def are_swapped(one: Terms, other: Terms, *, apart_from: frozenset[str] = frozenset()) -> bool:
    """Whether both are word for word alike but for a term or two that stand in place of others: "inflation will fall to
    2 percent" and "unemployment will fall to 2 percent". Terms of `apart_from` (speakers' names) do not count."""
    mine, theirs = ([term for term in terms.order if term not in apart_from] for terms in (one, other))
    swapped = more = alike = 0
    for kind, first, last, start, end in SequenceMatcher(None, mine, theirs, False).get_opcodes():
        if kind == "equal":
            alike += last - first
        elif kind == "replace" and _is_swap(mine[first:last], theirs[start:end], one, other):
            swapped += 1
        elif kind != "replace" or last - first > _SWAPPED or end - start > _SWAPPED:
            more += last - first + end - start
    return swapped > 0 and alike > 1 and more <= _MORE


def _is_swap(some: Sequence[str], others: Sequence[str], one: Terms, other: Terms) -> bool:
    """Terms stand in place of others that are neither moved nor a part of them, and are no mere "people"."""
    if len(some) > _SWAPPED or len(others) > _SWAPPED or other.all_words & set(some) or one.all_words & set(others):
        return False
    if any(term in word or word in term for term in some for word in others):
        return False
    return all(any(_may_swap(term, terms) for term in found) for found, terms in ((some, one), (others, other)))


def _may_swap(term: str, terms: Terms) -> bool:
    return len(term) > 1 and term not in (() if terms.eastern else list_lines("en", "human")[0])


def _sides(poles: frozenset[Pole]) -> frozenset[Pole]:
    """Without opposites of which both sides are told: prices that rose and fell."""
    return frozenset(pole for pole in poles if Pole(pole.line, not pole.first) not in poles)


def _unmatched(one: Terms, other: Terms, apart_from: frozenset[str]) -> bool:
    """One names what the other does not."""
    told = other.names | other.all_words | apart_from
    return any(not any(_are_one(name, word) for word in told) for name in one.names)


def _are_one(name: str, other: str) -> bool:
    """Estravia and Estravian, ヘルソン and ヘルソン州."""
    shorter, longer = sorted((name, other), key=len)
    least = 4 if shorter.isascii() else 2
    return longer.startswith(shorter[: max(least, len(shorter) - 1)]) and len(longer) - len(shorter) <= 4
