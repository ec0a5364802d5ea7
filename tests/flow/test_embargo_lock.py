"""An embargo is a lock: until its time not one byte of the item is on any surface, and at its time all of it is.

Every surface is read: each file of the site with its name, each live address as a visitor asks it, pictures by address.
"""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from flow_bench import DESK, NOON, draw_png
from wires import Story, rss

from wireroom.comments.actions import approve_comment, submit_comment
from wireroom.comments.models import Comment
from wireroom.core.addresses import article_key
from wireroom.core.commenting import Draft
from wireroom.core.formats.parsed import ParsedItem, ParsedPicture
from wireroom.core.ports import FetchResponse
from wireroom.core.text.sanitize import visible_text
from wireroom.core.visitors import hash_visitor
from wireroom.pictures.actions import want_pictures
from wireroom.pictures.models import Rendition
from wireroom.publishing.actions import release_item
from wireroom.publishing.models import Article
from wireroom.wire.models import Item, Problem

UNTIL = NOON + timedelta(hours=2)
PHOTO = ParsedPicture("https://wire.example/lagoon-report.png", caption="Sluice seven at dusk", credit="Aya Mori")
REPORT = ParsedItem(
    guid="report-77",
    title="Lagoon levels fell by forty percent",
    link="https://wire.example/lagoon",
    summary="A ministry report blames sluice seven.",
    content_html="<p>The ministry declined to comment on sluice seven.</p>",
    content_text="The ministry declined to comment on sluice seven.",
    categories=("Hydrology",),
    byline="Ren Tamura",
    dateline="NAMIHAMA",
    slugline="LAGOON-LEVELS",
    ed_note="Questions to Ren Tamura",
    language="en",
    published=NOON,
    pictures=(PHOTO,),
    pub_status="usable",
    embargoed_until=UNTIL,
)
# Words of every field, of the slug and of the picture's address.
BYTES = (
    *("forty percent", "Lagoon", "lagoon", "sluice seven", "Sluice seven", "Hydrology", "hydrology", "Ren Tamura"),
    *("NAMIHAMA", "LAGOON-LEVELS", "Aya Mori", "report-77"),
)
OTHER = Story("o1", "Ferry returns", "<p>The night ferry is back.</p>", "https://wire.example/o1", NOON, "Local")


@pytest.fixture
def newsroom(bench):
    """A newsroom with another story, and the report under embargo with its picture fetched already."""
    bench.answers[PHOTO.url] = FetchResponse(PHOTO.url, 200, body=draw_png("teal"))
    bench.receive(rss(OTHER))
    return bench


def arrive(bench, **fields) -> None:
    bench.send(REPORT._replace(**fields))
    want_pictures([bench.item("report-77").id], now=bench.now)
    bench.run()


def live_addresses(key: str) -> list[str]:
    """What a visitor, a program or somebody who guesses may ask of the live side."""
    return [
        *(
            f"/api/articles.json{query}"
            for query in ("", "?lang=en", "?section=hydrology", "?since=2020-01-01T00:00:00Z")
        ),
        *(f"/api/articles/{key}{suffix}" for suffix in (".ninjs.json", ".newsml.xml")),
        *(
            f"/comments/?article={key}",
            f"/complaints/?article={key}",
            "/search?q=lagoon&lang=en",
            "/search.json?q=lagoon",
        ),
        *("/push/harbour-press", "/comments/thanks/", "/desk/"),
    ]


def told(bench) -> dict[str, str]:
    """Every place that has a byte of the report: which words, by place."""
    surfaces: dict[str, bytes] = {f"file {path}": path.encode() + body for path, body in bench.files().items()}
    key = article_key(bench.item("report-77").provider.slug, "report-77")
    visitor = Client()
    for address in live_addresses(key):
        answer = visitor.get(address)
        surfaces[f"GET {address}"] = answer.content + repr(sorted(answer.headers.items())).encode()
        form = {"article": key, "name": "Bo", "email": "bo@example.com", "text": "Is it so?"}
        answer = visitor.post(address, form)
        surfaces[f"POST {address}"] = answer.content + repr(sorted(answer.headers.items())).encode()
    found = {}
    for place, body in surfaces.items():
        for asked in echoes_of(place):
            body = body.replace(asked, b"")
        words = [word for word in BYTES if word.encode() in body]
        if words:
            found[place] = ", ".join(words)
    return found


def echoes_of(place: str) -> tuple[bytes, ...]:
    """The visitor's own question, in the forms in which an answer may repeat it."""
    if place.startswith("file"):
        return ()
    address = place.partition(" ")[2]
    asked = parse_qs(urlsplit(address).query).get("q", [""])[0]
    echoes = (address, f'value="{asked}"', f"“{asked}”", f"q={asked}&amp;") if asked else (address,)
    return tuple(echo.encode() for echo in echoes)


def pictures_on_site(bench) -> list[str]:
    names = Rendition.objects.filter(picture__uses__item__guid="report-77").values_list("name", flat=True)
    assert names, "its picture is kept already"
    return [name for name in names if f"/pictures/{name}" in bench.files()]


def test_until_its_time_not_one_byte_is_anywhere_and_then_all_of_it_is(newsroom):
    arrive(newsroom)
    assert told(newsroom) == {}
    assert pictures_on_site(newsroom) == []
    newsroom.wait(hours=1, minutes=59, seconds=50)
    newsroom.run()
    assert told(newsroom) == {}
    newsroom.wait(seconds=11)
    newsroom.run()
    places = told(newsroom)
    assert f"file {newsroom.article('report-77').path}index.html" in places
    assert {"file /en/index.html", "file /en/feed.atom", "GET /api/articles.json"} <= set(places)
    assert pictures_on_site(newsroom)


def test_an_embargo_whose_end_nobody_knows_is_a_lock_too(newsroom):
    arrive(newsroom, embargoed_until=None, embargo_open=True)
    newsroom.wait(days=400)
    newsroom.run()
    assert told(newsroom) == {}
    release_item(newsroom.item("report-77"), reason="the office agreed", by=DESK, now=newsroom.now)
    newsroom.run()
    assert told(newsroom)


def test_a_published_story_that_comes_again_under_embargo_leaves_with_its_picture_and_comments(newsroom):
    arrive(newsroom, embargoed_until=None)
    article = newsroom.article("report-77")
    draft = Draft(name="Bo", email="bo@example.com", text="I measured sluice seven myself.")
    submit_comment(article, draft, visitor=hash_visitor("192.0.2.7", key="k"), hold=True, now=newsroom.now)
    approve_comment(Comment.objects.get(), by=DESK, now=newsroom.now)
    newsroom.run()
    assert "I measured sluice seven" in newsroom.page("report-77")
    newsroom.wait(minutes=1)
    arrive(newsroom, updated=newsroom.now)
    assert told(newsroom) == {}
    assert pictures_on_site(newsroom) == []
    newsroom.wait(hours=2)
    newsroom.run()
    assert newsroom.article("report-77").path == article.path
    assert "I measured sluice seven" in newsroom.page("report-77")


@pytest.mark.parametrize(
    "words",
    [
        {"ed_note": "Embargoed until 14:00 JST 18 October 2024"},
        {"content_html": "<p>EMBARGOED UNTIL 05:00 GMT</p><p>The ministry declined to comment on sluice seven.</p>"},
    ],
    ids=["in the note", "in the text"],
)
def test_an_embargo_told_in_words_only_is_a_lock_and_lifts_at_the_time_it_says(newsroom, words):
    text = visible_text(words.get("content_html", REPORT.content_html))
    arrive(newsroom, embargoed_until=None, content_text=text, **words)
    assert told(newsroom) == {}
    newsroom.wait(hours=1, minutes=55)
    newsroom.run()
    assert told(newsroom) == {}
    newsroom.wait(minutes=6)
    newsroom.run()
    assert newsroom.page("report-77")


def test_an_embargo_in_words_that_nobody_can_read_waits_for_a_person(newsroom):
    arrive(newsroom, embargoed_until=None, title="EMBARGOED UNTIL FRIDAY NOON: Lagoon levels fell by forty percent")
    newsroom.wait(days=30)
    newsroom.run()
    assert told(newsroom) == {}
    assert "in_words" in Problem.objects.get(version__item__guid="report-77").code


def test_nothing_of_the_lock_depends_on_the_process_having_been_there(newsroom):
    arrive(newsroom)
    newsroom.wait(days=1)
    assert told(newsroom) == {}, "nobody ran"
    newsroom.run()
    assert newsroom.page("report-77")


def test_a_newsroom_that_knows_the_item_answers_as_one_that_does_not(newsroom):
    """By status, headers and bytes: also its existence is under embargo."""
    visitor = Client()
    key = article_key("harbour-press", "report-77")

    def answers() -> list[tuple[int, bytes]]:
        return [(visitor.get(address).status_code, visitor.get(address).content) for address in live_addresses(key)]

    before, files = answers(), newsroom.files()
    arrive(newsroom)
    assert Item.objects.filter(guid="report-77").exists()
    assert not Article.objects.filter(item__guid="report-77").exists()
    assert answers() == before
    assert newsroom.files() == files
