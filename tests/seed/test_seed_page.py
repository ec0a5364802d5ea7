"""The page that started this, point by point: what it has, ours has; what it lacks, ours says."""

import json
import re

import pytest
from lxml import html as lxml_html
from seed_article import GUID, ORIGINAL, PROVIDER, fold

# The names of feed formats are the same in every language.
FORMATS = {"RSS", "Atom", "JSON", "Feed"}
SPOKEN = ("aria-label", "title", "alt", "placeholder", "value")


def part(page, name: str):
    found = page.xpath(f'//*[@data-part="{name}"]')
    assert len(found) == 1, f"the page has {len(found)} parts named {name}"
    return found[0]


def text(element) -> str:
    return fold(element.text_content())


def latin_words(page) -> set[str]:
    """Words in Latin letters that a Japanese page shows or speaks, outside the story and what is marked as English."""
    spoken = [words for name in SPOKEN for words in page.xpath(f"//body//*[not(@type='hidden')]/@{name}")]
    shown = page.xpath(
        "//body//text()[not(ancestor::script or ancestor::*[@lang='en'] or ancestor::*[@data-part='body']"
        " or ancestor::*[@class='said-words'])]"
    )
    return {word for words in (*shown, *spoken) for word in re.findall(r"[A-Za-z]{2,}", words)}


def test_the_category_is_the_kicker_and_leads_to_its_section(article, seed):
    kicker = part(article, "kicker")
    assert text(kicker) == seed.category
    assert seed.category in kicker.xpath(".//a/@href")[0]


def test_the_headline_is_the_only_main_heading(article, seed):
    assert [text(heading) for heading in article.iter("h1")] == [seed.headline]
    assert text(part(article, "headline")) == seed.headline


def test_every_paragraph_stands_in_order_with_every_character(article, seed):
    shown = [text(paragraph) for paragraph in part(article, "body").iter("p")]
    assert shown == [fold(paragraph) for paragraph in seed.paragraphs]


def test_the_body_holds_nothing_else(article, seed):
    assert text(part(article, "body")).replace(" ", "") == fold("".join(seed.paragraphs)).replace(" ", "")


def test_related_articles_are_offered_under_a_japanese_heading(article, seed):
    related = part(article, "related")
    assert "Related Articles" in seed.furniture
    assert text(related.find(".//h2")) == "関連記事"
    assert [text(heading) for heading in related.iter("h3")] == ["北朝鮮のロシア派兵、韓国が警戒を強化"]


def test_the_comment_form_has_the_seeds_heading_and_its_two_sentences(article, seed):
    comments = part(article, "comments")
    assert "コメントを残す" in seed.furniture
    assert "コメントを残す" in [text(heading) for heading in comments.iter("h3")]
    hint = text(comments.xpath('.//form[@action="/comments/"]/p[@class="hint"]')[0])
    assert any("メールアドレスが公開されることはありません。" in line for line in seed.furniture)
    assert "メールアドレスが公開されることはありません。" in hint
    # The seed says "fields marked with   are required" and shows no mark; ours names the mark it uses.
    assert "* の付いた欄は必須項目です" in hint


def test_fields_that_must_be_filled_in_carry_the_mark(article):
    form = part(article, "comments").xpath('.//form[@action="/comments/"]')[0]
    required = form.xpath(".//*[@required]")
    assert {field.get("name") for field in required} == {"name", "email", "text"}
    for field in required:
        assert "*" in form.xpath(f'.//label[@for="{field.get("id")}"]')[0].text_content()


def test_a_button_leads_back_to_the_top(article, seed):
    assert "Back to top button" in seed.furniture
    top = part(article, "top")
    assert text(top) == "ページの先頭へ戻る"
    assert article.xpath(f'//*[@id="{top.get("href").removeprefix("#")}"]')


def test_the_line_on_how_it_was_made_is_at_first_view_and_names_the_source(article, seed):
    assert seed.generated not in article.text_content()
    slip = part(article, "disclosure")
    points = {row.get("data-point"): text(row.find("dd")) for row in slip.iter("div")}
    assert points["source"] == PROVIDER
    assert points["automatic"] == "自動"
    assert points["unchecked"] == "誰も行っていません"
    assert points["not_translated"].startswith("なし")
    assert slip.xpath('.//div[@data-point="received"]//time/@datetime')
    head = next(slip.iterancestors("header"))
    assert part(article, "headline") in list(head.iter("h1")), "the line stands in the head, above the story"


def test_what_the_seed_lacks_is_said_in_full(article):
    made = part(article, "made")
    points = {line.get("data-point"): text(line) for line in made.iter("li")}
    assert PROVIDER in points["source"]
    assert points["source_time"] == "配信元が示す日時は2024年10月18日 20時30分です。"
    assert {"received", "published", "no_byline", "extent_full", "not_translated", "automatic", "unchecked"} <= set(
        points
    )
    assert made.xpath('.//li[@data-point="original"]/a/@href') == [ORIGINAL]


def test_the_date_stands_under_the_headline_in_the_sites_zone(article):
    times = part(article, "credit").xpath(".//time")
    assert times[0].get("datetime") == "2024-10-18T20:30:00+09:00"
    assert text(times[0]) == "2024年10月18日 20時30分"


def test_programs_are_told_the_same(article, seed):
    said = json.loads(article.xpath('//script[@type="application/ld+json"]/text()')[0])
    assert said["headline"] == seed.headline
    assert said["inLanguage"] == "ja"
    assert said["isBasedOn"]["url"] == ORIGINAL
    assert said["sourceOrganization"]["name"] == PROVIDER
    shown = [text(line) for line in part(article, "made").iter("li") if line.get("data-point") != "original"]
    told = [point["text"] for point in said["backstory"]["hasPart"] if point["identifier"] != "original"]
    assert told == shown


def test_the_page_is_japanese_throughout(article):
    assert article.get("lang") == "ja"
    assert latin_words(article) <= FORMATS


@pytest.mark.parametrize(
    "place", ["index.html", "404.html", "section/プレスリリース/index.html", "2024/10/18/index.html"]
)
def test_so_are_the_pages_around_it(newsroom, article, place):
    path = newsroom / "site" / "ja" / place
    page = lxml_html.parse(str(path), lxml_html.HTMLParser(encoding="utf-8")).getroot()
    assert page.get("lang") == "ja"
    assert latin_words(page) <= FORMATS


def test_killed_it_leaves_a_japanese_notice_and_nothing_of_the_story(withdrawn, seed):
    assert withdrawn.get("lang") == "ja"
    assert latin_words(withdrawn) <= FORMATS
    shown = withdrawn.text_content()
    assert PROVIDER in shown
    assert "この記事は取り下げられました" in shown
    assert "配信元による取り消し" not in shown, "why the desk killed it stays with the desk"
    assert withdrawn.xpath('//main//a[starts-with(@href, "/complaints/?article=")]'), (
        "a complaint still reaches the desk"
    )
    assert seed.headline not in shown
    assert not [paragraph for paragraph in seed.paragraphs if paragraph in shown]
    assert GUID not in lxml_html.tostring(withdrawn, encoding="unicode")
