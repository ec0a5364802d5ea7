"""Who says what, as readers find it: the panel of an article, a story's claims and drawings, a speaker's page."""

import json

import pytest
from edition_samples import make_article, make_feed, make_site, make_story
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from said_samples import STANCES, make_actor, make_later, make_said, make_story_said, make_voices

from wireroom.edition.render import Renderer, open_renderer
from wireroom.edition.render.said import MOST, SHOWN
from wireroom.edition.said import shorten_words
from wireroom.edition.values import MovedView, SaidView


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return open_renderer({language: make_site(language) for language in ("ja", "en")})


def parsed(body: bytes) -> html.HtmlElement:
    return html.document_fromstring(body.decode())


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def data_of(page: html.HtmlElement) -> dict:
    return json.loads(page.xpath("//script[@type='application/ld+json']")[0].text)


def panel(page: html.HtmlElement) -> list[html.HtmlElement]:
    return page.xpath("//*[@data-part='statements']/ul/li")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_panel_says_who_says_what_in_the_pages_language(renderer: Renderer, language: str) -> None:
    page = parsed(renderer.article(make_article(language, said=make_said(language))))
    labels = [words(label) for label in page.xpath("//*[@data-part='statements']//*[@class='stance']")]
    expected = {
        "en": ["says", "denies", "sees no evidence", "declines to comment", "accuses", "confirms", "demands"],
        "ja": ["発言", "否定", "証拠なし", "コメントせず", "非難", "確認", "要求"],
    }
    assert labels == [*expected[language], {"en": "it is said", "ja": "伝聞"}[language]]
    assert "#said-2" in page.xpath("//*[@data-part='statements']//a/@href")


def test_the_most_telling_statements_are_shown_at_once_in_the_order_of_the_text(renderer: Renderer) -> None:
    plain = tuple(SaidView(f"said-{n}", "Somebody", "asserts", "words") for n in range(1, 31))
    telling = (SaidView("said-31", "Somebody", "denies", "words"), SaidView("said-32", "", "accuses", "words"))
    page = parsed(renderer.article(make_article("en", said=plain + telling)))
    shown = [row.xpath(".//a/@href")[0] for row in panel(page)]
    assert len(shown) == SHOWN
    assert shown == [*(f"#said-{n}" for n in range(1, 11)), "#said-31", "#said-32"]
    more = page.xpath("//*[@data-part='statements']/details")[0]
    assert words(more.xpath("summary")[0]) == "20 more statements"
    assert len(more.xpath("ul/li")) == 20


def test_what_says_nothing_has_no_line_and_no_panel(renderer: Renderer) -> None:
    page = parsed(renderer.article(make_article("en", said=(SaidView("said-1", "", "asserts", ""),))))
    assert not page.xpath("//*[@data-part='statements']")
    assert not page.xpath("//*[@id='show-said']")


def test_words_of_readers_sources_cannot_break_the_page(renderer: Renderer) -> None:
    said = (
        SaidView("said-1", "<script>alert(1)</script>", "asserts", '"><img src=x>', exact="</script>", kind="person"),
    )
    page = parsed(renderer.article(make_article("en", said=said)))
    assert not page.xpath("//*[@data-part='statements']//img | //*[@data-part='statements']//script")
    assert data_of(page)["hasPart"][0]["text"] == "</script>"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_later_words_stand_above_the_text(renderer: Renderer, language: str) -> None:
    page = parsed(renderer.article(make_article(language, said=make_said(language), later=make_later(language))))
    lines = [words(line) for line in page.xpath("//*[@data-part='later']/li")]
    told = {"en": ("denied this later", "saw no evidence of this later"), "ja": ("後にこれを否定", "後に証拠はない")}
    assert all(part in line for part, line in zip(told[language], lines, strict=True))
    assert page.xpath("//*[@data-part='later']//a/@href") == [f"/{language}/later/#said-2"] * 2


def test_exact_words_are_quotations_for_other_programs_and_never_a_verdict(renderer: Renderer) -> None:
    text = renderer.article(make_article("en", said=make_said("en"))).decode()
    parts = data_of(parsed(text.encode()))["hasPart"]
    assert {part["@type"] for part in parts} == {"Quotation"}
    assert parts[0]["text"] == "We had forty minutes in hand"
    assert {part["creator"]["@type"] for part in parts} <= {"Person", "Organization"}
    assert "ClaimReview" not in text


@pytest.mark.parametrize(
    "said",
    [
        SaidView("said-1", "", "asserts", "“x y”", kind="person", exact="x y"),
        SaidView("said-1", "Ada", "asserts", "“x y”", kind="unnamed", exact="x y"),
        SaidView("said-1", "Ada", "asserts", "“x y”", kind="", exact="x y"),
        SaidView("said-1", "Ada", "asserts", "x y", kind="person"),
    ],
)
def test_what_nobody_surely_said_in_these_words_is_no_quotation(renderer: Renderer, said: SaidView) -> None:
    assert "hasPart" not in data_of(parsed(renderer.article(make_article("en", said=(said,)))))


def test_speakers_with_a_page_are_linked(renderer: Renderer) -> None:
    page = parsed(renderer.article(make_article("en", said=make_said("en"))))
    assert set(page.xpath("//*[@data-part='statements']//a[@class='speaker']/@href")) == {"/en/actor/oake/"}


def test_feeds_carry_neither_marks_nor_panels(renderer: Renderer) -> None:
    view = make_article(
        "en", said=make_said("en"), later=make_later("en"), marked_html='<p><mark class="x">a</mark></p>'
    )
    for form in ("rss", "atom", "json_feed"):
        text = getattr(renderer, form)(make_feed("en", articles=(view,))).decode()
        assert "mark class" not in text
        assert "declines to comment" not in text


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_page_full_of_statements_stays_small(renderer: Renderer, language: str) -> None:
    said = tuple(
        SaidView(
            f"said-{n}", "Speaker Name", STANCES[n % 8], shorten_words("語" * 900 if language == "ja" else "word " * 90)
        )
        for n in range(400)
    )
    small = renderer.article(make_article(language, paragraphs=40))
    large = renderer.article(make_article(language, paragraphs=40, said=said))
    assert len(panel(parsed(large))) == SHOWN
    assert large.count(b"said-one") == MOST
    assert len(large) - len(small) < 45_000
    assert len(large) < 100_000


@given(st.text(max_size=900))
def test_words_are_cut_at_their_width(text: str) -> None:
    cut = shorten_words(text)
    assert text.startswith(cut.removesuffix("…")) or cut == text
    assert len(cut) <= 281
    assert cut == text or cut.endswith("…")


def test_a_storys_claims_have_their_sides(renderer: Renderer) -> None:
    page = parsed(renderer.story(make_story("en", said=make_story_said("en"))))
    claims = page.xpath("//*[@data-part='claims']/li")
    assert [words(side) for side in claims[0].xpath(".//dt")] == [
        "Who says so",
        "Who denies it",
        "Who sees no evidence of it",
        "Who declines to comment",
    ]
    assert "claim-opposed" in claims[0].get("class")
    assert "claim-opposed" not in claims[1].get("class")
    assert "Marten Oake" in words(claims[0].xpath(".//*[contains(@class, 'side-denied')]")[0])
    assert page.xpath("//dl[@data-part='extent']//a/@href") == ["/ja/story/barrier/", "#said"]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_drawing_has_a_title_a_key_and_a_table(renderer: Renderer, language: str) -> None:
    page = parsed(renderer.story(make_story(language, said=make_story_said(language))))
    drawings = page.xpath("//svg[@role='img']")
    assert len(drawings) == 2
    for drawing in drawings:
        assert words(drawing.xpath("./title")[0])
        figure = drawing.getparent()
        assert figure.tag == "figure"
        assert figure.xpath("./ul[@class='keys']/li")
        assert figure.xpath("./details//table//tbody/tr")
    rows = page.xpath("//*[@data-part='figures']//tbody/tr")
    assert [words(row.xpath("./td[last()]")[0]) for row in rows] == ["1,500", "4,000", "10,000"]


def test_a_story_without_statements_says_nothing_of_them(renderer: Renderer) -> None:
    empty = make_story_said("en", standings=(), voices=(), courses=())
    for said in (None, empty, make_story_said("en", standings=(), voices=make_voices("en", 1), courses=())):
        page = parsed(renderer.story(make_story("en", said=said)))
        assert not page.xpath("//*[@data-part='statements'] | //svg[@role='img'] | //a[@href='#said']")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_page_of_somebody_quoted(renderer: Renderer, language: str) -> None:
    view = make_actor(language)
    page = parsed(renderer.actor(view))
    assert words(page.xpath("//h1")[0]) == view.name
    rows = page.xpath("//*[@data-part='statements']/li")
    assert [row.xpath(".//a/@href")[0] for row in rows] == [voice.url for voice in view.voices]
    assert "80" in words(page.xpath("//*[@data-part='cut']")[0])
    assert page.xpath("//link[@rel='canonical']/@href") == [f"https://news.example/{language}/actor/oake/"]
    assert not page.xpath("//meta[@name='robots']")
    assert data_of(page)["about"] == {"@type": "Person", "name": view.name}


def test_the_page_of_somebody_quoted_may_be_kept_from_search_engines_and_whole(renderer: Renderer) -> None:
    page = parsed(renderer.actor(make_actor("en", noindex=True, count=8)))
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert not page.xpath("//*[@data-part='cut']")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_numbered_page_of_somebody_quoted_is_its_own_and_leads_to_its_neighbours(
    renderer: Renderer, language: str
) -> None:
    base = f"/{language}/actor/oake/"
    view = make_actor(language, url=f"{base}page/2/", number=2, older=f"{base}page/1/", newer=base)
    page = parsed(renderer.actor(view))
    assert page.xpath("//link[@rel='canonical']/@href") == [f"https://news.example{base}page/2/"]
    assert not page.xpath("//link[@hreflang]")
    assert "2" in page.xpath("//title/text()")[0]
    assert page.xpath("//nav[@class='pager']/a/@href") == [base, f"{base}page/1/"]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_notices_of_those_quoted_name_nobody(renderer: Renderer, language: str) -> None:
    gone = renderer.actor_gone(language).decode()
    moved = renderer.moved(MovedView(f"/{language}/actor/x/", language, "", is_actor=True)).decode()
    assert "410" in gone
    assert {"en": "Go to the page", "ja": "ページへ進む"}[language] in moved
    assert {"en": "This page has moved", "ja": "このページは移動しました"}[language] in moved
