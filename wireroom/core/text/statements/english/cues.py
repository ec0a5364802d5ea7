"""Finds the English words that may tie a source to what it says. Whether they do is for the rules to decide.

The words are data (statement_cues_en.txt); a verb stands there as its lemma, its forms are made here.
"""

from dataclasses import dataclass
from enum import IntFlag, StrEnum, auto
from functools import cache
from importlib.resources import files

from wireroom.core.text.statements.english.words import grammar
from wireroom.core.text.statements.values import Stance


class Frame(StrEnum):
    """What may follow a verb; the data file tells more."""

    ANY = "any"
    CLAUSE = "clause"
    THAT = "that"
    INFINITIVE = "infinitive"
    TOLD = "told"
    QUOTE = "quote"
    OBJECT = "object"


class Form(IntFlag):
    """Forms of a verb; many words are several."""

    BASE = auto()
    PRESENT = auto()
    PAST = auto()
    PARTICIPLE = auto()
    ING = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """A verb's form, or a noun (no form), with what stands fixed after it."""

    lemma: str
    form: Form
    tail: tuple[str, ...]
    frames: frozenset[Frame]
    stance: Stance


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by their first word in lower case: verbs, longest first, and nouns (singular and plural)."""

    verbs: dict[str, tuple[Entry, ...]]
    nouns: dict[str, Stance]


_VOWELS = frozenset("aeiou")


def _past(lemma: str, doubled: bool) -> str:
    if doubled:
        return f"{lemma}{lemma[-1]}ed"
    if lemma.endswith("e"):
        return f"{lemma}d"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return f"{lemma[:-1]}ied"
    return f"{lemma}ed"


def _present(lemma: str) -> str:
    if lemma in ("be", "have"):
        return {"be": "is", "have": "has"}[lemma]
    if lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        return f"{lemma}es"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return f"{lemma[:-1]}ies"
    return f"{lemma}s"


def _ing(lemma: str, doubled: bool) -> str:
    if doubled or lemma in ("put", "set", "cut", "shut", "forget", "rule_out"):
        return f"{lemma}{lemma[-1]}ing"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and lemma != "be":
        return f"{lemma[:-1]}ing"
    return f"{lemma}ing"


def inflect(word: str) -> dict[str, Form]:
    """The forms of a verb written as in the data file ("admit*", "say/said", "write/wrote/written")."""
    doubled = word.endswith("*")
    lemma, *others = word.rstrip("*").split("/")
    past = others[0] if others else _past(lemma, doubled)
    participle = others[1] if len(others) > 1 else past
    forms: dict[str, Form] = {}
    pairs = [(lemma, Form.BASE), (_present(lemma), Form.PRESENT), (past, Form.PAST), (participle, Form.PARTICIPLE)]
    pairs.append((_ing(lemma, doubled), Form.ING))
    if lemma == "be":
        pairs += [("are", Form.PRESENT), ("were", Form.PAST), ("am", Form.PRESENT)]
    for form, kind in pairs:
        forms[form] = forms.get(form, Form(0)) | kind
    return forms


@cache
def load_lexicon() -> Lexicon:
    """The cues of statement_cues_en.txt; the frames of a form that stands on several lines come together."""
    found: dict[tuple[str, str, tuple[str, ...]], Entry] = {}
    nouns: dict[str, Stance] = {}
    lines = files("wireroom.core.data").joinpath("statement_cues_en.txt").read_text("utf-8").splitlines()
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        frames, stance, words = (part.strip() for part in line.split("|"))
        for word in words.split():
            if frames == "noun":
                nouns[word] = nouns[_present(word)] = Stance(stance)
                continue
            head, *tail = word.split("_")
            entry_frames = frozenset(map(Frame, frames.split()))
            for form, kind in inflect(head).items():
                key = (form, head.rstrip("*").split("/")[0], tuple(tail))
                before = found.get(key)
                both = entry_frames | (before.frames if before else frozenset())
                # What is not a mere assertion decides.
                kept = before.stance if before and stance == "asserts" else Stance(stance)
                found[key] = Entry(key[1], kind, key[2], both, kept)
    verbs: dict[str, list[Entry]] = {}
    for (form, _, _), entry in found.items():
        verbs.setdefault(form, []).append(entry)
    ordered = {form: tuple(sorted(group, key=lambda one: -len(one.tail))) for form, group in verbs.items()}
    return Lexicon(ordered, nouns)


def match_verb(lows: list[str], at: int, verbs: dict[str, tuple[Entry, ...]]) -> Entry | None:
    """The entry whose words stand at a place, the longest; None if none does."""
    entries = verbs.get(lows[at], ())
    # "be" has most entries, and seldom one: what follows it tells at once.
    following = (
        {*lows[at + 1 : at + 2], *lows[(past := _past_degrees(lows, at + 1)) : past + 1]}
        if len(entries) > _MANY
        else None
    )
    for entry in entries:
        if following is not None and entry.tail and entry.tail[0] not in following:
            continue
        if tail_end(lows, at, entry) is not None:
            return entry
    return None


_MANY = 8
_SHORTEST_ADVERB = 4


def tail_end(lows: list[str], at: int, entry: Entry) -> int | None:
    """Where an entry's words end that begin at a place; None where what is fixed after it does not stand there. After
    "be" words of degree may stand between ("has been highly critical of")."""
    if not entry.tail:
        return at + 1
    first = _past_degrees(lows, at + 1) if entry.lemma == "be" else at + 1
    *fixed, last = entry.tail
    before_last = first + len(fixed)
    if lows[first:before_last] != fixed:
        return None
    if last in _BEFORE_WHAT:
        before_last = _past_day(lows, before_last)
    if lows[before_last : before_last + 1] != [last]:
        return None
    # "insisted on Monday that" is no insisting on something.
    told_when = last in ("on", "in") and lows[before_last + 1 : before_last + 2]
    return None if told_when and told_when[0] in grammar("time") else before_last + 1


_BEFORE_WHAT = frozenset(["for", "against", "at", "about", "of"])


def _past_day(lows: list[str], at: int) -> int:
    """Over "strongly", "on Monday", "Monday", which may stand before what is fixed after a verb ("apologized on Monday
    for")."""
    at += at < len(lows) and len(lows[at]) > _SHORTEST_ADVERB and lows[at].endswith("ly")
    day = at + (lows[at : at + 1] == ["on"])
    return day + 1 if day < len(lows) and lows[day] in grammar("time") else at


def _past_degrees(lows: list[str], at: int) -> int:
    while at < len(lows) and lows[at] in grammar("degrees"):
        at += 1
    return at
