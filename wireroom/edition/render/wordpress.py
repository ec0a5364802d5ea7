"""A story as the REST API of WordPress takes a post: HTML and dates. Decides nothing of what may be told.

Source: developer.wordpress.org/rest-api/reference/posts. WordPress runs shortcodes and fetches bare addresses that
stand in a post; copy is written so that it does neither.
"""

import re
from dataclasses import dataclass
from datetime import UTC

from wireroom.edition.render.escaping import Safe, cut_uncarriable, html_text, web_address
from wireroom.edition.values import OutgoingStory

_TAG = re.compile(r'<[^>"]*(?:"[^"]*"[^>"]*)*>')


@dataclass(frozen=True, slots=True)
class WordPressPost:
    """A post's own fields: HTML, but for `slug` and `date_gmt` (ISO 8601 without a zone, UTC)."""

    title: str
    content: str
    excerpt: str
    slug: str
    date_gmt: str


@dataclass(frozen=True, slots=True)
class WordPressPicture:
    """The words of a post's picture: plain text and, for the caption, HTML."""

    alt_text: str
    caption: str


def wordpress_post(story: OutgoingStory) -> WordPressPost:
    """The story with its correction log, its credit and how it was made, as one post."""
    return WordPressPost(
        title=_inert(html_text(story.headline)),
        content=_inert("\n".join(_content(story))),
        excerpt=_inert(html_text(story.summary)),
        slug=wordpress_slug(story),
        date_gmt=story.published.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds"),
    )


def wordpress_slug(story: OutgoingStory) -> str:
    """The last part of the story's own address: it never changes and ends in the article's key."""
    return story.url.rstrip("/").rpartition("/")[2]


def wordpress_picture(story: OutgoingStory) -> WordPressPicture:
    """The words that stand with the story's picture."""
    picture = story.picture
    if picture is None:
        return WordPressPicture("", "")
    words = [html_text(text) for text in (picture.caption, picture.credit) if text]
    return WordPressPicture(cut_uncarriable(picture.alt), _inert(" – ".join(words)))


def _content(story: OutgoingStory) -> list[str]:
    parts = []
    if story.notes:
        notes = "".join(f"<li>{html_text(note)}</li>" for note in story.notes)
        parts.append(f'<ul class="wireroom-corrections">{notes}</ul>')
    if story.body_html:
        parts.append(cut_uncarriable(story.body_html))
    elif story.summary:
        parts.append(f"<p>{html_text(story.summary)}</p>")
    source = web_address(story.source_url)
    credit = html_text(story.credit or story.provider.label)
    if source:
        credit = Safe(f'<a href="{source}">{credit}</a>')
    signed = " – ".join(part for part in (html_text(story.byline), credit) if part)
    parts.append(f'<p class="wireroom-credit">{signed}</p>')
    rights = [html_text(text) for text in (story.copyright_notice, *story.usage) if text]
    if rights:
        parts.append(f'<p class="wireroom-rights">{"<br>".join(rights)}</p>')
    if story.disclosure:
        parts.append(f'<p class="wireroom-made">{html_text(" ".join(story.disclosure))}</p>')
    return parts


def _inert(markup: str) -> str:
    """The same for readers, with nothing in it that WordPress would run as a shortcode or fetch as an embed."""
    markup = markup.replace("[", "&#91;").replace("]", "&#93;")
    if "://" not in markup:
        return markup
    parts, at = [], 0
    for tag in _TAG.finditer(markup):
        parts += [markup[at : tag.start()].replace("://", ":&#47;&#47;"), tag[0]]
        at = tag.end()
    return "".join([*parts, markup[at:].replace("://", ":&#47;&#47;")])
