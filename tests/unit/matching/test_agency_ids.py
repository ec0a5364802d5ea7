"""One item under one agency's id at two carriers: the same copy, or for a person to say."""

import pytest
from invented_stories import FIRE, FIRE_OTHER_WORDS, MAYOR

from wireroom.core.matching.agency_ids import find_agency_id
from wireroom.core.matching.commonness import Commonness
from wireroom.core.matching.copy_groups import CopiesFound, CopyGroups, Dated, GroupsInMemory
from wireroom.core.matching.features import FeaturesInMemory
from wireroom.core.matching.fingerprints import read_fingerprint

NEWSML = "urn:newsml:agency.example:2024:fire"


@pytest.mark.parametrize(
    ("guid", "is_global"),
    [
        (NEWSML, True),
        ("URN:NewsML:Agency.example:2024:Fire", True),
        ("urn:uuid:0a1b2c3d-0000-4000-8000-000000000000", True),
        ("tag:agency.example,2024-10-18:fire/1", True),
        ("tag:fire", False),
        ("urn:newsml:", False),
        ("urn:", False),
        ("https://agency.example/fire", False),
        ("4711", False),
        ("", False),
    ],
)
def test_only_names_given_by_rules_hold_everywhere(guid, is_global):
    assert (find_agency_id(guid, version="") is not None) is is_global


def test_case_does_not_count_and_no_key_is_that_of_a_shingle():
    one, other = find_agency_id(NEWSML, version="1"), find_agency_id(NEWSML.upper(), version="1")
    assert one == other
    assert 2**62 <= one.key < 2**63


@pytest.mark.parametrize(
    ("text", "guid", "version", "found"),
    [
        # The same version, however it was cut or written anew.
        (MAYOR, NEWSML, "1", CopiesFound(0, (0,))),
        # Another version with something in common; with nothing, a person must say.
        (FIRE_OTHER_WORDS + FIRE[:300], NEWSML, "2", CopiesFound(0, (0,))),
        (MAYOR, NEWSML, "2", CopiesFound(1, (), (0,))),
        # Nobody says which version.
        (MAYOR, NEWSML, "", CopiesFound(1, (), (0,))),
        # Another id says nothing.
        (MAYOR, NEWSML + "2", "1", CopiesFound(1)),
        (FIRE, NEWSML + "2", "1", CopiesFound(0, (0,))),
    ],
)
def test_the_same_id_is_the_same_item_where_its_version_or_its_words_bear_it_out(text, guid, version, found):
    items = [
        Dated(read_fingerprint("Fire", FIRE), None, 1, find_agency_id(NEWSML, version="1")),
        Dated(read_fingerprint("News", text), None, 2, find_agency_id(guid, version=version)),
    ]
    copies = CopyGroups(FeaturesInMemory(kept=50), GroupsInMemory(), Commonness(), read=items.__getitem__)
    copies.take(0)
    assert copies.take(1) == found


def test_an_id_is_found_though_the_first_of_the_same_words_had_none():
    items = [
        Dated(read_fingerprint("Fire", FIRE), None, 1),
        Dated(read_fingerprint("Fire", FIRE), None, 2, find_agency_id(NEWSML, version="1")),
        Dated(read_fingerprint("Fire", MAYOR), None, 3, find_agency_id(NEWSML, version="1")),
    ]
    copies = CopyGroups(FeaturesInMemory(kept=50), GroupsInMemory(), Commonness(), read=items.__getitem__)
    found = [copies.take(item) for item in range(3)]
    assert [(one.leader, one.same) for one in found] == [(0, ()), (0, (0,)), (0, (1,))]
