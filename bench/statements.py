"""Statements: words a second and F1 of the rules and of what is learned; in English of a CRF too. Stores nothing.

    WIREROOM_BENCH_PEERS=PYTHON python bench/statements.py [dev|test|train] [en|ja]

Scores are those of training/scoring.py over a part of our annotations (dev); it needs the corpora. PYTHON is an
interpreter that has python-crfsuite and what Wireroom needs; without it the CRF is left out. Processor seconds of one
thread; memory is the highest of the process. Two Japanese characters count as a word.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from training.gold import GoldText
from training.scoring import Score, read_gold_texts, score_text
from wireroom.core.text.spans import mention
from wireroom.core.text.statements import Content, Source, Stance, Statement, find_statements
from wireroom.edge.engines.english_tagger import load_english_tagger

_PEER = Path(__file__).with_name("crf_statements.py")


def main(part: str = "dev", language: str = "en") -> int:
    """Score what there is for a language and print a line for each."""
    texts = list(read_gold_texts(language, part=part))
    print(f"statements, {language}, {part}: {len(texts)} texts, {_count_words(texts):,.0f} words")
    _run("rules", texts, lambda text: find_statements(text, language))
    if language == "en":
        _run_learned(part, texts)
    else:
        _run("learned choice", texts, lambda text: find_statements(text, language, learned=True))
    return 0


def _run_learned(part: str, texts: list[GoldText]) -> None:
    started = time.process_time()
    tagger = load_english_tagger()
    tagger([])
    print(f"tagger loaded in {time.process_time() - started:.2f} s")
    _run("tagger and rules", texts, lambda text: find_statements(text, "en", tagger=tagger))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"highest memory {memory:.0f} MiB")
    if peer := os.environ.get("WIREROOM_BENCH_PEERS"):
        answer = subprocess.run([peer, str(_PEER), part], check=True, capture_output=True, text=True)
        theirs = json.loads(answer.stdout)
        found = [
            [_statement(text.text, row) for row in rows] for text, rows in zip(texts, theirs["found"], strict=True)
        ]
        _print("CRF", texts, found, theirs["seconds"])


def _count_words(texts: list[GoldText]) -> float:
    return sum(len(one.text) / 2 if one.language == "ja" else len(one.text.split()) for one in texts)


def _run(name: str, texts: list[GoldText], find: Callable[[str], list[Statement]]) -> None:
    find(texts[0].text)
    started = time.process_time()
    found = [find(text.text) for text in texts]
    _print(name, texts, found, time.process_time() - started)


def _print(name: str, texts: list[GoldText], found: Iterable[list[Statement]], seconds: float) -> None:
    score = Score()
    for text, statements in zip(texts, found, strict=True):
        score_text(score, text, statements)
    speed = _count_words(texts) / seconds
    rates = f"P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}"
    print(
        f"{name:16} {rates}  stance {score.stance_accuracy:.3f}"
        f"  speaker {score.speaker_accuracy:.3f}  {speed:9,.0f} words/s"
    )


def _statement(text: str, row: list) -> Statement:
    source, cue, contents = row
    spans = tuple(tuple(span) for span in contents)
    content = Content(" ".join(text[start:end] for start, end in spans), spans)
    said = Source(mention(text, tuple(source))) if source else None
    return Statement(said, mention(text, tuple(cue)), content, Stance.ASSERTS, quoted=False, confidence=0.5)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
