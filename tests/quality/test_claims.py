"""Which statements make one claim, and who stands against it, over labelled pairs. The floors below only ever rise."""

import pytest
from labelled_claims import blocks_of, score_same, score_sides

from wireroom.core.ledger.claims import decide_same_content
from wireroom.core.ledger.opposing import decide_opposition

# Precision and recall of pairs: of one claim, of an answer with what it answers.
SAME = {
    ("en", "block"): (1.0, 0.79),
    ("en", "fresh"): (0.96, 0.76),
    ("en", "last"): (1.0, 0.62),
    ("ja", "block"): (0.98, 0.82),
    ("ja", "fresh"): (1.0, 0.84),
    ("ja", "last"): (0.95, 0.79),
}
SIDES = {
    ("en", "block"): (0.97, 0.84),
    ("en", "fresh"): (1.0, 0.84),
    ("en", "last"): (1.0, 0.95),
    ("ja", "block"): (0.95, 0.82),
    ("ja", "fresh"): (1.0, 0.84),
    ("ja", "last"): (0.9, 0.79),
}


@pytest.mark.parametrize(("language", "kind"), SAME)
def test_statements_that_make_one_claim(language, kind):
    score = score_same(blocks_of(language, kind), decide_same_content)
    print(f"{language} {kind}: {score}")
    least = SAME[language, kind]
    assert (score.precision >= least[0], score.recall >= least[1]) == (True, True), score


@pytest.mark.parametrize(("language", "kind"), SIDES)
def test_answers_that_stand_against_a_claim(language, kind):
    score = score_sides(blocks_of(language, kind), decide_opposition)
    print(f"{language} {kind}: {score}")
    least = SIDES[language, kind]
    assert (score.precision >= least[0], score.recall >= least[1]) == (True, True), score


def test_there_are_enough_pairs():
    for language in ("en", "ja"):
        blocks = [block for kind in ("block", "fresh", "last") for block in blocks_of(language, kind)]
        assert len(score_same(blocks, decide_same_content).labelled) > 140
        assert len(score_sides(blocks, decide_opposition).labelled) > 140
