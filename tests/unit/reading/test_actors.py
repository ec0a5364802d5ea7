"""Whom sources mean: texts of our own in which [brackets] mark the sources, and the actors in their order."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wireroom.core.text.statements import find_statements, resolve_actors
from wireroom.core.text.statements.stances import decide_stance
from wireroom.core.text.statements.values import Stance

CASES = {
    # Last names to full names.
    "[Ida Holm] spoke first. Later [Holm] left.": ["Ida Holm", "Ida Holm"],
    "[Holm] spoke. The mayor is Ida Holm.": ["Ida Holm"],
    "[Mr. Marsh] agreed. Abel Marsh is a pilot.": ["Abel Marsh"],
    # Titles and appositions belong to no name.
    "[Mayor Ida Holm] spoke.": ["Ida Holm"],
    "[Mike Turner, who chairs the committee], spoke.": ["Mike Turner"],
    "[The union's president, Loretta Vance], spoke.": ["Loretta Vance"],
    "[Defence Secretary Piers Okafor of Velmora] spoke.": ["Piers Okafor"],
    "[Scott Adler, a member of Holm's team], spoke.": ["Scott Adler"],
    # Somebody without a name stays as the text calls them.
    "[officials] spoke.": ["officials"],
    "[A spokeswoman for Mayor Ida Holm] spoke.": ["spokeswoman for Mayor Ida Holm"],
    "[Howard Marsh's lawyers] spoke.": ["Howard Marsh's lawyers"],
    # He and she.
    "[Senator Karen Marsh] spoke. [She] left.": ["Karen Marsh", "Karen Marsh"],
    "[Karen Marsh] spoke to Peter Adler. [She] left. [Peter Adler] stayed. [He] slept. [She] did not.": [
        *("Karen Marsh", "Karen Marsh", "Peter Adler", "Peter Adler", "Karen Marsh"),
    ],
    "[He] left.": [None],
    "[The ministry] spoke. [She] left.": [None, None],
    # The office, where the text gives it to one.
    "[President Abel Marsh] spoke. [The president] left.": ["Abel Marsh", "Abel Marsh"],
    "Ida Holm, the mayor of Lindvale, came. [The mayor] spoke.": ["Ida Holm"],
    "[The mayor] spoke.": [None],
    # No business, and so not the operator.
    "[The Osk Fishery Cooperative] spoke. [The operator] declined.": ["Osk Fishery Cooperative", None],
    # Organisations by their short forms.
    "[The National Harbour Board (NHB)] spoke. [The NHB] went on.": [
        "National Harbour Board",
        "National Harbour Board",
    ],
    "[The Harbour Ministry] spoke. [The ministry] went on.": ["Harbour Ministry", "Harbour Ministry"],
    "[Orrin Freight Company] spoke. [It] went on.": ["Orrin Freight Company", "Orrin Freight Company"],
    "[The Nagi Coast Guard Office] spoke. [The Akari Fishery Cooperative] answered. [It] went on.": [
        *("Nagi Coast Guard Office", "Akari Fishery Cooperative", "Akari Fishery Cooperative"),
    ],
    # Nobody calls an authority the company, and of two companies either may be meant.
    "[The Nagi Coast Guard Office] spoke. [The company] answered.": ["Nagi Coast Guard Office", None],
    "[Orrin Freight] spoke. [The Velmora Harbour Company] spoke. [The firm] went on.": [
        "Orrin Freight",
        "Velmora Harbour Company",
        None,
    ],
    "[Orrin Freight] spoke. [The Nagi Coast Guard Office] spoke. [The firm] went on.": [
        *("Orrin Freight", "Nagi Coast Guard Office", "Orrin Freight"),
    ],
    # Papers speak for who issued them.
    "[Ida Holm's statement] went on.": ["Ida Holm"],
    "[a tweet by Mayor Ida Holm] went on.": ["Ida Holm"],
    "[a report on Monday by Ida Holm] went on.": ["Ida Holm"],
    "The National Harbour Board (NHB) met. [The official NHB report] went on.": ["National Harbour Board"],
    "[the Lindvale Ledger website] went on.": ["Lindvale Ledger"],
    # An office before its name, a university after one, an age, a nickname.
    "[The Senate Minority Leader, Abel Marsh], spoke.": ["Abel Marsh"],
    "[Orla Anne Tilling of the University of Lindvale, Port Ansel] spoke.": ["Orla Anne Tilling"],
    "Princess Anna Holm came. [The princess, 67], spoke.": ["Anna Holm"],
    'Karen Marsh, called the "Anna Pohl of Lindvale," came. [She] spoke.': ["Karen Marsh"],
    "[The US] agreed. The United States had waited.": ["United States"],
    # Two would fit.
    "Karen Marsh and Peter Marsh came. [Marsh] spoke.": [None],
    # WHO and US are no pronouns.
    "[The World Harbour Office (WHO)] spoke. [WHO] went on.": ["World Harbour Office", "World Harbour Office"],
}


def unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """A text without its brackets, and where they were."""
    spans, text = [], ""
    for piece in re.split(r"(\[[^\]]*\])", marked):
        if piece.startswith("["):
            spans.append((len(text), len(text) + len(piece) - 2))
            piece = piece[1:-1]
        text += piece
    return text, spans


@pytest.mark.parametrize("marked", CASES)
def test_sources_mean_the_fullest_name_of_the_text(marked):
    text, spans = unmark(marked)
    assert resolve_actors(text, "en", spans) == CASES[marked]


def test_a_source_that_is_missing_means_nobody():
    assert resolve_actors("Ida Holm spoke.", "en", [None, (0, 8)]) == [None, "Ida Holm"]


def test_statements_carry_their_actors():
    text = "Mayor Ida Holm said the pier was safe. She denied the report."
    assert [one.source.actor for one in find_statements(text, "en")] == ["Ida Holm", "Ida Holm"]


@pytest.mark.parametrize(
    ("cue", "content", "stance"),
    [
        ("said", "the pier is safe", Stance.ASSERTS),
        ("have repeatedly denied", None, Stance.DENIES),
        ("did not deny", "the report", Stance.ASSERTS),
        ("confirmed", "two deaths", Stance.CONFIRMS),
        ("has not confirmed", "two deaths", Stance.NO_EVIDENCE),
        ("accusations", "of fraud", Stance.ACCUSES),
        ("called on", "her to resign", Stance.REQUESTS),
        ("called", "the claim “baseless”", Stance.DENIES),
        ("declined to comment", None, Stance.DECLINES_COMMENT),
        ("did not immediately respond to", None, Stance.DECLINES_COMMENT),
        ("said", "there was no evidence of that", Stance.NO_EVIDENCE),
        ("reportedly", "the ship sank", Stance.REPORTED),
        ("asked", "whether it was true", Stance.ASSERTS),
        ("asked", "the court to rule", Stance.REQUESTS),
    ],
)
def test_the_stance_is_told_by_the_cue_and_where_that_is_plain_by_the_content(cue, content, stance):
    assert decide_stance(cue, content, "en") is stance


parts = st.sampled_from(
    [
        "Ida Holm",
        "the mayor",
        "He",
        "she",
        ", ",
        ". ",
        "(NHB)",
        "National Harbour Board",
        "'s",
        "who",
        "their",
        "The",
        "\n",
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.lists(parts, max_size=30).map(" ".join), st.text(max_size=120)), st.data())
def test_any_places_can_be_resolved(text, data):
    places = st.integers(0, len(text))
    spans = [tuple(sorted((data.draw(places), data.draw(places)))) for _ in range(4)]
    actors = resolve_actors(text, "en", [*spans, None])
    assert len(actors) == 5
    assert actors[-1] is None
    assert all(actor is None or isinstance(actor, str) for actor in actors)
