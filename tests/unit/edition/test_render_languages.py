"""Everything a visitor sees is in the page's language: catalogs complete, in step, and used everywhere."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from edition_samples import NOW, make_article, make_facts, make_feed, make_gone, make_home, make_site, make_story
from lxml import html
from said_samples import make_actor, make_later, make_said, make_story_said

from wireroom.core.disclosure import decide_disclosure
from wireroom.edition.form_values import CommentFormView, FieldError
from wireroom.edition.render import open_renderer
from wireroom.edition.render.catalogs import ENDONYMS
from wireroom.edition.story_values import StoryGoneView
from wireroom.edition.values import MovedView, StoryLink

ROOT = Path(__file__).resolve().parents[3]
LOCALE = ROOT / "wireroom" / "locale"
PLACE = re.compile(r"%\(\w+\)[sd]")
# Names of formats and our own name are the same in every language.
NAMES = {"RSS", "Atom", "JSON", "Feed", "ninjs", "Wireroom"}


def catalog_of(language: str):
    with (LOCALE / language / "LC_MESSAGES" / "edition.po").open("rb") as file:
        return read_po(file, locale=language)


def strings(catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Messages by id, plural or not, in one form: the two file formats are read into different ones."""
    return {tuple(_many(message.id)): tuple(_many(message.string)) for message in catalog if message.id}


def _many(value) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("messages") / "edition.pot"
    command = [
        sys.executable,
        "-m",
        "babel.messages.frontend",
        "-q",
        "extract",
        "-F",
        "babel.cfg",
        "-o",
        str(path),
        ".",
    ]
    subprocess.run(command, cwd=ROOT, check=True)
    with path.open("rb") as file:
        return read_po(file)


@pytest.mark.parametrize("language", sorted(ENDONYMS))
def test_the_catalog_has_exactly_the_messages_of_the_code(extracted, language: str) -> None:
    catalog = catalog_of(language)
    assert {message.id for message in catalog if message.id} == {message.id for message in extracted if message.id}
    assert not catalog.obsolete


@pytest.mark.parametrize("language", sorted(ENDONYMS))
def test_every_message_is_translated_with_its_places(language: str) -> None:
    for message in catalog_of(language):
        if not message.id:
            continue
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(text.strip() for text in texts), message.id
        assert not message.fuzzy
        for text in texts:
            assert set(PLACE.findall(text)) == set(PLACE.findall(originals[-1])), message.id


@pytest.mark.parametrize("language", sorted(ENDONYMS))
def test_the_compiled_catalog_is_in_step(language: str) -> None:
    with (LOCALE / language / "LC_MESSAGES" / "edition.mo").open("rb") as file:
        compiled = read_mo(file)
    assert strings(compiled) == strings(catalog_of(language))


def test_japanese_messages_are_japanese() -> None:
    for message in catalog_of("ja"):
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        for text in texts if message.id else ():
            rest = re.sub(r"name@example\.org", "", PLACE.sub("", text))
            assert not re.search(r"[A-Za-z]", rest), text


def japanese_pages() -> dict[str, bytes]:
    renderer = open_renderer({language: make_site(language) for language in ("ja", "en")})
    facts = make_facts("ja", extent="excerpt", translated_from="ko", engine="訳々", released_by="高瀬", salvaged=True)
    form = CommentFormView("errors", "/ja/x/", "見出し", "a17", errors=(FieldError("name", "required"),))
    return {
        "article": renderer.article(make_article("ja")),
        "excerpt": renderer.article(make_article("ja", extent="excerpt", disclosure=decide_disclosure(facts))),
        "frozen": renderer.article(make_article("ja", comments_state="frozen", comments=())),
        "home": renderer.listing(make_home("ja")),
        "empty": renderer.listing(make_home("ja", teasers=(), groups=(), days=())),
        "section": renderer.listing(make_home("ja", kind="section", title="国際", number=2, newer="/ja/")),
        "story": renderer.story(make_story("ja")),
        "story-judged": renderer.story(make_story("ja", is_judged=True, closed_at=None, number=1, newer="/ja/x/")),
        "story-gone": renderer.story_gone(StoryGoneView("ja")),
        "story-moved": renderer.moved(MovedView("/ja/x/", "ja", "", is_story=True)),
        "large-story": renderer.article(make_article("ja", story=StoryLink("/ja/x/", "", NOW, 50, is_exact=False))),
        "said": renderer.article(make_article("ja", said=make_said("ja", 20), later=make_later("ja"))),
        "story-said": renderer.story(make_story("ja", said=make_story_said("ja"))),
        "actor": renderer.actor(make_actor("ja")),
        "actor-gone": renderer.actor_gone("ja"),
        "actor-moved": renderer.moved(MovedView("/ja/x/", "ja", "", is_actor=True)),
        "gone": renderer.gone(make_gone("ja")),
        "missing": renderer.not_found("ja"),
        **{
            kind: renderer.comment_page("ja", replace(form, kind=kind, reason="closed"))
            for kind in ("errors", "thanks", "complaint", "complaint_thanks", "refused")
        },
    }


@pytest.mark.parametrize("name", sorted(japanese_pages()))
def test_a_japanese_page_has_no_english_furniture(name: str) -> None:
    page = html.document_fromstring(japanese_pages()[name].decode())
    for foreign in page.xpath("//*[@lang='en'] | //script"):
        foreign.drop_tree()
    seen = [page.text_content()]
    seen += page.xpath("//@title | //@alt | //@aria-label | //@placeholder | //@aria-description")
    seen += page.xpath("//meta[@name='description' or starts-with(@property, 'og:')]/@content")
    english = {
        word
        for text in seen
        for word in re.findall(r"[A-Za-z]{2,}", re.sub(r"https?://\S+|name@example\.org|article\b|website\b", "", text))
    }
    assert english <= NAMES | {"ja", "JP"}


@pytest.mark.parametrize("form", ["rss", "atom", "json_feed"])
def test_japanese_feeds_say_nothing_in_english(form: str) -> None:
    renderer = open_renderer({"ja": make_site("ja", languages=("ja",))})
    text = getattr(renderer, form)(make_feed("ja")).decode()
    english = {message.id for message in catalog_of("ja") if isinstance(message.id, str) and " " in message.id.strip()}
    assert len(english) > 60
    assert not [phrase for phrase in english if PLACE.split(phrase)[0].strip(" :") and PLACE.split(phrase)[0] in text]
