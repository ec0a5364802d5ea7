"""The peer of bench/statements.py: attributions by a conditional random field over hand-made features. Run by it alone.

    PYTHON bench/crf_statements.py PART

Needs python-crfsuite. Trained on our annotations' training part and our own texts, it tags each word as outside of, the
beginning of or within a source, cue or content: word, form, first and last letters, the same of three words to either
side, quotation, the last and the next word of saying with the distance and the commas between. Linked plainly: a
source to the nearest cue, a content to the nearest cue that has a source. Prints JSON: seconds, and for each text
[source, cue, contents] places.
"""

import json
import re
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pycrfsuite

from training.gold import GoldText, Span
from training.scoring import read_gold_texts, read_own_texts
from wireroom.core.text.segments import find_sentences
from wireroom.core.text.statements.english.cues import load_lexicon
from wireroom.core.text.statements.english.quotations import find_quotations

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]")
_REACH = 3
_PARTS = ("content", "source", "cue")


def cut(text: str) -> list[list[Span]]:
    """The words of a text by paragraphs."""
    ends = [gap.end() for gap in re.finditer(r"\n\s*\n", text)]
    starts = [0, *ends]
    found = [
        [word.span() for word in _WORD.finditer(text, *span)] for span in zip(starts, [*ends, len(text)], strict=True)
    ]
    return [words for words in found if words]


def features(text: str, words: list[Span], quoted: list[Span]) -> list[list[str]]:
    """The features of the words of a paragraph."""
    saying = load_lexicon().verbs
    shown = [text[start:end] for start, end in words]
    lows = [word.lower() for word in shown]
    says = [low in saying for low in lows]
    inside = [any(start <= word[0] < end for start, end in quoted) for word in words]
    commas = [0]
    for word in shown:
        commas.append(commas[-1] + (word == ","))
    before, after = _nearest(says), _nearest(says[::-1])[::-1]
    rows = []
    for at, word in enumerate(shown):
        row = [f"quoted={inside[at]}"]
        for step in range(-_REACH, _REACH + 1):
            if 0 <= at + step < len(shown):
                low, form = lows[at + step], _form(shown[at + step])
                row += [
                    f"{step}w={low}",
                    f"{step}f={form}",
                    f"{step}3={low[-3:]}",
                    f"{step}2={low[:2]}",
                    f"{step}s={says[at + step]}",
                ]
            else:
                row.append(f"{step}=none")
        row.append(f"p={word[:4].lower()}")
        for name, near in (("last", before[at]), ("next", after[at])):
            if near is None:
                row.append(f"{name}=none")
                continue
            other = at - near if name == "last" else at + near
            low, high = sorted((at, other))
            row += [
                f"{name}={lows[other]}",
                f"{name}d={min(near, 12)}",
                f"{name}c={min(commas[high] - commas[low], 3)}",
            ]
        rows.append(row)
    return rows


def _form(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1+", re.sub(r"[a-z]", "x", re.sub(r"[A-Z]", "X", re.sub(r"\d", "9", word))))


def _nearest(says: list[bool]) -> list[int | None]:
    """How many words ago a word of saying stood."""
    found: list[int | None] = []
    last = None
    for at, one in enumerate(says):
        found.append(None if last is None else at - last)
        if one:
            last = at
    return found


def tags(text: GoldText, words: list[Span]) -> list[str]:
    """The tag of each word; a source or cue within a content has its own."""
    found = ["O"] * len(words)
    for part in _PARTS:
        for one in text.statements:
            for span in one.content if part == "content" else (one.source if part == "source" else one.cue,):
                inside = [at for at, word in enumerate(words) if span and word[0] < span[1] and span[0] < word[1]]
                for number, at in enumerate(inside):
                    found[at] = f"{'I' if number else 'B'}-{part}"
    return found


def link(words: list[Span], tagged: list[str]) -> list[list]:
    """[source, cue, contents] places from tags."""
    spans: dict[str, list[list[int]]] = {part: [] for part in _PARTS}
    previous = "O"
    for at, tag in enumerate(tagged):
        if tag != "O":
            part = tag[2:]
            if tag[0] == "I" and previous[2:] == part:
                spans[part][-1][1] = at + 1
            else:
                spans[part].append([at, at + 1])
        previous = tag
    cues = [[None, cue, []] for cue in spans["cue"]]
    for source in spans["source"]:
        if cues:
            near = min(cues, key=lambda row: _gap(source, row[1]))
            near[0] = near[0] or source
    told = [row for row in cues if row[0]] or cues
    for content in spans["content"]:
        if told:
            min(told, key=lambda row: _gap(content, row[1]))[2].append(content)

    def place(span: list[int] | None) -> list[int] | None:
        return [words[span[0]][0], words[span[1] - 1][1]] if span else None

    return [[place(source), place(cue), [place(one) for one in contents]] for source, cue, contents in cues if contents]


def _gap(one: list[int], other: list[int]) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)


def main(part: str) -> int:
    """Train, tag a part, print."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for text in (*read_gold_texts("en", part="train"), *read_own_texts("en")):
        quoted = [quotation.span for quotation in find_quotations(text.text)]
        for words in cut(text.text):
            trainer.append(features(text.text, words, quoted), tags(text, words))
    trainer.set_params({"c1": 0.1, "c2": 0.05, "max_iterations": 60, "feature.minfreq": 2})
    with tempfile.TemporaryDirectory() as folder:
        trainer.train(f"{folder}/crf")
        tagger = pycrfsuite.Tagger()
        tagger.open(f"{folder}/crf")
        texts = list(read_gold_texts("en", part=part))
        load_lexicon()
        started, found = time.process_time(), []
        for text in texts:
            find_sentences(text.text, "en")
            quoted = [quotation.span for quotation in find_quotations(text.text)]
            found.append(
                [row for words in cut(text.text) for row in link(words, tagger.tag(features(text.text, words, quoted)))]
            )
        json.dump({"seconds": time.process_time() - started, "found": found}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
