"""Which item an entry is: guids missing, reused, renamed all at once; stable from poll to poll."""

from dataclasses import dataclass, field, replace
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wireroom.core.identity import (
    Candidate,
    Identity,
    Known,
    KnownItem,
    decide_identities,
    link_key,
    steady_guid,
    text_key,
)

HOME = "https://wire.example/"


def entry(guid: str | None, title: str = "", link: str | None = None, text: str = "", **fields) -> Candidate:
    return Candidate(guid, link, title or None, text, **fields)


@dataclass
class Wire:
    """What a provider has sent so far, kept as the database keeps it: items, aliases, guids found reused."""

    guids: dict[str, KnownItem] = field(default_factory=dict)
    items: dict[int, KnownItem] = field(default_factory=dict)
    reused: set[str] = field(default_factory=set)

    def poll(self, *entries: Candidate) -> list[int]:
        """The item of each entry, new ones made."""
        links = {item.link_key: item for item in self.items.values() if item.link_key}
        texts = {item.text_key: item for item in self.items.values() if item.text_key}
        decided = decide_identities(entries, Known(self.guids, links, texts, self.reused))
        self.reused |= set(decided.reused)
        return [self._keep(*pair) for pair in zip(entries, decided.each, strict=True)]

    def _keep(self, entry: Candidate, identity: Identity) -> int:
        known = identity.item or self.guids.get(identity.guid)
        id = known.id if known else len(self.items) + 1
        keys = link_key(entry.link), text_key(entry.title, entry.text)
        closed = entry.canceling or bool(known and known.closed)
        item = KnownItem(id, known.guid if known else identity.guid, *keys, entry.title or "", entry.published, closed)
        self.items[id] = item
        self.guids = {guid: item if old.id == id else old for guid, old in self.guids.items()} | {identity.guid: item}
        return id


A = entry("a", "Ferry returns to Minato", "https://wire.example/a", published="2024-10-18")
B = entry("b", "Market hall opens", "https://wire.example/b", published="2024-10-17")
C = entry("c", "Choir sings at dusk", "https://wire.example/c", published="2024-10-16")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.example/x", "https://a.example/x"),
        ("https://a.example/x", "https://www.a.example/x"),
        ("https://a.example/x", "https://a.example/x/"),
        ("https://a.example/x", "https://a.example/x#part"),
        ("https://a.example/x", "https://a.example/x?utm_source=rss&utm_medium=feed"),
        ("https://a.example/x?id=1", "https://a.example/x?id=1&fbclid=abc"),
        ("https://a.example/x", " https://A.EXAMPLE/x "),
    ],
)
def test_addresses_of_one_page_have_one_key(one, other):
    assert link_key(one) == link_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/x", "https://a.example/y"),
        ("https://a.example/x?id=1", "https://a.example/x?id=2"),
        ("https://a.example/x", "https://b.example/x"),
        ("https://a.example/X", "https://a.example/x"),
        ("https://a.example/x?p=", "https://a.example/x"),
        ("https://[broken", "https://[other"),
    ],
)
def test_addresses_of_different_pages_have_different_keys(one, other):
    assert link_key(one) != link_key(other)


def test_no_link_and_no_text_have_no_key():
    assert link_key(None) == link_key("") == ""
    assert text_key(None, "") == text_key("", "  \n ") == ""


@pytest.mark.parametrize(("one", "other"), [("ＦＥＲＲＹ　１", "ferry 1"), ("A  b\nc", "a b c"), ("ﾌｪﾘｰ", "フェリー")])
def test_case_width_and_space_make_no_other_text(one, other):
    assert text_key(one, "") == text_key(other, "")


def test_a_guid_is_the_identity_whatever_else_changes():
    wire = Wire()
    assert wire.poll(A) == [1]
    assert wire.poll(replace(A, title="Ferry back in Minato", link="https://wire.example/new")) == [1]


def test_without_a_guid_the_link_is_the_identity():
    wire = Wire()
    first = wire.poll(entry(None, "Ferry returns", "https://wire.example/a"))
    assert wire.poll(entry(None, "Ferry has returned", "https://www.wire.example/a?utm_source=x")) == first


def test_without_guid_and_link_the_headline_is_the_identity():
    wire = Wire()
    first = wire.poll(entry(None, "Ferry returns", text="One."))
    assert wire.poll(entry(None, "Ferry  returns", text="Two.")) == first
    assert wire.poll(entry(None, "Ferry sinks", text="Two.")) != first


def test_very_long_guids_are_bounded_and_stay_different():
    one, other = "x" * 2000 + "1", "x" * 2000 + "2"
    guids = [
        identity.guid for identity in decide_identities([entry(one, "a"), entry(other, "b")], Known({}, {}, {})).each
    ]
    assert len(set(guids)) == 2
    assert all(len(guid) <= 1000 for guid in guids)


def test_one_guid_on_two_stories_of_a_document_is_two_items_and_stays_so():
    wire = Wire()
    one, two = replace(A, guid="same"), replace(B, guid="same")
    ids = wire.poll(one, two)
    assert len(set(ids)) == 2
    assert wire.poll(two, one) == ids[::-1]
    assert wire.poll(two) == ids[1:]
    assert wire.poll(replace(one, title="Ferry is back")) == ids[:1]


def test_a_guid_used_again_later_for_another_story_makes_another_item():
    wire = Wire()
    first = wire.poll(replace(A, guid="latest"))
    second = wire.poll(replace(B, guid="latest"))
    assert second != first
    assert wire.poll(replace(B, guid="latest")) == second
    assert wire.poll(replace(A, guid="latest")) == first


@pytest.mark.parametrize(
    "same",
    [
        {"title": "Ferry sinks"},
        {"link": "https://wire.example/moved"},
        {"published": "2024-10-20"},
        {"title": "Ferry sinks", "published": "2024-10-20"},
        {"link": "https://wire.example/moved", "published": "2024-10-20"},
        {"title": None, "link": "https://wire.example/moved", "published": "2024-10-20"},
    ],
    ids=str,
)
def test_in_doubt_it_is_the_same_story(same):
    wire = Wire()
    assert wire.poll(replace(A, **same)) == wire.poll(A)


def test_a_killed_items_guid_is_never_taken_for_another_story():
    wire = Wire()
    wire.poll(A)
    wire.guids["a"] = replace(wire.guids["a"], closed=True)
    assert wire.poll(replace(B, guid="a")) == [1]


@pytest.mark.parametrize(
    "also", [{}, {"title": "KILL: Bulletin 9"}, {"link": HOME}, {"title": "KILL", "link": HOME}], ids=str
)
def test_a_withdrawal_is_of_the_item_it_names_whatever_else_it_says(also):
    wire = Wire()
    (ferry,) = wire.poll(A)
    kill = replace(entry("a", published="2024-10-20", canceling=True), **also)
    assert wire.poll(kill) == [ferry]
    assert wire.poll(kill, A) == [ferry, ferry]
    assert wire.poll(A, kill) == [ferry, ferry]


def test_a_withdrawal_before_its_story_names_the_item_the_story_will_be():
    wire = Wire()
    assert wire.poll(entry("a", canceling=True)) == wire.poll(A)


RENAMED = [
    lambda guid: guid.replace("http:", "https:"),
    lambda guid: guid.replace("old.example", "new.example"),
    lambda guid: f"{guid}?v=2",
    lambda guid: f"tag:new,2024:{guid}",
]


def stories(count: int) -> list[Candidate]:
    words = ("Ferry", "Market", "Choir", "Bridge", "Silo", "Quay", "Shed", "Tide", "Lamp", "Rope")
    return [
        entry(f"http://old.example/{n}", f"{words[n]} story today", f"http://old.example/{n}", f"Text {n}.")
        for n in range(count)
    ]


@pytest.mark.parametrize("rename", RENAMED)
@pytest.mark.parametrize("moved", [False, True])
def test_when_all_ids_change_at_once_the_items_stay(rename, moved):
    wire, old = Wire(), stories(8)
    ids = wire.poll(*old)
    new = [replace(e, guid=rename(e.guid), link=rename(e.link) if moved else e.link) for e in old]
    assert wire.poll(*new) == ids
    assert wire.poll(*new[:5], *stories(10)[8:]) == [*ids[:5], 9, 10]


def test_renamed_together_with_two_new_stories_the_old_items_stay_and_the_new_ones_are_new():
    wire, old = Wire(), stories(8)
    ids = wire.poll(*old)
    fresh = [entry("n1", "Heron nests", HOME + "n1"), entry("n2", "Otter swims", HOME + "n2")]
    new = [replace(e, guid=f"new-{e.guid}") for e in old]
    assert wire.poll(*fresh, *new) == [9, 10, *ids]


def test_a_single_new_story_on_a_known_page_is_not_taken_for_a_renamed_feed():
    wire, old = Wire(), stories(6)
    ids = wire.poll(*old)
    ticker = entry("ticker", "Ferry story today, second part", old[0].link)
    assert wire.poll(ticker, *old) == [7, *ids]


def test_a_second_story_on_a_page_whose_first_left_the_feed_is_its_own():
    wire, old = Wire(), stories(6)
    ids = wire.poll(*old)
    second = entry("second", "Ferry story today, second part", old[0].link)
    assert wire.poll(second, *old[1:]) == [7, *ids[1:]]


def test_a_rename_never_puts_two_entries_into_one_item():
    wire, old = Wire(), stories(4)
    wire.poll(*old)
    new = [replace(e, guid=f"new-{n}", link=old[0].link, title=old[0].title) for n, e in enumerate(old)]
    ids = wire.poll(*new)
    assert len(set(ids)) == 4


ENTRIES = st.lists(
    st.builds(
        entry,
        st.none() | st.sampled_from(["1", "2", "3", "x#y"]),
        st.sampled_from(["", "Ferry returns", "Market opens", "市場が開業"]),
        st.none() | st.sampled_from([HOME, HOME + "a", HOME + "b"]),
        st.sampled_from(["", "One.", "Two."]),
    ),
    max_size=5,
    unique=True,
)


@given(ENTRIES)
def test_polling_the_same_document_again_finds_the_same_items(entries):
    wire = Wire()
    first = wire.poll(*entries)
    assert wire.poll(*entries) == first
    assert wire.poll(*entries) == first


@given(ENTRIES, st.randoms(use_true_random=False))
@example(
    [
        entry("2", "Ferry returns"),
        entry("2", "Ferry returns", "https://wire.example/a"),
        entry("2", "", "https://wire.example/a"),
    ],
    Random(1),
)
def test_the_order_of_a_document_does_not_matter_to_what_is_one_item(entries, chance):
    def groups(order: list[Candidate]) -> set[frozenset[Candidate]]:
        found: dict[int, set[Candidate]] = {}
        for each, id in zip(order, Wire().poll(*order), strict=True):
            found.setdefault(id, set()).add(each)
        return {frozenset(group) for group in found.values()}

    shuffled = list(entries)
    chance.shuffle(shuffled)
    assert groups(shuffled) == groups(entries)


@given(ENTRIES)
def test_every_entry_gets_a_guid_that_fits_its_column(entries):
    decided = decide_identities(entries, Known({}, {}, {}))
    assert len(decided.each) == len(entries)
    assert all(0 < len(identity.guid) <= 1000 for identity in decided.each)


@pytest.mark.parametrize("link", ["http://[::bad/story", "//[", "http://[v1.x]:port/", "not an address at all"])
def test_a_link_that_is_no_address_is_a_story_like_any_other(link):
    wire = Wire()
    first, second = wire.poll(entry("g1", "Ferry returns", link), entry(None, "Market opens", f"{link}2"))
    assert first != second
    assert wire.poll(entry("g1", "Ferry returns", link)) == [first]


@pytest.mark.parametrize(
    ("guid", "version", "steady"),
    [
        ("urn:newsml:wire.example:20240102:TX-1:3", "3", "urn:newsml:wire.example:20240102:TX-1"),
        ("urn:newsml:wire.example:20240102T0405Z:a:b:12U", "12", "urn:newsml:wire.example:20240102T0405Z:a:b"),
        ("urn:newsml:wire.example:20240102:TX-1:3", None, "urn:newsml:wire.example:20240102:TX-1"),
        ("urn:newsml:wire.example:20240102:TX-1:3", "4", "urn:newsml:wire.example:20240102:TX-1:3"),
        ("urn:newsml:wire.example:20240102:77", "77", "urn:newsml:wire.example:20240102:77"),
        ("tag:wire.example,2024:x:3", "3", "tag:wire.example,2024:x:3"),
        (None, "3", None),
    ],
)
def test_the_revision_that_newsml_writes_into_a_guid_is_no_part_of_the_identity(guid, version, steady):
    assert steady_guid(guid, version) == steady


def test_two_versions_of_a_wires_item_in_one_document_are_one_story_whatever_their_headlines():
    wire = Wire()
    first, second = wire.poll(
        entry("urn:a", "Ferry returns", versioned=True), entry("urn:a", "Crew saved at sea", versioned=True)
    )
    assert first == second
    assert wire.reused == set()


def test_a_chain_of_replacements_in_one_document_is_one_story_and_a_circle_too():
    identities = decide_identities(
        [
            entry("urn:c", "Third", replaces=("urn:b",)),
            entry("urn:a", "First"),
            entry("urn:b", "Second", replaces=("urn:a",)),
            entry("urn:y", "One way", replaces=("urn:z",)),
            entry("urn:z", "Round", replaces=("urn:y", "urn:z")),
            entry("urn:alone", "Alone"),
        ],
        Known({}, {}, {}),
    ).each
    named = [identity.within or identity.guid for identity in identities]
    assert named == ["urn:a", "urn:a", "urn:a", "urn:y", "urn:y", "urn:alone"]


def test_twenty_thousand_replacements_in_a_row_are_followed_once():
    row = [entry(f"urn:{n}", f"Story {n}", replaces=(f"urn:{n - 1}",)) for n in range(20_000)]
    assert {identity.within or identity.guid for identity in decide_identities(row, Known({}, {}, {})).each} == {
        "urn:0"
    }
