"""From tagged windows to statements: places, stance, quotation, what the rules add. The tagger here is a function."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from wireroom.core.text.statements import Statement, find_statements
from wireroom.core.text.statements.tagging.combining import combine_statements
from wireroom.core.text.statements.tagging.pieces import Vocabulary
from wireroom.core.text.statements.tagging.statements import find_tagged_statements
from wireroom.core.text.statements.tagging.values import LinkRow, Tagging, Window


class Marking:
    """A tagger that is as sure as it is told of statements given as (source, cue, contents) in the text's words."""

    vocabulary = Vocabulary(["[UNK]", "[CLS]", "[SEP]"])

    def __init__(self, text: str, *statements: tuple[str | None, str, tuple[str, ...]], sure: float = 0.9) -> None:
        self.text, self.statements, self.sure = text, statements, sure

    def __call__(self, windows: Sequence[Window]) -> list[Tagging]:
        return [self._tag(window) for window in windows]

    def _tag(self, window: Window) -> Tagging:
        cues = [(1.0, 0.0, 0.0)] * len(window.words)
        sources = list(cues)
        rows = []
        for source, cue, contents in self.statements:
            if not (at := self._words(window, cue)):
                continue
            for number, word in enumerate(at):
                cues[word] = (1 - self.sure, 0.0, self.sure) if number else (1 - self.sure, self.sure, 0.0)
            who = self._words(window, source) or at[:1]
            for number, word in enumerate(who if source else ()):
                sources[word] = (0.0, 0.0, 1.0) if number else (0.0, 1.0, 0.0)
            said = [word for one in contents for word in self._words(window, one)]
            rows.append(LinkRow(at[0], self._chances(window, who[:1]), self._chances(window, said)))
        return Tagging(cues, sources, rows)

    def _words(self, window: Window, words: str | None) -> list[int]:
        if words is None or words not in self.text:
            return []
        start = self.text.index(words)
        return [at for at, (low, high) in enumerate(window.words) if start <= low and high <= start + len(words)]

    def _chances(self, window: Window, words: list[int]) -> list[float]:
        return [self.sure if at in words else 0.0 for at in range(len(window.words))]


def shown(one: Statement) -> tuple:
    source = one.source.mention.text if one.source and one.source.mention else None
    return source, one.cue.text if one.cue else None, one.content.text if one.content else None, one.stance.value


@pytest.mark.parametrize(
    ("text", "marks", "statement"),
    [
        (
            "Mayor Ida Holm said the bridge is safe.",
            ("Mayor Ida Holm", "said", ("the bridge is safe",)),
            ("Mayor Ida Holm", "said", "the bridge is safe", "asserts"),
        ),
        (
            "Ida Holm denied taking the money.",
            ("Ida Holm", "denied", ("taking the money.",)),
            ("Ida Holm", "denied", "taking the money", "denies"),
        ),
        (
            "The port declined to comment.",
            ("The port", "declined to comment", ()),
            ("The port", "declined to comment", None, "declines_comment"),
        ),
        (
            "The ship was reportedly late.",
            (None, "reportedly", ("The ship was", "late")),
            (None, "reportedly", "The ship was late", "reported"),
        ),
        # Nobody is tagged as its source: hearsay, whatever the word.
        (
            "It was said that the ship was late.",
            (None, "said", ("the ship was late",)),
            (None, "said", "the ship was late", "reported"),
        ),
    ],
)
def test_what_is_tagged_becomes_a_statement(text, marks, statement):
    assert [shown(one) for one in find_tagged_statements(text, Marking(text, marks))] == [statement]


def test_a_cue_that_nothing_is_said_with_is_none():
    text = "Ida Holm said."
    assert find_tagged_statements(text, Marking(text, ("Ida Holm", "said", ()))) == []


def test_places_are_those_of_the_text_and_quotations_are_told():
    text = 'Rain fell.\n\n"It is," she said, "too late."'
    (one,) = find_tagged_statements(text, Marking(text, ("she", "said", ('"It is,"', '"too late."'))))
    assert [text[start:end] for start, end in one.content.spans] == ['"It is,"', '"too late."']
    assert one.quoted
    assert not find_tagged_statements("She said so.", Marking("She said so.", ("She", "said", ("so",))))[0].quoted


def test_a_quotation_keeps_its_marks():
    text = 'Ida Holm called it "a gift to the next storm." Nobody came.'
    (one,) = find_tagged_statements(text, Marking(text, ("Ida Holm", "called", ("it", "a gift to the next storm"))))
    assert one.content.text.endswith('"a gift to the next storm."')


def test_the_surer_the_tagger_the_surer_the_statement():
    text = "Ida Holm said it was over."
    marks = ("Ida Holm", "said", ("it was over",))
    sure, unsure = (find_tagged_statements(text, Marking(text, marks, sure=chance))[0] for chance in (0.95, 0.6))
    assert 0 <= unsure.confidence < sure.confidence <= 1


def test_the_tagger_leads_and_actors_are_named_for_it():
    text = "Ida Holm, mayor of Lindvale, spoke briefly. The bridge, she said, is safe."
    found = find_statements(text, "en", tagger=Marking(text, ("she", "said", ("The bridge", "is safe"))))
    assert [(shown(one), one.source.actor) for one in found] == [
        (("she", "said", "The bridge is safe", "asserts"), "Ida Holm")
    ]


def test_a_tagger_is_asked_for_english_only():
    text = "Die Brücke ist sicher, sagte Holm."
    assert find_statements(text, "de", tagger=Marking(text, ("Holm", "sagte", ("Die Brücke ist sicher",)))) == []


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        ("A spokesman for the port declined to comment.", ["declines_comment"]),
        ("He denies that.", ["denies"]),
        ("Holm rejected the claim that the bridge was unsafe.", ["denies"]),
    ],
)
def test_a_denial_that_the_rules_see_is_never_lost(text, stances):
    ruled = [replace(one, confidence=0.1) for one in find_statements(text, "en")]
    assert [shown(one)[3] for one in combine_statements(text, [], ruled)] == stances


def test_what_only_the_rules_see_and_doubt_is_left_out():
    text = "Mayor Ida Holm said the bridge is safe."
    ruled = [replace(one, confidence=0.5) for one in find_statements(text, "en")]
    assert combine_statements(text, [], ruled) == []


def test_none_is_told_twice_and_both_together_are_surer():
    text = "Mayor Ida Holm said the bridge is safe."
    ruled = find_statements(text, "en")
    tagged = find_tagged_statements(text, Marking(text, ("Mayor Ida Holm", "said", ("the bridge is safe",)), sure=0.98))
    (one,) = combine_statements(text, tagged, ruled)
    assert shown(one) == shown(tagged[0])
    assert one.confidence > max(tagged[0].confidence, ruled[0].confidence)


@pytest.mark.parametrize(("sure", "source"), [(0.98, "the bridge"), (0.7, "Mayor Ida Holm")])
def test_of_two_readings_the_surer_is_taken(sure, source):
    text = "Mayor Ida Holm said the bridge is safe."
    tagged = find_tagged_statements(text, Marking(text, ("the bridge", "said", ("is safe",)), sure=sure))
    (one,) = combine_statements(text, tagged, find_statements(text, "en"))
    assert one.source.mention.text == source


def test_where_both_mean_the_same_parts_end_where_the_rules_end_them():
    text = "Mayor Ida Holm said the bridge is safe."
    tagged = find_tagged_statements(text, Marking(text, ("Ida Holm", "said", ("bridge is safe",)), sure=0.98))
    (one,) = combine_statements(text, tagged, find_statements(text, "en"))
    assert shown(one) == ("Mayor Ida Holm", "said", "the bridge is safe", "asserts")


@pytest.mark.parametrize(("sure", "count"), [(0.9, 1), (0.6, 0)])
def test_what_only_the_tagger_sees_has_to_be_sure(sure, count):
    text = "The bridge was nothing to Ida Holm but a risk."
    marks = ("Ida Holm", "was nothing to", ("a risk",))
    assert len(find_statements(text, "en", tagger=Marking(text, marks, sure=sure))) == count


def test_cues_side_by_side_are_two_where_one_is_what_the_other_says():
    text = "Ida Holm denied knowing of the leak."
    marks = ("Ida Holm", "denied", ("knowing of the leak",)), ("Ida Holm", "knowing", ("of the leak",))
    found = find_tagged_statements(text, Marking(text, *marks))
    assert [(one.cue.text, one.content.text) for one in found] == [
        ("denied", "knowing of the leak"),
        ("knowing", "of the leak"),
    ]


def test_cues_side_by_side_are_one():
    text = "Ida Holm also said it was over."
    marks = [("Ida Holm", cue, ("it was over",)) for cue in ("also", "said")]
    assert [one.cue.text for one in find_tagged_statements(text, Marking(text, *marks))] == ["also said"]


def test_a_quotation_that_the_rules_follow_runs_on_for_the_tagger():
    text = '"It is late," Ida Holm said. "It is cold.\n\n"Nobody came."\n\nThe sun rose.'
    marks = ("Ida Holm", "said", ('"It is late,"', '"It is cold.'))
    (one,) = find_statements(text, "en", tagger=Marking(text, marks, sure=0.98))
    assert [text[start:end] for start, end in one.content.spans][-1] == '"Nobody came."'
