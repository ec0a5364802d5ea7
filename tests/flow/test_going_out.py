"""What other programs get of a newsroom with everything in it: valid in both formats, within the rights, never held."""

import json
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest
from django.test import Client
from flow_bench import DESK, NOON, draw_png
from lxml import etree
from wires import Story, atom, rss

from wireroom.core.formats import parse_feed
from wireroom.core.formats.parsed import ParsedItem
from wireroom.core.ports import FetchResponse
from wireroom.edge.salvage import salvage
from wireroom.edition.outgoing import outgoing_stories, removed_stories
from wireroom.edition.render.newsml_g2 import newsml_g2_document
from wireroom.edition.render.ninjs import ninjs_document
from wireroom.publishing.actions import correct_item, kill_item, release_item
from wireroom.publishing.models import Article
from wireroom.tasks.actions import enqueue
from wireroom.wire.models import Provider, Version

SCHEMAS = Path(__file__).resolve().parents[3] / "shared" / "schemas"
SECRET = "Levels in the bay fell by 40 percent."
FULL = "<p>Inspectors <b>found</b> grain in the silo.</p><p>The mayor’s office <i>declined</i> to comment.</p>"
HOSTILE = '<p onclick="x()">]]&gt;<script>alert(1)</script><svg><p>a</svg><table><td>b<br>c<img src="/x.png">\x01</p>'
LONG = "The ferry is late again. " * 40
PICTURE = "https://wire.example/silo.png"
SILO = Story("full", "Grain found in the silo", FULL, "https://wire.example/s?a=1&b=記", NOON, "Business", PICTURE)


@pytest.fixture
def newsroom(bench):
    """Every kind of article: with a picture, Japanese, hostile, corrected, cut, killed, held, under embargo."""
    bench.answers[PICTURE] = FetchResponse(PICTURE, 200, body=draw_png(), headers=(("content-type", "image/png"),))
    bench.receive(
        rss(
            SILO,
            Story("hostile", "]]><script>alert('&quot;')</script>", HOSTILE, "https://wire.example/h", NOON, "</x>"),
            Story("killed", "Choir sings on pier", "<p>A choir sang.</p>", "https://wire.example/k", NOON, "Culture"),
            Story("fixed", "Eel count falls", "<p>The count fell to 12.</p>", "https://wire.example/f", NOON),
        )
    )
    text = "<p>県は「<ruby>港<rt>みなと</rt></ruby>は安全だ」と述べた。</p>"
    take(bench, Story("Japanese", "港は安全と県", text, "https://minato.example/1", NOON, "交通"), language="ja")
    take(bench, Story("Cut", "Ferry late, says Cut", f"<p>{LONG}</p>", "https://cut.example/1", NOON), rights="excerpt")
    take(
        bench, Story("Top", "Ferry late, says Top", f"<p>{LONG}</p>", "https://top.example/1", NOON), rights="headline"
    )
    bench.send(
        ParsedItem(
            guid="embargoed",
            title="Report on the bay",
            content_html=f"<p>{SECRET}</p>",
            language="en",
            published=NOON,
            embargoed_until=bench.now + timedelta(hours=1),
        )
    )
    correct_item(bench.item("fixed"), note="The count fell to 12, not to 1.", by=DESK, now=bench.now)
    kill_item(bench.item("killed"), reason="the choir never sang", by=DESK, now=bench.now)
    bench.run()
    return bench


def take(bench, story: Story, **terms: str) -> None:
    """One story of a provider named as it is, which reserves mining when it is cut."""
    url = f"https://{story.guid.lower()}.example/feed"
    bench.subscribe(url, provider=story.guid, **terms)
    Provider.objects.filter(name="Cut").update(tdm_reserved=True)
    bench.receive(rss(story, language=terms.get("language", "en"), title=story.guid), url)


def stories_of(bench) -> dict:
    every = Article.objects.values_list("id", "item__guid")
    names = dict(every)
    return {names[id]: story for id, story in outgoing_stories(list(names), bench.works.press).items()}


def test_every_article_of_a_newsroom_goes_out_valid_in_both_formats(newsroom):
    if not SCHEMAS.is_dir():
        pytest.skip("IPTC's schemas are not here")
    ninjs = jsonschema.Draft202012Validator(json.loads((SCHEMAS / "ninjs-schema_3.1.json").read_text("utf-8")))
    newsml = etree.XMLSchema(etree.parse(SCHEMAS / "NewsML-G2_2.35-spec-All-Power.xsd"))
    stories = stories_of(newsroom)
    assert set(stories) == {"full", "hostile", "killed", "fixed", "Japanese", "Cut", "Top"}
    for name, story in stories.items():
        assert [error.message for error in ninjs.iter_errors(json.loads(ninjs_document(story)))] == [], name
        newsml.assertValid(etree.fromstring(newsml_g2_document(story)))


def test_each_article_says_what_it_may_and_no_more(newsroom):
    stories = stories_of(newsroom)
    full, cut, top = stories["full"], stories["Cut"], stories["Top"]
    assert "<b>found</b>" in full.body_html
    assert {source.url.startswith("http://testserver/pictures/") for source in full.picture.sources} == {True}
    assert full.source_url == "https://wire.example/s?a=1&b=%E8%A8%98"
    assert full.provider.label == "Harbour Press"
    assert "published automatically" in " ".join(full.disclosure)
    assert (cut.extent, cut.body_html) == ("excerpt", "")
    assert LONG[:100] in cut.summary
    assert len(cut.summary) < 400
    assert cut.data_mining.endswith("DMI-PROHIBITED")
    assert (top.extent, top.body_html, top.summary, top.data_mining) == ("headline", "", "", "")
    assert "公開" in " ".join(stories["Japanese"].disclosure)
    fixed = stories["fixed"]
    assert fixed.signal == "correction"
    assert "not to 1" in fixed.notes[0]
    killed = stories["killed"]
    assert (killed.status, killed.headline, killed.body_html, killed.disclosure) == ("canceled", "", "", ())


def test_our_own_reader_takes_what_we_send(newsroom):
    for name, story in stories_of(newsroom).items():
        for document in (ninjs_document(story), newsml_g2_document(story)):
            (item,) = parse_feed(document, salvage=salvage).items
            assert (item.guid, item.version, item.language) == (story.guid, str(story.version), story.language), name
            assert item.pub_status == story.status, name
            assert (item.title or "") == story.headline, name
            assert item.updated == story.updated.replace(microsecond=0), name


def test_not_one_byte_of_what_is_held_is_in_the_api_until_its_time(newsroom):
    program = Client()
    newsroom.run()
    assert newsroom.hold("embargoed").gate == "embargo"
    listing = program.get("/api/articles.json").content.decode()
    assert "Report on the bay" not in listing
    newsroom.wait(hours=2)
    newsroom.run()
    key = newsroom.article("embargoed").key
    assert key not in listing
    assert SECRET in program.get(f"/api/articles/{key}.ninjs.json").content.decode()
    assert "Report on the bay" in program.get("/api/articles.json").content.decode()


def test_a_withheld_article_leaves_the_api_and_a_kill_says_so(bench):
    bench.receive(rss(SILO))
    program = Client()
    key = bench.article("full").key
    before = program.get(f"/api/articles/{key}.ninjs.json").json()
    bench.send(
        ParsedItem(
            guid="full", title="Grain found in the silo", content_html=FULL, language="en", pub_status="withheld"
        )
    )
    bench.run()
    assert program.get(f"/api/articles/{key}.ninjs.json").status_code == 404
    release_item(bench.item("full"), reason="cleared", by=DESK, now=bench.now)
    bench.run()
    again = program.get(f"/api/articles/{key}.ninjs.json").json()
    assert again["pubStatus"] == "usable"
    assert int(again["version"]) > int(before["version"])
    bench.send(ParsedItem(guid="full", pub_status="canceled", updated=bench.now))
    bench.run()
    gone = program.get(f"/api/articles/{key}.ninjs.json")
    assert (gone.status_code, gone.json()["pubStatus"]) == (410, "canceled")
    assert int(gone.json()["version"]) > int(again["version"])
    assert b"silo" not in gone.content.replace(bench.article("full").path.encode(), b"")


def test_a_page_names_its_document(bench):
    bench.receive(rss(SILO))
    article = bench.article("full")
    link = f'<link rel="alternate" type="application/json" title="ninjs" href="/api/articles/{article.key}.ninjs.json">'
    assert link in bench.page("full")


def test_a_new_version_goes_out_with_a_higher_number(bench):
    bench.receive(rss(SILO))
    before = stories_of(bench)["full"].version
    bench.receive(
        atom(Story("full", "Grain found in both silos", FULL, "https://wire.example/s", NOON, "Business")),
        "https://wire.example/feed",
    )
    assert Version.objects.filter(item__guid="full").count() == 2
    assert stories_of(bench)["full"].version > before


def test_the_number_of_a_version_grows_with_everything_that_happens_to_an_article(bench):
    """Also with a hold that opens by itself: who orders by it must not keep the withheld document for the newer one."""
    story = ParsedItem(
        guid="n1", title="Eel count falls", content_html="<p>It fell to 12.</p>", language="en", published=NOON
    )
    bench.send(story)
    bench.run()
    numbers = []

    def look():
        article = bench.article("n1")
        found = outgoing_stories if article.state == "live" else removed_stories
        numbers.append(found([article.id], bench.works.press)[article.id].version)

    look()
    for policy in ("hold", "publish", "hold", "publish"):
        bench.wait(minutes=1)
        Provider.objects.update(policy=policy)
        enqueue("decide", [bench.item("n1").id], now=bench.now)
        bench.run()
        look()
    assert numbers == sorted(set(numbers))
