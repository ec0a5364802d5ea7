"""When a found statement is an annotated one, and when two namings mean the same: words in English, characters in
Japanese."""

import pytest

from training.gold import GoldStatement
from training.scoring import is_same_actor, match_statements
from wireroom.core.text.spans import mention
from wireroom.core.text.statements import Content, Source, Stance, Statement

ENGLISH = "Mayor Ida Holm said the bridge is safe."
JAPANESE = "東浜市の堀井市長は7日、「橋は安全だ」と述べた。"


def _spans(text: str, parts: tuple[str | None, str, str]) -> list[tuple[int, int] | None]:
    return [(text.index(part), text.index(part) + len(part)) if part else None for part in parts]


def _found(text: str, parts: tuple[str | None, str, str]) -> Statement:
    source, cue, content = _spans(text, parts)
    who = Source(mention(text, source)) if source else None
    said = Content(text[slice(*content)], (content,))
    return Statement(who, mention(text, cue), said, Stance.ASSERTS, quoted=False, confidence=0.5)


@pytest.mark.parametrize(
    ("text", "gold", "found", "same"),
    [
        (ENGLISH, ("Mayor Ida Holm", "said", "the bridge is safe"), ("Holm", "said", "is safe"), True),
        (ENGLISH, ("Mayor Ida", "said", "the bridge is safe"), ("Holm", "said", "the bridge"), False),
        (ENGLISH, (None, "said", "the bridge"), ("Holm", "said", "the bridge"), False),
        # A part of a run of characters is enough, wherever it begins.
        (JAPANESE, ("東浜市の堀井市長", "述べた", "「橋は安全だ」"), ("堀井市長", "と述べた", "橋は安全だ"), True),
        (JAPANESE, ("東浜市", "述べた", "「橋は安全だ」"), ("堀井市長", "述べた", "「橋は安全だ」"), False),
        # Marks alone are nothing in common.
        (JAPANESE, ("堀井市長", "述べた", "「橋は"), ("堀井市長", "述べた", "安全だ」"), False),
        (JAPANESE, ("堀井市長", "述べた", "7日、「"), ("堀井市長", "述べた", "「橋は安全だ」"), False),
    ],
)
def test_a_statement_is_found_where_its_parts_share_a_word(text, gold, found, same):
    source, cue, content = _spans(text, gold)
    annotated = GoldStatement(source, cue, (content,), "asserts")
    assert match_statements(text, [annotated], [_found(text, found)]) == ([(0, 0)] if same else [])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Mayor Ida Holm", "Ida Holm", True),
        ("Ida Holm", "Ida Hale", False),
        ("東浜市の堀井市長", "堀井市長", True),
        ("堀井(ほりい)正市長", "堀井正市長", True),
        ("北浜側", "北浜", True),
        ("堀井市長", "堀田市長", False),
        # A single character names nobody.
        ("国", "国土省", False),
        ("東浜新聞", "Ida Holm", False),
    ],
)
def test_two_namings_of_one(one, other, same):
    assert is_same_actor(one, other) is is_same_actor(other, one) is same
