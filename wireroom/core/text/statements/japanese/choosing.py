"""Chooses by learned weights which noun phrase of a Japanese sentence says what a cue tells. Finds no noun phrases.

The weights are those of a softmax over the candidates of one cue (training/train_japanese.py); what the rules chose is
one of the features, so that they are followed where nothing speaks against them.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from wireroom.core.text.statements.japanese.cues import Cue
from wireroom.core.text.statements.japanese.phrases import FITTING, UNFIT, Subject, find_kind
from wireroom.core.text.statements.japanese.sentence import Sentence

_BOUNDARY = re.compile(r"(?:[たるい]が|おり|ており|ものの|一方(?:で)?|ため|ので|[しきりちれえけめ]|て)、")
_RELATIVE = re.compile(r"(?:た|る|ない|い|な)(?=[一-鿿ァ-ヺA-Z])")
_TURNED = re.compile(r"(?:[たるだい]が|ものの|一方(?:で)?|ため|おり|[しりきてで])、\Z")
# …したとして、県警は: who says so may come right after. A sentence of nothing but subjects has hundreds.
_BEHIND, _MOST = 4, 16
_STEPS = (2, 8, 20, 40, 80)


@dataclass(frozen=True, slots=True)
class Question:
    """Who says what a cue tells: the cue, where its clause begins, and whom the rules chose."""

    cue: Cue
    low: int
    ruled: Subject | None


Chooser = Callable[[Sentence, Question], Subject | None]
"""Chooses who says what a cue of a sentence tells; None for nobody in it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates for a cue's source, None for nobody in the sentence, and what may be said of each."""

    candidates: tuple[Subject | None, ...]
    features: tuple[tuple[str, ...], ...]


def list_choice(read: Sentence, question: Question) -> Choice:
    """The candidates of a cue from all the sentence."""
    cue, ruled = question.cue, question.ruled
    end = cue.content_end if cue.content_end >= 0 else cue.span[0]
    near = [one for one in read.subjects if one.span[0] < cue.span[1] + _BEHIND][-_MOST:]
    here = [one for one in near if (one.after <= end or end <= one.span[0]) and _kind(read, one) != "not"]
    if ruled is not None and ruled not in here:
        here.append(ruled)
    candidates = (None, *here)
    features = tuple(tuple(_features(read, question, one, here)) for one in candidates)
    return Choice(candidates, features)


def choose_learned(read: Sentence, question: Question) -> Subject | None:
    """Who says what a cue tells, by the weights of the package."""
    choice = list_choice(read, question)
    return choice.candidates[find_heaviest(choice, load_weights())]


def find_heaviest(choice: Choice, weights: Mapping[str, float]) -> int:
    """Which candidate has the highest weight, the first of several."""
    scores = [sum(weights.get(name, 0.0) for name in features) for features in choice.features]
    return max(range(len(scores)), key=scores.__getitem__)


@cache
def load_weights() -> Mapping[str, float]:
    """The weights of the package by feature."""
    lines = files("wireroom.core.data").joinpath("speaker_weights_ja.txt").read_text("utf-8").splitlines()
    rows = (line.rsplit(" ", 1) for line in lines if line and not line.startswith("#"))
    return {name: float(weight) for name, weight in rows}


def _features(read: Sentence, question: Question, one: Subject | None, here: Sequence[Subject]) -> Iterator[str]:
    """What may be said of a candidate: of both kinds which one the rules chose, then of nobody or of somebody."""
    how = _how(read, question.cue)
    chosen = "ruled" if one == question.ruled else "other"
    yield chosen
    yield f"{chosen} {how}"
    fitting = [other for other in here if other.fit == FITTING and other.span[0] >= question.low]
    if one is not None:
        yield from _features_of(read, question, one, [other for other in fitting if other != one])
        return
    yield "none"
    yield f"none {how}"
    yield f"none {chosen} rivals {min(3, len(fitting))}"
    yield f"none rivals {min(3, len(here))} {how}"
    yield f"none carried {read.before.speaker is not None} {min(2, read.before.silent)}"
    yield f"none under {question.low > 0} {chosen}"
    yield f"none topics {any(other.particle in 'はも' for other in fitting)}"


def _features_of(read: Sentence, question: Question, one: Subject, rivals: Sequence[Subject]) -> Iterator[str]:
    """What may be said of a noun phrase; `rivals`: the others of the clause that may say something."""
    cue, low = question.cue, question.low
    how = _how(read, cue)
    chosen = "ruled" if one == question.ruled else "other"
    words = read.masked.plain[slice(*one.span)]
    kind = _kind(read, one) or "unknown"
    end = cue.content_end if cue.content_end >= 0 else cue.span[0]
    between = read.masked.text[one.after : end] if one.after <= end else ""
    distance = _step(end - one.after) if one.after <= end else "turned" if one.after <= cue.span[0] else "after"
    yield f"particle {one.particle}"
    yield f"particle {one.particle} {how}"
    yield f"kind {kind} {one.fit}"
    yield f"kind {kind} {one.particle}"
    yield f"distance {distance} {one.particle}"
    yield f"distance {distance} {how}"
    yield f"opening {_step(one.span[0] - low) if one.span[0] >= low else 'before'} {one.particle}"
    yield f"under {low > 0} {one.span[0] >= low}"
    first = all(one.span[0] < other.span[0] for other in rivals)
    last = all(one.span[0] > other.span[0] for other in rivals)
    yield f"order {first} {last} {one.particle}"
    yield f"order {first} {last} {chosen}"
    yield f"topics {any(other.particle in 'はも' for other in rivals)} {one.particle}"
    yield f"boundary {bool(_BOUNDARY.search(between))} {one.particle} {how}"
    yield f"relative {bool(_RELATIVE.search(between))} {one.particle}"
    yield f"turned {bool(_TURNED.search(read.masked.text, max(0, one.span[0] - 8), one.span[0]))} {one.particle}"
    yield f"quote {0 <= read.quote_to(end) - one.after <= 2}"
    yield f"known {words in read.before.known} {one.fit}"
    yield f"length {_step(len(words))}"
    if one.fit == UNFIT:
        yield f"unfit {chosen}"
    if words[0] in "同両この当":
        yield f"pointing {words[0]}"


def _how(read: Sentence, cue: Cue) -> str:
    """What kind of cue: its particle, or how it is said."""
    words = read.masked.text[slice(*cue.span)]
    if words.startswith("とし"):
        return "として" if words == "として" else "とし"
    if words.startswith(("みて", "見て", "とみ", "と見")):
        return "みる"
    if words.startswith(("という", "といい")) or cue.nobody:
        return "という"
    quoted = read.quote_to(cue.content_end) >= 0
    return f"quoted {cue.frame}" if quoted else cue.frame or "alone"


def _step(size: int) -> str:
    return next((str(step) for step in _STEPS if size <= step), "more")


def _kind(read: Sentence, one: Subject) -> str | None:
    return find_kind(read.masked.plain[slice(*one.span)])
