"""The feeds at each step of the script, read by parsers that are not ours."""

import json

import feedparser
import pytest
from lxml import etree

ATOM, AT = "{http://www.w3.org/2005/Atom}", "{http://purl.org/atompub/tombstones/1.0}"
WORLD, GENERAL, ECONOMY, ENGLISH, BULLETIN = (
    "corvane/world.xml",
    "shiranami/general.atom",
    "shiranami/keizai-sports.xml",
    "shiranami/english.xml",
    "nagihama-public/bulletin.json",
)
STEPS = (0, 15, 20, 30, 40, 45, 60, 75, 90, 110, 200)


def entries(document):
    """Titles by the end of the id, whatever the format."""
    if document.path.endswith(".json"):
        return {item["id"].rpartition("/")[2]: item["title"] for item in json.loads(document.body)["items"]}
    return {entry.id.rpartition(":")[2]: entry.title for entry in feedparser.parse(document.body).entries}


@pytest.mark.parametrize("seconds", STEPS)
def test_feeds_are_well_formed_and_complete(feeds_at, wire, seconds):
    feeds = feeds_at(seconds)
    assert set(feeds) == {WORLD, GENERAL, ECONOMY, ENGLISH, BULLETIN}
    for path in (WORLD, GENERAL, ECONOMY, ENGLISH):
        etree.fromstring(feeds[path].body)
        assert not feedparser.parse(feeds[path].body).bozo
    sent = {item.id for item in wire.items if item.states[0].at.total_seconds() <= seconds}
    seen = set().union(*(entries(document) for document in feeds.values()))
    gone = {"library-night"} if seconds >= 75 else set()
    killed = {"ferry-captain-arrest"} if seconds >= 90 else set()
    assert seen == sent - gone - killed


def test_the_script_steps_as_told(feeds_at):
    def title(path, item, seconds):
        return entries(feeds_at(seconds)[path])[item]

    assert title(WORLD, "ferry-aground", 14.9).startswith("Ferry with 231 aboard")
    assert title(WORLD, "ferry-aground", 15).startswith("UPDATE 1-")
    assert title(WORLD, "ferry-aground", 50).startswith("UPDATE 2-Ferry operator denies")
    assert "2.7%" in title(WORLD, "bank-holds-rate", 29)
    assert title(WORLD, "bank-holds-rate", 30).startswith("CORRECTED: ")
    assert "ferry-company-denies" not in entries(feeds_at(44)[GENERAL])
    assert "否定" in title(GENERAL, "ferry-company-denies", 45)
    assert title(GENERAL, "prefecture-tax", 110).startswith("【訂正】")


def test_a_new_item_arrives_at_least_every_25_seconds(wire):
    arrivals = sorted(
        state.at.total_seconds() for item in wire.items for state in item.states[:1] if state.at.total_seconds() > 0
    )
    assert len(arrivals) >= 8
    assert all(later - earlier <= 25 for earlier, later in zip([0, *arrivals], arrivals, strict=False))


def test_a_correction_says_what_was_wrong(feeds_at):
    (entry,) = (e for e in feedparser.parse(feeds_at(30)[WORLD].body).entries if e.id.endswith("bank-holds-rate"))
    assert "rise by 2.1% next year" in entry.content[0].value
    assert "not 2.7%" in entry.content[0].value


def test_the_kill_is_a_deleted_entry_from_its_moment_on(feeds_at):
    def deleted(seconds):
        return etree.fromstring(feeds_at(seconds)[GENERAL].body).findall(f"{AT}deleted-entry")

    assert deleted(89) == []
    for seconds in (90, 200):
        (notice,) = deleted(seconds)
        assert notice.get("ref") == "tag:shiranami.example,2024:ferry-captain-arrest"
        assert notice.get("when") == "2024-10-18T12:21:30+09:00"
        assert "取り消します" in notice.findtext(f"{AT}comment")
        assert notice.find(f"{ATOM}link").get("href").endswith("/shiranami/articles/ferry-captain-arrest.html")


def test_the_embargoed_item_is_sent_with_its_date_ahead(feeds_at):
    (entry,) = (e for e in feedparser.parse(feeds_at(0)[WORLD].body).entries if e.id.endswith("kelp-study"))
    assert entry.published == "Fri, 18 Oct 2024 12:21:00 +0900"


def test_the_undated_item_has_no_date_and_the_headline_only_no_text(feeds_at):
    found = {entry.id.rpartition(":")[2]: entry for entry in feedparser.parse(feeds_at(0)[WORLD].body).entries}
    assert "published" not in found["ferry-routes-explained"]
    assert "updated" not in found["ferry-routes-explained"]
    assert "content" not in found["trawling-vote"]
    assert "summary" not in found["trawling-vote"]


def test_hostile_markup_reaches_the_feed_unharmed(feeds_at):
    root = etree.fromstring(feeds_at(0)[WORLD].body)
    encoded = "{http://purl.org/rss/1.0/modules/content/}encoded"
    (body,) = (i.findtext(encoded) for i in root.iter("item") if i.findtext("guid").endswith("market-reopens"))
    for danger in ("<script>", "onerror=", "javascript:", "<iframe", "<form", "<style>", "pixel.gif"):
        assert danger in body
    assert "121 of its 140 stalls" in body


def test_the_japanese_rss_feed_really_is_shift_jis(feeds_at):
    document = feeds_at(200)[ECONOMY]
    assert document.content_type == "application/rss+xml; charset=Shift_JIS"
    assert document.body.startswith(b'<?xml version="1.0" encoding="Shift_JIS"?>')
    with pytest.raises(UnicodeDecodeError):
        document.body.decode("utf-8")
    text = document.body.decode("shift_jis")
    assert "凪浜造船、4年ぶり黒字" in text
    assert text == document.body.decode("cp932"), "a letter that browsers and the standard read differently"
    assert text.count("&#") == text.count("&#169;") == 1, "Shift_JIS has no ©, and needs no other reference"
    assert etree.fromstring(document.body).findtext("channel/copyright").startswith("© 白波通信社")


def test_pictures_come_with_caption_and_credit_in_every_format(feeds_at):
    feeds = feeds_at(0)
    for path in (WORLD, GENERAL, ECONOMY):
        entry = next(e for e in feedparser.parse(feeds[path].body).entries if "media_content" in e)
        assert entry.media_content[0]["url"].startswith("http://127.0.0.1:8001/pictures/")
        assert int(entry.media_content[0]["width"]) == 1600
        assert entry.media_credit[0]["content"]
    pictured = [item for item in json.loads(feeds[BULLETIN].body)["items"] if "image" in item]
    assert pictured
    for item in pictured:
        assert item["attachments"][0]["url"] == item["image"]
        assert "<figcaption>" in item["content_html"]


def test_json_items_say_their_language(feeds_at):
    languages = {item["language"] for item in json.loads(feeds_at(0)[BULLETIN].body)["items"]}
    assert languages == {"ja", "en", "de"}


def test_no_moment_is_left_unwritten(feeds_at):
    for document in feeds_at(200).values():
        for marker in (b"{day:", b"{date:", b"{time:", b"{fulldate:"):
            assert marker not in document.body


def test_bytes_stay_the_same_between_two_steps(feeds_at):
    assert feeds_at(31) == feeds_at(39)
    assert feeds_at(30)[WORLD].changed_at > feeds_at(20)[WORLD].changed_at


def test_every_article_links_to_the_given_server(feeds_at):
    for entry in feedparser.parse(feeds_at(0, base_url="http://127.0.0.1:9")[GENERAL].body).entries:
        assert entry.link.startswith("http://127.0.0.1:9/shiranami/articles/")
