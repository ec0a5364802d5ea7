"""Every page is well-formed HTML: elements closed in order, no attribute twice, headings in steps."""

import itertools
from html.parser import HTMLParser

import pytest
from edition_samples import make_article, make_gone, make_home, make_site, make_story
from lxml import html
from said_samples import make_actor, make_later, make_said, make_story_said

from wireroom.edition.form_values import CommentFormView, FieldError
from wireroom.edition.render import open_renderer
from wireroom.edition.story_values import StoryGoneView
from wireroom.edition.values import MovedView

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


class Balance(HTMLParser):
    """Raises AssertionError at the first element closed out of order and the first attribute given twice."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag, (tag, self.getpos())


def pages(language: str) -> dict[str, bytes]:
    renderer = open_renderer({tag: make_site(tag) for tag in ("ja", "en")})
    wrong = (FieldError("name", "required"), FieldError("text", "required"), FieldError("email", "email"))
    return {
        "article": renderer.article(make_article(language)),
        "bare": renderer.article(
            make_article(language, section=None, picture=None, corrections=(), story=None, related=(), comments=())
        ),
        "home": renderer.listing(make_home(language)),
        "section": renderer.listing(make_home(language, kind="section", number=2, newer="/x/")),
        "story": renderer.story(make_story(language)),
        "story-part": renderer.story(make_story(language, number=2, older="/x/", newer="/y/", closed_at=None)),
        "story-gone": renderer.story_gone(StoryGoneView(language)),
        "story-moved": renderer.moved(MovedView("/x/", language, "", is_story=True)),
        "said": renderer.article(make_article(language, said=make_said(language, 20), later=make_later(language))),
        "story-said": renderer.story(make_story(language, said=make_story_said(language))),
        "actor": renderer.actor(make_actor(language)),
        "actor-gone": renderer.actor_gone(language),
        "gone": renderer.gone(make_gone(language)),
        "missing": renderer.not_found(language),
        "landing": renderer.landing(),
        "errors": renderer.comment_page(language, CommentFormView("errors", "/x/", "x", "a1", errors=wrong)),
        "complaint": renderer.comment_page(language, CommentFormView("complaint", "/x/", "x", "a1", errors=wrong)),
        "thanks": renderer.comment_page(language, CommentFormView("thanks", "/x/", "x", "a1")),
    }


PAGES = {f"{language}-{name}": body for language in ("en", "ja") for name, body in pages(language).items()}


@pytest.mark.parametrize("name", sorted(PAGES))
def test_elements_are_closed_in_order(name: str) -> None:
    balance = Balance()
    balance.feed(PAGES[name].decode())
    balance.close()
    assert balance.open == []


@pytest.mark.parametrize("name", sorted(PAGES))
def test_one_main_heading_and_no_step_left_out(name: str) -> None:
    levels = [int(heading.tag[1]) for heading in html.document_fromstring(PAGES[name].decode()).xpath("//h1|//h2|//h3")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(deeper <= level + 1 for level, deeper in itertools.pairwise(levels))


@pytest.mark.parametrize("name", sorted(PAGES))
def test_references_are_never_left_unescaped_or_twice_escaped(name: str) -> None:
    text = PAGES[name].decode()
    assert "&amp;amp;" not in text
    assert "&#x2f;" not in text
    assert "{{" not in text
    assert "{%" not in text
    assert ">None<" not in text
