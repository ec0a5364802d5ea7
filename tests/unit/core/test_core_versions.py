"""New, changed or same: what the content hash sees and does not see, and which state counts in any order of arrival."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.formats.parsed import ParsedItem, ParsedPicture
from wireroom.core.versions import (
    Change,
    KnownVersion,
    VersionDecision,
    compare_versions,
    content_hash,
    decide_version,
)

NOON = datetime(2024, 10, 18, 3, tzinfo=UTC)
STORY = ParsedItem(
    guid="g",
    title="Ferry returns",
    content_html='<p>It carries 1,500 people, <a href="https://a.example/x?id=1">they say</a>.</p><img src="/i?w=1">',
    summary="It carries people.",
    authors=("Aya Mori",),
    categories=("Local",),
    pictures=(ParsedPicture("https://a.example/p.jpg?w=640", caption="The ferry", credit="Photo: A"),),
    pub_status="usable",
    published=NOON,
)


def version(number: int, digest: str = "", *, minute: int | None = None, **fields) -> KnownVersion:
    created = None if minute is None else NOON + timedelta(minutes=minute)
    return KnownVersion(number, digest or f"hash-{number}", created, **fields)


@pytest.mark.parametrize(
    "other",
    [
        {"published": NOON + timedelta(hours=1)},
        {"updated": NOON},
        {"link": "https://elsewhere.example/"},
        {"raw_digest": b"x" * 16},
        {"title": "  Ferry \n returns "},
        {"content_html": STORY.content_html.replace("id=1", "id=1&utm_source=rss")},
        {"content_html": STORY.content_html.replace("?w=1", "?w=2&token=abc")},
        {"content_html": STORY.content_html.replace("<p>", '<p class="lead" id="x" data-track="9">')},
        {"content_html": STORY.content_html.replace("people, ", "people,\n   ")},
        {"pictures": (STORY.pictures[0]._replace(url="https://a.example/p.jpg?w=1280", width=1280),)},
        {"ed_note": ""},
        {"dateline": None, "slugline": "", "usage_terms": " "},
    ],
    ids=str,
)
def test_what_sources_regenerate_is_no_change(other):
    assert content_hash(STORY._replace(**other)) == content_hash(STORY)


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Ferry return"},
        {"content_html": STORY.content_html.replace("1,500", "1,600")},
        {"content_html": STORY.content_html.replace("1,500", "1 500")},
        {"content_html": STORY.content_html.replace("It carries", "It does not carry")},
        {"content_html": STORY.content_html.replace("they say", "they deny")},
        {"content_html": STORY.content_html.replace("a.example/x", "a.example/y")},
        {"content_html": STORY.content_html.replace(".</p>", "</p>")},
        {"summary": "It carries nobody."},
        {"authors": ("Ken Sato",)},
        {"byline": "By Ken Sato"},
        {"dateline": "MINATO"},
        {"slugline": "FERRY"},
        {"language": "en"},
        {"categories": ("Local", "Sea")},
        {"pictures": ()},
        {"pictures": (STORY.pictures[0]._replace(caption="A ferry"),)},
        {"pictures": (STORY.pictures[0]._replace(credit="Photo: B"),)},
        {"pub_status": "canceled"},
        {"pub_status": None},
        {"embargoed_until": NOON},
        {"embargo_open": True},
        {"version": "2"},
        {"signal": "correction"},
        {"ed_note": "Corrects the number"},
        {"usage_terms": "No archive"},
        {"copyright_notice": "(c) A"},
    ],
    ids=str,
)
def test_what_readers_or_the_law_of_status_would_notice_is_a_change(other):
    assert content_hash(STORY._replace(**other)) != content_hash(STORY)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>発見されなかった。</p>", "<p>発見された。</p>"),
        ("<p>行かない</p>", "<p>行く</p>"),
        ("<p>約8百万人</p>", "<p>約8百万円</p>"),
        ("<p>He said yes.</p>", "<p>He said “yes”.</p>"),
        ('<p>the grade was class="4" then</p>', '<p>the grade was class="5" then</p>'),
        ("<p>x</p><p>y</p>", "<p>x y</p>"),
        ('<p>see href="?a" here</p>', '<p>see href="?b" here</p>'),
    ],
)
def test_every_real_difference_in_the_text_is_seen(one, other):
    assert content_hash(ParsedItem(content_html=one)) != content_hash(ParsedItem(content_html=other))


LETTERS = st.text(st.characters(codec="utf-8", exclude_characters="<>&\x1e\x1d\x1f"), min_size=1, max_size=30)


@given(LETTERS, LETTERS)
def test_two_texts_have_one_hash_only_when_they_differ_in_white_space_alone(one, other):
    same = " ".join(one.split()) == " ".join(other.split())
    for wrapped in ("{}", "<p>{}</p>"):
        first, second = (ParsedItem(content_html=wrapped.format(text)) for text in (one, other))
        if " ".join(wrapped.format(one).split()) != " ".join(wrapped.format(other).split()) and not same:
            assert content_hash(first) != content_hash(second)
        if same and wrapped == "{}":
            assert content_hash(first) == content_hash(second)


def test_a_value_moving_from_one_field_to_another_is_a_change():
    assert content_hash(ParsedItem(title="a", slugline="b")) != content_hash(ParsedItem(title="b", slugline="a"))
    assert content_hash(ParsedItem(title="a b")) != content_hash(ParsedItem(title="a", summary="b"))


def test_the_first_state_is_new_and_counts():
    assert decide_version(version(0), None, []) == VersionDecision(Change.NEW, 1, current=True)


@pytest.mark.parametrize(
    ("arriving", "current", "earlier", "expected"),
    [
        ("a", "a", [], (Change.SAME, 1, True)),
        ("b", "a", [], (Change.CHANGED, 2, True)),
        ("a", "b", ["a"], (Change.CHANGED, 3, True)),
    ],
    ids=["the same again", "a change", "back to an earlier text"],
)
def test_without_times_the_order_of_arrival_decides(arriving, current, earlier, expected):
    known = [version(number, digest) for number, digest in enumerate(earlier, 1)]
    now = version(len(known) + 1, current)
    decision = decide_version(version(0, arriving), now, [*known, now])
    assert (decision.change, decision.number, decision.current) == expected


def test_an_older_state_is_kept_but_does_not_count_and_is_kept_once():
    current = version(1, "new", minute=10)
    late = decide_version(version(0, "old", minute=5), current, [current])
    assert (late.change, late.number, late.current) == (Change.CHANGED, 2, False)
    again = decide_version(version(0, "old", minute=5), current, [current, version(2, "old", minute=5)])
    assert (again.change, again.number, again.current) == (Change.SAME, 2, False)


def test_a_tombstone_does_not_take_the_place_of_copy_but_copy_takes_that_of_a_tombstone():
    copy, tombstone = version(1, minute=5), version(1, "t", minute=10, tombstone=True)
    assert not decide_version(replace(tombstone, number=0), copy, [copy]).current
    assert decide_version(version(0, "copy", minute=5), tombstone, [tombstone]).current


def test_a_changed_date_counts_only_while_it_lies_ahead():
    current = version(1, "x", published=NOON)
    put_off = KnownVersion(0, "x", published=NOON + timedelta(hours=2), received_at=NOON)
    restamped = KnownVersion(0, "x", published=NOON + timedelta(hours=2), received_at=NOON + timedelta(days=1))
    assert decide_version(put_off, current, [current]).change is Change.CHANGED
    assert decide_version(restamped, current, [current]).change is Change.SAME


@given(st.lists(st.integers(0, 20), min_size=1, max_size=4, unique=True), st.booleans())
def test_dated_states_end_with_the_newest_counting_in_any_order_and_each_kept_once(minutes, twice):
    states = [version(0, f"text-{minute}", minute=minute) for minute in minutes]
    for order in permutations(states):
        known, current = [], None
        for arriving in (*order, *(order if twice else ())):
            decision = decide_version(arriving, current, known)
            if decision.change is not Change.SAME:
                kept = replace(arriving, number=decision.number)
                known.append(kept)
                current = kept if decision.current else current
        assert current.content_hash == f"text-{max(minutes)}"
        assert sorted(state.number for state in known) == list(range(1, len(minutes) + 1))


@pytest.mark.parametrize(
    ("one", "other", "order"),
    [
        ("9", "10", -1),
        ("10", "9", 1),
        ("3", "3", 0),
        ("03", "3", 0),
        ("v2.9", "v2.10", -1),
        ("2.1", "2.1.1", -1),
        ("V3", "v4", -1),
        ("20240101T0930Z", "20240101T1010Z", -1),
        ("2024-01-01T09:30:00Z", "2024-01-02T09:30:00Z", -1),
        ("a3f9c2", "7bd001", 0),
        ("", "7", 0),
        ("", "", 0),
        ("first", "second", 0),
        ("2", "2-corr", 0),
        ("第2版", "第10版", 0),
        ("9" * 400, "1", 1),
    ],
)
def test_version_words_are_ordered_by_their_numbers_where_they_have_an_order(one, other, order):
    assert compare_versions(one, other) == order
    assert compare_versions(other, one) == -order


def received(word: str, *, created: int | None = None, at: int = 0, restraint: int = 0) -> KnownVersion:
    """A state with a source's version, made and received so many minutes after noon."""
    made = None if created is None else NOON + timedelta(minutes=created)
    arrived = NOON + timedelta(minutes=at)
    return KnownVersion(1, f"{word}-{created}-{at}-{restraint}", made, None, arrived, version=word, restraint=restraint)


@pytest.mark.parametrize(
    ("arriving", "current", "counts"),
    [
        (received("2", created=5, at=20), received("3", created=4, at=10), False),
        (received("3", created=4, at=20), received("2", created=5, at=10), True),
        (received("1", created=3000, at=3001), received("7", created=5, at=10), True),
        (received("7", created=5, at=3001), received("1", created=3000, at=3000), False),
        (received("", created=30, at=40), received("", created=600, at=20), True),
        (received("", created=5, at=40), received("", created=600, at=20), False),
        (received("2", at=20), received("3", at=10), False),
        (received("b", created=5, at=20), received("a", created=5, at=10), True),
        (received("", at=10), received("", at=10, restraint=2), False),
        (received("", at=10, restraint=2), received("", at=10), True),
        (received("", at=11), received("", at=10, restraint=2), True),
        (received("4", created=5, at=10), received("4", created=5, at=10, restraint=1), False),
    ],
    ids=[
        "a lower number made later by a skewed clock",
        "a higher number made earlier by a skewed clock",
        "a source that counts anew",
        "the last of the old count comes late",
        "a clock that ran ahead is right again",
        "an older state comes after one of a clock that ran ahead",
        "numbers without times",
        "equal times, words without order: as received",
        "a complete tie does not open what is shut",
        "a complete tie shuts",
        "later received at equal times",
        "the same version twice in one document, once under embargo",
    ],
)
def test_which_state_counts(arriving, current, counts):
    assert decide_version(arriving, current, [current]).current is counts


STATES = st.builds(
    lambda number, skew: received(str(number), created=number * 10 + skew, at=3000),
    st.integers(1, 9),
    st.integers(-60, 60),
)


@given(st.lists(STATES, min_size=1, max_size=4, unique_by=lambda state: state.version))
def test_numbered_states_end_with_the_highest_in_any_order_whatever_the_clocks_said(states):
    for order in permutations(states):
        known, current = [], None
        for arriving in order:
            decision = decide_version(arriving, current, known)
            if decision.change is not Change.SAME:
                known.append(replace(arriving, number=decision.number))
                current = known[-1] if decision.current else current
        assert current.version == max(states, key=lambda state: int(state.version)).version
