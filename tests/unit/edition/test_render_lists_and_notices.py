"""Front page, lists, and the pages that tell one thing."""

import pytest
from edition_samples import make_gone, make_home, make_site, make_teasers
from lxml import html

from wireroom.edition.form_values import CommentFormView, FieldError
from wireroom.edition.render import Renderer, open_renderer


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return open_renderer({language: make_site(language) for language in ("ja", "en")})


def parsed(body: bytes) -> html.HtmlElement:
    return html.document_fromstring(body.decode())


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("count", [0, 1, 4, 13])
def test_the_front_page_shows_every_teaser_once_and_in_order(renderer: Renderer, count: int) -> None:
    teasers = make_teasers("en", count)
    page = parsed(renderer.listing(make_home("en", teasers=teasers, groups=())))
    assert page.xpath("//*[contains(@class, 'teaser-headline')]/a/@href") == [teaser.url for teaser in teasers]
    assert len(page.xpath("//h1")) == 1


def test_the_front_page_leads_to_sections_days_and_older_pages(renderer: Renderer) -> None:
    page = parsed(renderer.listing(make_home("ja")))
    hrefs = page.xpath("//main//@href")
    assert {"/ja/world/", "/ja/2024/10/18/", "/ja/2024/10/12/", "/ja/page/1/"} <= set(hrefs)
    assert words(page.find_class("edition-day")[0]) == "2024年10月18日（金）"


def test_a_section_page_names_itself_and_its_feeds(renderer: Renderer) -> None:
    view = make_home(
        "en",
        kind="section",
        url="/en/world/",
        title="World",
        number=3,
        newer="/en/world/page/4/",
        rss_url="/en/world/feed.rss",
        atom_url="/en/world/feed.atom",
        groups=(),
        days=(),
    )
    page = parsed(renderer.listing(view))
    assert words(page.xpath("//h1")[0]) == "World"
    assert page.xpath("string(//title)") == "World – Page 3 – The Harbour Ledger"
    assert page.xpath("//nav//a[@aria-current='page']/@href") == ["/en/world/"]
    assert "/en/world/feed.rss" in page.xpath("//link[@rel='alternate']/@href")
    assert page.xpath("//main//nav//a/@href") == ["/en/world/page/4/", "/en/page/1/"]


def test_a_day_page_is_named_by_its_day(renderer: Renderer) -> None:
    view = make_home("ja", kind="day", day=make_home("ja").days[0], groups=(), days=())
    assert words(parsed(renderer.listing(view)).xpath("//h1")[0]) == "2024年10月18日（金）"


def test_the_410_page_tells_of_the_withdrawal_and_nothing_of_the_story(renderer: Renderer) -> None:
    page = parsed(renderer.gone(make_gone("en")))
    text = words(page.xpath("//main")[0])
    assert "This article has been withdrawn" in text
    assert "Northline Agency" in text
    assert "18 October 2024, 11:30 (JST)" in text
    assert "The source withdrew it." in text
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_the_landing_page_sends_to_the_default_language_and_lists_all(renderer: Renderer) -> None:
    page = parsed(renderer.landing())
    assert page.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=/ja/"]
    assert page.xpath("//ul//a/@href") == ["/ja/", "/en/"]
    assert page.get("lang") == "ja"


def test_errors_keep_what_was_typed_and_stand_by_their_fields(renderer: Renderer) -> None:
    form_view = CommentFormView(
        kind="errors",
        article_url="/ja/x/",
        headline="見出し",
        article="a17",
        name='波 "x"',
        email="wrong@",
        text="\n一行目\n</textarea><b>",
        errors=(FieldError("email", "email"), FieldError("text", "links"), FieldError("", "of tomorrow")),
        tokens=(("opened_at", "17"),),
    )
    page = parsed(renderer.comment_page("ja", form_view))
    (form,) = page.xpath("//main//form")
    assert form.action == "/comments/"
    assert form.fields["name"] == '波 "x"'
    assert form.fields["email"] == "wrong@"
    assert form.xpath(".//textarea")[0].text.lstrip("\n") == "一行目\n</textarea><b>"
    assert form.fields["opened_at"] == "17"
    for field in ("email", "text"):
        (wrong,) = form.xpath(".//*[@name=$field]", field=field)
        assert wrong.get("aria-invalid") == "true"
        assert page.get_element_by_id(wrong.get("aria-describedby")).text
    assert not form.xpath(".//*[@name='name']/@aria-invalid")
    assert words(page.xpath("//*[@role='alert']")[0]) == "内容をご確認ください。"


def test_a_fresh_live_form_scolds_nobody(renderer: Renderer) -> None:
    page = parsed(renderer.comment_page("en", CommentFormView("complaint", "/en/x/", "", "a17", comment=4)))
    assert words(page.xpath("//h1")[0]) == "Report a problem with this article"
    (form,) = page.xpath("//main//form")
    assert form.action == "/complaints/"
    assert form.fields["comment"] == "4"
    assert not page.find_class("error")


@pytest.mark.parametrize("kind", ["thanks", "complaint_thanks", "refused"])
def test_answers_without_a_form(renderer: Renderer, kind: str) -> None:
    page = parsed(renderer.comment_page("en", CommentFormView(kind, "/en/x/", "A story", "a17", reason="frozen")))
    assert not page.xpath("//main//form")
    assert words(page.xpath("//main//p")[0])
    assert "/en/x/" in page.xpath("//main//@href")
