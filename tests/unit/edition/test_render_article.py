"""What a reader, a search engine and a screen reader find on an article's page."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from edition_samples import NOW, make_article, make_facts, make_picture, make_site
from lxml import html

from wireroom.core.disclosure import Disclosure, Point, decide_disclosure
from wireroom.core.errors import SettingError
from wireroom.edition.render import Renderer, open_renderer
from wireroom.edition.values import ArticleView, CommentView, PictureSource


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return open_renderer({language: make_site(language) for language in ("ja", "en")})


def page_of(renderer: Renderer, view: ArticleView) -> html.HtmlElement:
    return html.document_fromstring(renderer.article(view).decode())


def part(page: html.HtmlElement, name: str) -> html.HtmlElement:
    (found,) = page.xpath("//*[@data-part=$name]", name=name)
    return found


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def linked_data_of(page: html.HtmlElement) -> dict:
    (script,) = page.xpath("//script[@type='application/ld+json']")
    return json.loads(script.text)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_part_is_marked_once_in_reading_order(renderer: Renderer, language: str) -> None:
    page = page_of(renderer, make_article(language))
    names = [element.get("data-part") for element in page.xpath("//*[@data-part]")]
    expected = "kicker headline standfirst credit disclosure body corrections made story related comments top"
    assert " ".join(names) == expected
    assert page.get("lang") == language


def test_the_slip_says_at_first_view_how_the_page_was_made(renderer: Renderer) -> None:
    told = {
        point.get("data-point"): words(point)
        for point in part(page_of(renderer, make_article("en")), "disclosure").xpath(".//*[@data-point]")
    }
    assert told == {
        "source": "Copy fromNorthline Agency",
        "received": "Received18 October 2024, 10:30 (JST)",
        "not_translated": "Languageas received, not translated",
        "automatic": "Publishedautomatically",
        "unchecked": "Checkedby nobody",
    }


def test_a_persons_work_and_a_translation_are_named(renderer: Renderer) -> None:
    facts = make_facts("ja", released_by="高瀬", checked_by="三田", translated_from="ko", engine="訳々", salvaged=True)
    page = page_of(renderer, make_article("ja", disclosure=decide_disclosure(facts)))
    slip, made = words(part(page, "disclosure")), words(part(page, "made"))
    assert "韓国語から翻訳" in slip
    assert "高瀬が承認" in slip
    assert "三田" in slip
    assert "翻訳には訳々を用いました。" in made
    assert "破損" in made


def test_how_it_was_made_lists_every_point_in_order(renderer: Renderer) -> None:
    view = make_article("en")
    made = part(page_of(renderer, view), "made")
    assert [point.get("data-point") for point in made.xpath(".//li")] == [p.key for p in view.disclosure.full]
    (original,) = made.xpath(".//a")
    assert original.get("href") == view.original_url


def test_a_point_without_words_is_refused(renderer: Renderer) -> None:
    unknown = Disclosure(short=(), full=(Point("made_up"),))
    with pytest.raises(KeyError, match="made_up"):
        renderer.article(make_article("en", disclosure=unknown))


def test_times_stand_in_the_sites_zone(renderer: Renderer) -> None:
    page = page_of(renderer, make_article("ja"))
    times = part(page, "credit").xpath(".//time")
    assert [(time.get("datetime"), time.text) for time in times[:2]] == [
        ("2024-10-18T10:30:00+09:00", "2024年10月18日 10時30分"),
        ("2024-10-18T12:30:00+09:00", "2024年10月18日 12時30分"),
    ]


def test_an_update_in_the_same_minute_is_not_told(renderer: Renderer) -> None:
    page = page_of(renderer, make_article("en", updated=NOW + timedelta(seconds=20), corrections=()))
    assert len(part(page, "credit").xpath(".//time")) == 1


def test_a_correction_shows_before_and_after(renderer: Renderer) -> None:
    log = part(page_of(renderer, make_article("en")), "corrections")
    assert [element.text for element in log.xpath(".//del | .//ins")] == ["1.2 billion dollars", "1.2 billion crowns"]


def test_what_there_is_not_is_not_shown(renderer: Renderer) -> None:
    missing = {"section": None, "standfirst": None, "picture": None, "story": None, "original_url": None}
    bare = make_article("en", **missing, corrections=(), related=(), comments=())
    page = page_of(renderer, bare)
    names = {element.get("data-part") for element in page.xpath("//*[@data-part]")}
    assert names == {"headline", "credit", "disclosure", "body", "made", "comments", "top"}
    assert not page.xpath("//article//img")


@pytest.mark.parametrize("extent", ["excerpt", "headline"])
def test_less_than_the_full_text_says_so_and_sends_on(renderer: Renderer, extent: str) -> None:
    disclosure = decide_disclosure(make_facts("en", extent=extent))
    page = page_of(renderer, make_article("en", extent=extent, disclosure=disclosure))
    (note,) = page.find_class("excerpt")
    assert "Northline Agency" in words(note)
    assert note.xpath(".//a/@href") == ["https://agency.example/stories/barrier"]
    assert f"extent_{extent}" in part(page, "disclosure").xpath(".//@data-point")


def test_text_is_escaped_and_the_body_is_not(renderer: Renderer) -> None:
    nasty = '<script>alert("1")</script> & \x00\x08 \ud800'
    view = make_article(
        "en",
        headline=nasty,
        standfirst=nasty,
        byline=nasty,
        provider_name=nasty,
        subjects=(nasty,),
        body_html="<p>A <em>safe</em> body</p>",
        comments=(CommentView(1, nasty, nasty, NOW),),
    )
    text = renderer.article(view).decode()
    page = html.document_fromstring(text)
    assert '<script>alert("1")' not in text
    assert "\x00" not in text
    assert words(part(page, "headline")) == '<script>alert("1")</script> &'
    assert [element.text for element in part(page, "body").iter("em")] == ["safe"]


def test_no_address_from_outside_can_run_a_script(renderer: Renderer) -> None:
    bad = "javascript:alert(1)"
    view = make_article("en", original_url=bad, provider_url=bad)
    view = replace(view, disclosure=decide_disclosure(make_facts("en", original_url=bad)))
    hrefs = page_of(renderer, view).xpath("//@href")
    assert hrefs
    assert not [href for href in hrefs if "javascript" in href]


def test_linked_data_survives_every_text(renderer: Renderer) -> None:
    nasty = '</script><!-- \u2028 & <b> “quoted" \\ \ud83d'
    data = linked_data_of(page_of(renderer, make_article("en", headline=nasty)))
    assert data["headline"] == nasty.replace("\ud83d", "")


def test_linked_data_says_what_the_page_says(renderer: Renderer) -> None:
    view = make_article("ja")
    page = page_of(renderer, view)
    data = linked_data_of(page)
    assert data["@type"] == "NewsArticle"
    assert data["inLanguage"] == "ja"
    assert data["datePublished"] == "2024-10-18T10:30:00+09:00"
    assert data["dateModified"] == "2024-10-18T12:30:00+09:00"
    assert data["sourceOrganization"]["name"] == data["copyrightHolder"]["name"] == "北斗通信"
    assert data["publisher"]["name"] == "みなと通信"
    assert data["isBasedOn"]["url"] == view.original_url
    assert data["isBasedOn"]["datePublished"] == "2024-10-18T10:18:00+09:00"
    assert data["copyrightNotice"] == view.copyright_notice
    assert data["articleSection"] == "国際"
    assert data["image"]["url"] == "https://news.example/pictures/ab/barrier-1600.jpg"
    assert "約12億ドル" in data["correction"][0]["text"]
    shown = [words(line) for line in part(page, "made").xpath(".//li[not(a)]")]
    told = {line["identifier"]: line["text"] for line in data["backstory"]["hasPart"]}
    assert [told[point.key] for point in view.disclosure.full if not point.url] == shown


def test_the_picture_comes_in_sizes_with_its_words(renderer: Renderer) -> None:
    page = page_of(renderer, make_article("en"))
    (picture,) = page.xpath("//figure//img")
    assert (picture.get("width"), picture.get("height")) == ("1600", "900")
    assert picture.get("alt") == "A grey sea wall under a low sky"
    assert picture.get("sizes")
    assert [size.split()[1] for size in picture.get("srcset").split(", ")] == ["480w", "960w", "1600w"]
    assert words(page.xpath("//figcaption")[0]) == "The first barrier, closed on Thursday Picture: Northline Agency"


def test_other_picture_types_are_offered_first(renderer: Renderer) -> None:
    picture = make_picture("en")
    webp = tuple(
        PictureSource(source.url.replace("jpg", "webp"), source.width, source.height, "image/webp", source.size)
        for source in picture.sources
    )
    page = page_of(renderer, make_article("en", picture=replace(picture, sources=picture.sources + webp)))
    (source,) = page.xpath("//figure//picture/source")
    assert source.get("type") == "image/webp"
    assert page.xpath("//figure//img/@src") == ["/pictures/ab/barrier-1600.jpg"]


def test_search_engines_are_told_where_to_look_and_whether(renderer: Renderer) -> None:
    page = page_of(renderer, make_article("en", canonical_absolute="https://agency.example/stories/barrier"))
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://agency.example/stories/barrier"]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    indexed = page_of(renderer, make_article("en", noindex=False))
    assert "noindex" not in indexed.xpath("string(//meta[@name='robots']/@content)")


def test_the_language_switch_goes_to_the_same_article_where_there_is_one(renderer: Renderer) -> None:
    switch = "//nav[contains(@class, 'switch')]//a/@href"
    assert page_of(renderer, make_article("ja")).xpath(switch) == ["/en/"]
    page = page_of(renderer, make_article("ja", alternates=(("en", "/en/2024/10/18/barrier/"),)))
    assert page.xpath(switch) == ["/en/2024/10/18/barrier/"]
    assert page.xpath("//link[@rel='alternate'][@hreflang]/@href") == [
        "https://news.example/ja/2024/10/18/barrier/",
        "https://news.example/en/2024/10/18/barrier/",
    ]


def test_the_comment_form_needs_no_script(renderer: Renderer) -> None:
    page = page_of(renderer, make_article("en"))
    (form,) = page.xpath("//form[@action='/comments/']")
    assert form.method == "POST"
    assert set(form.fields) == {"article", "language", "opened_at", "website", "name", "email", "text"}
    assert form.fields["article"] == "a17"
    assert {element.get("name") for element in form.xpath(".//*[@required]")} == {"name", "email", "text"}
    assert "Your e-mail address is not published." in words(form)
    assert "An editor reads every comment before it appears." in words(form)


def test_article_and_comments_can_be_complained_about(renderer: Renderer) -> None:
    page = page_of(renderer, make_article("en"))
    (form,) = page.xpath("//form[@action='/complaints/']")
    assert form.fields["article"] == "a17"
    assert {element.get("name") for element in form.xpath(".//*[@required]")} == {"text"}
    assert page.xpath("//*[@class='report']/a/@href") == [
        "/complaints/?article=a17&language=en&comment=7",
        "/complaints/?article=a17&language=en&comment=9",
    ]


def test_a_sites_name_is_no_template(renderer: Renderer) -> None:
    odd = open_renderer({"en": make_site("en", languages=("en",), name="{{ page }} & {% raw %}")})
    page = page_of(odd, make_article("en"))
    assert words(page.find_class("name")[0]) == "{{ page }} & {% raw %}"


@pytest.mark.parametrize(("state", "said"), [("closed", "are closed"), ("frozen", "are frozen")])
def test_closed_and_frozen_comments_say_so(renderer: Renderer, state: str, said: str) -> None:
    page = page_of(renderer, make_article("en", comments_state=state))
    assert said in words(part(page, "comments"))
    assert not page.xpath("//form[@action='/comments/']")
    assert page.xpath("//form[@action='/complaints/']")


def test_a_site_that_takes_no_comments_says_so() -> None:
    renderer = open_renderer({"en": make_site("en", languages=("en",), comments_open=False)})
    assert "are closed" in words(part(page_of(renderer, make_article("en")), "comments"))


def test_ids_are_unique_and_every_reference_leads_somewhere(renderer: Renderer) -> None:
    page = page_of(renderer, make_article("en"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    within = {href[1:] for href in page.xpath("//@href") if href.startswith("#")}
    named = within | set(page.xpath("//@for")) | set(page.xpath("//@aria-labelledby"))
    assert named <= set(ids)
    assert within >= {"main", "made", "top", "corrections"}


def test_every_field_has_a_label(renderer: Renderer) -> None:
    page = page_of(renderer, make_article("ja"))
    fields = page.xpath("//form//input[not(@type='hidden')] | //form//textarea")
    labels = set(page.xpath("//label/@for"))
    assert fields
    assert all(field.get("id") in labels for field in fields)


def test_nothing_comes_from_elsewhere(renderer: Renderer) -> None:
    page = page_of(renderer, make_article("en"))
    loaded = page.xpath("//script/@src | //img/@src | //link[@rel='stylesheet' or @rel='icon']/@href")
    paths = {asset.path for asset in renderer.assets()}
    assert all(address in paths or address.startswith("/pictures/") for address in loaded)
    assert not page.xpath("//*[@style] | //style")


def test_a_language_the_site_does_not_have_is_refused(renderer: Renderer) -> None:
    with pytest.raises(SettingError, match="'fr'"):
        renderer.not_found("fr")
    with pytest.raises(SettingError, match="'fr'"):
        open_renderer({"fr": replace(make_site("en"), language="fr", languages=("fr",))})
