"""The sample wire as shipped: every item has its parts, and the awkward cases are there."""

import re
import shutil
from datetime import timedelta

import pytest
from PIL import Image

from wireroom.core.errors import ParseError
from wireroom.runner.demo.script import examples_folder, load_wire

SECTIONS = {
    "en": {"Politics", "Business", "Science", "Sport", "Culture", "Local"},
    "ja": {"政治", "経済", "科学", "スポーツ", "文化", "地域"},
    "de": {"Local"},
}


def item(wire, item_id, provider):
    return next(found for found in wire.items if (found.id, found.provider) == (item_id, provider))


def length(found):
    """Words of the first copy; Japanese at two characters and a half to the word."""
    text = re.sub(r"<[^>]*>", " ", found.states[0].body)
    return len(text) / 2.5 if found.language == "ja" else len(text.split())


def test_three_providers_say_what_set_up_needs(wire):
    assert [provider.slug for provider in wire.providers] == ["corvane", "nagihama-public", "shiranami"]
    assert {provider.rights for provider in wire.providers} == {"full", "excerpt"}
    assert all(p.name and p.credit_line and p.usage_terms and p.feeds for p in wire.providers)
    formats = {feed.format for provider in wire.providers for feed in provider.feeds}
    assert formats == {"rss20", "atom10", "json11"}


def test_guids_are_unique(wire):
    guids = [item.guid for item in wire.items]
    assert len(set(guids)) == len(guids) >= 40


def test_every_item_has_its_parts(wire):
    for found in wire.items:
        assert found.categories[0] in SECTIONS[found.language], found.id
        for state in found.states:
            assert state.headline, found.id
            assert state.body or found.id == "trawling-vote", found.id
            assert state.summary or found.id == "trawling-vote", found.id
            assert all(use.caption and use.credit for use in state.pictures), found.id


def test_copy_is_of_news_length_but_for_the_two_that_are_not(wire):
    for found in wire.items:
        if found.id not in ("trawling-vote", "farrow-light", "ferry-captain-arrest"):
            assert 110 <= length(found) <= 450, found.id
    assert length(item(wire, "farrow-light", "corvane")) > 3000
    assert item(wire, "trawling-vote", "corvane").states[0].body == ""


def test_the_running_story_is_told_by_all_three(wire):
    tellers = {found.provider for found in wire.items if "Shiosai Maru" in str(found) or "しおさい丸" in str(found)}
    assert tellers == {provider.slug for provider in wire.providers}


def test_most_is_there_at_the_start_and_all_of_it_within_three_minutes(wire):
    at_start = [found for found in wire.items if found.states[0].at <= timedelta(0)]
    assert len(at_start) >= 34
    assert max(state.at for found in wire.items for state in found.states) <= timedelta(minutes=3)


def test_one_item_is_in_a_language_of_its_own(wire):
    assert [found.id for found in wire.items if found.language not in ("en", "ja")] == ["partnerstadt"]


def test_pictures_are_real_and_of_good_size(wire):
    assert len(wire.pictures) >= 12
    for picture in wire.pictures:
        with Image.open(f"{wire.pictures_folder}/{picture.name}") as image:
            image.load()
            assert image.size == (picture.width, picture.height)
        assert picture.width >= 1200, picture.name
        assert picture.length < 250_000, picture.name


def test_every_picture_is_used(wire):
    used = {use.picture.name for found in wire.items for state in found.states for use in state.pictures}
    assert used == {picture.name for picture in wire.pictures}


@pytest.fixture
def small_examples(tmp_path):
    """A folder of one RSS feed, for files of one's own."""
    shutil.copytree(examples_folder() / "pictures", tmp_path / "pictures", ignore=shutil.ignore_patterns("*.py"))
    folder = tmp_path / "wire" / "agency"
    (folder / "news").mkdir(parents=True)
    (folder / "provider.toml").write_text(
        'name = "A"\nlanguage = "en"\nrights = "full"\npolicy = "publish"\ncredit_line = "A"\nusage_terms = "A"\n'
        'guid_prefix = "a:"\n[[feeds]]\nfolder = "news"\nfile = "n.xml"\ntitle = "N"\n'
        'format = "rss20"\nlanguage = "en"\n'
    )
    return tmp_path


def test_later_states_keep_what_they_do_not_say(small_examples):
    (small_examples / "wire/agency/news/x.md").write_text(
        '+++\nat = "-1h"\nheadline = "H"\nsummary = "S"\n+++\nOne cat.\n'
        '+++\nat = "+5s"\nreplace = [["One", "Two"]]\nadd = "Late."\n+++\n'
    )
    first, second = load_wire(small_examples).items[0].states
    assert (first.body, second.body) == ("One cat.", "Two cat.\n\nLate.")
    assert (second.headline, second.summary, second.published) == ("H", "S", timedelta(hours=-1))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("no head", "must start with a head"),
        ('+++\nat = "-1h"\n+++\nx', "'headline' is missing"),
        ('+++\nat = "-1h"\nheadline = "H"\nauthor = "me"\n+++\nx', "unknown here: author"),
        ('+++\nat = "now"\nheadline = "H"\n+++\nx', "is no moment"),
        ('+++\nat = "-1h"\nheadline = "H"\n+++\non {day:soon}', "is no moment"),
        ('+++\nat = "-1h"\nheadline = "H"\n+++\nx\n+++\nat = "-2h"\n+++\n', "does not come after"),
        ('+++\nat = "-1h"\nheadline = "H"\n+++\nx\n+++\nat = "+1s"\nreplace = [["y", "z"]]\n+++\n', "not in the body"),
        ('+++\nat = "-1h"\nheadline = "H"\n+++\nx\n+++\nat = "+1s"\naction = "kill"\n+++\n', "only an Atom feed"),
        ('+++\nat = "-1h"\nheadline = "H"\naction = "shout"\n+++\nx', 'action is "shout"'),
        ('+++\nat = "-1h"\nheadline = \n+++\nx', "Invalid value"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(small_examples, text, complaint):
    (small_examples / "wire/agency/news/wrong.md").write_text(text)
    with pytest.raises(ParseError, match=complaint) as caught:
        load_wire(small_examples)
    assert "wrong.md" in str(caught.value)


def test_an_empty_folder_is_refused(small_examples):
    with pytest.raises(ParseError, match="no items"):
        load_wire(small_examples)
