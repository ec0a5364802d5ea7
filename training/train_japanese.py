"""Trains the weights by which the Japanese reader chooses who says what. Reads annotations, writes one text file.

`python -m training.train_japanese [--folds N]` writes wireroom/core/data/speaker_weights_ja.txt from the train part of
the annotations and from our own texts; with folds it only says how often the choice was right on texts left out, by
the rules and as learned. A softmax over the candidates of each cue, trained by full gradients: the same annotations
give the same weights. Needs numpy.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.gold import GoldText, Span
from training.scoring import decide_part, read_gold_texts, read_own_texts
from wireroom.core.text.segments import find_sentences
from wireroom.core.text.statements.japanese.choosing import Choice, Question, find_heaviest, list_choice
from wireroom.core.text.statements.japanese.phrases import Subject
from wireroom.core.text.statements.japanese.rules import find_japanese_statements
from wireroom.core.text.statements.japanese.sentence import Sentence

WEIGHTS = Path(__file__).resolve().parents[1] / "wireroom" / "core" / "data" / "speaker_weights_ja.txt"
LEAST_SEEN, DECAY, ROUNDS, RATE = 3, 5.0, 400, 0.05
HEAD = """# Learned weights: how much each trait of a noun phrase speaks for its being who says what a cue
# tells ("none": for nobody in the sentence). Written by training/train_japanese.py; not to be edited.
"""


@dataclass(frozen=True, slots=True)
class Example:
    """A cue's candidates, which of them is right and which the rules chose."""

    choice: Choice
    right: int
    ruled: int


def list_examples(texts: Iterable[GoldText]) -> list[list[Example]]:
    """The examples of each text: cues of the rules that an annotated attribution shares words with, where one of the
    candidates is its source."""
    return [_examples(text) for text in texts]


def _examples(text: GoldText) -> list[Example]:
    seen: list[tuple[Sentence, Question]] = []

    def note(read: Sentence, question: Question) -> Subject | None:
        seen.append((read, question))
        return question.ruled

    find_japanese_statements(text.text, find_sentences(text.text, "ja"), note)
    examples = []
    for read, question in seen:
        cue, choice = question.cue, list_choice(read, question)
        span = cue.span[0] + read.offset, cue.span[1] + read.offset
        said = read.offset + cue.content_end
        golds = [one for one in text.statements if one.cue and _overlap(one.cue, span)]
        golds = [one for one in golds if not one.content or any(start < said <= end + 3 for start, end in one.content)]
        if not golds:
            continue
        source = golds[0].source
        right = [
            at
            for at, one in enumerate(choice.candidates)
            if (source is None and one is None)
            or (source and one and _overlap(source, (one.span[0] + read.offset, one.span[1] + read.offset)))
        ]
        if source and not right and not read.offset <= source[0] < read.offset + len(read.masked.text):
            right = [0]
        if right:
            examples.append(Example(choice, right[0], choice.candidates.index(question.ruled)))
    return examples


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def train(examples: Sequence[Example]) -> dict[str, float]:
    """The weights of the features that at least LEAST_SEEN cues have."""
    counts = Counter(name for one in examples for name in {name for row in one.choice.features for name in row})
    names = sorted(name for name, count in counts.items() if count >= LEAST_SEEN)
    number = {name: at for at, name in enumerate(names)}
    rows, columns, owners, rights = [], [], [], []
    row = 0
    for owner, one in enumerate(examples):
        rights.append(row + one.right)
        for features in one.choice.features:
            kept = sorted({number[name] for name in features if name in number})
            rows += [row] * len(kept)
            columns += kept
            owners.append(owner)
            row += 1
    row_of, column_of = np.array(rows), np.array(columns)
    owner_of, right = np.array(owners), np.array(rights)
    weights = np.zeros(len(names))
    mean, square = np.zeros(len(names)), np.zeros(len(names))
    wanted = np.zeros(row)
    wanted[right] = 1.0
    for step in range(1, ROUNDS + 1):
        scores = np.bincount(row_of, weights[column_of], minlength=row)
        highest = np.full(len(examples), -np.inf)
        np.maximum.at(highest, owner_of, scores)
        chances = np.exp(scores - highest[owner_of])
        chances /= np.bincount(owner_of, chances)[owner_of]
        slope = np.bincount(column_of, (chances - wanted)[row_of], minlength=len(names)) + DECAY * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return dict(zip(names, weights.tolist(), strict=True))


def count_right(examples: Iterable[Example], weights: dict[str, float]) -> tuple[int, int, int]:
    """How many there are, how many the rules have right, how many the weights."""
    found = [(one, find_heaviest(one.choice, weights)) for one in examples]
    ruled = sum(one.ruled == one.right for one, _ in found)
    return len(found), ruled, sum(one.right == chosen for one, chosen in found)


def main(arguments: list[str]) -> int:
    """Train, or say how well it would do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args(arguments)
    gold = [text for text in read_gold_texts("ja") if decide_part(text.id) == "train"]
    texts, own = list_examples(gold), list_examples(read_own_texts("ja"))
    spare = [one for each in own for one in each]
    for fold in range(options.folds):
        held = [one for at, each in enumerate(texts) if at % options.folds == fold for one in each]
        rest = [one for at, each in enumerate(texts) if at % options.folds != fold for one in each]
        print("fold", fold, *count_right(held, train(rest + spare)))
    if not options.folds:
        weights = train([one for each in texts for one in each] + spare)
        kept = {name: weight for name, weight in weights.items() if abs(weight) >= 0.02}
        WEIGHTS.write_text(HEAD + "".join(f"{name} {weight:.2f}\n" for name, weight in sorted(kept.items())), "utf-8")
        dev = [one for each in list_examples(read_gold_texts("ja", part="dev")) for one in each]
        print("weights", len(kept), "dev", *count_right(dev, kept))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
