"""An article's values as its template writes them: escaped, worded, dated. Decides nothing about the article."""

from dataclasses import dataclass

from wireroom.edition.render.escaping import Safe, html_text, plain_text, web_address
from wireroom.edition.render.forms import complaint_url
from wireroom.edition.render.furniture import Furniture, LinkHtml, link_html
from wireroom.edition.render.linked_data import linked_data
from wireroom.edition.render.pictures import PictureHtml, picture_html
from wireroom.edition.render.said import LaterHtml, PanelHtml, later_html, panel_html
from wireroom.edition.render.story_page import StoryLinkHtml, story_link_html
from wireroom.edition.render.teasers import TeaserHtml, teasers_html
from wireroom.edition.render.wording import Line
from wireroom.edition.values import ArticleView, CommentView, CorrectionView


@dataclass(frozen=True, slots=True)
class LineHtml:
    """A point of the disclosure, escaped."""

    key: str
    label: Safe
    text: Safe
    iso: str
    url: Safe


@dataclass(frozen=True, slots=True)
class CorrectionHtml:
    """An entry of the correction log, escaped."""

    kind: str
    label: Safe
    iso: str
    time: str
    note: Safe
    before: Safe
    after: Safe


@dataclass(frozen=True, slots=True)
class CommentHtml:
    """A reader's comment, escaped; `complaint_url` is where to report it."""

    id: int
    name: Safe
    text: Safe
    iso: str
    time: str
    complaint_url: Safe


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """What article.html reads."""

    title: Safe
    switch: tuple[LinkHtml, ...]
    alternates: tuple[LinkHtml, ...]
    canonical: Safe
    noindex: bool
    tdm_reserved: bool
    absolute: Safe
    description: Safe
    social_image: Safe
    json_ld: Safe
    url: Safe
    language: Safe
    section: LinkHtml | None
    headline: Safe
    standfirst: Safe
    byline: Safe
    dateline: Safe
    credit: Safe
    provider_url: Safe
    copyright: Safe
    original_url: Safe
    published_iso: str
    published: str
    updated_iso: str
    updated: str
    was_updated: bool
    corrected: CorrectionHtml | None
    extent: str
    excerpt_note: Safe
    original_label: Safe
    disclosure: tuple[LineHtml, ...]
    made: tuple[LineHtml, ...]
    picture: PictureHtml | None
    picture_credit: Safe
    body: Safe
    corrections: tuple[CorrectionHtml, ...]
    said: PanelHtml | None
    later: tuple[LaterHtml, ...]
    story: StoryLinkHtml | None
    related: tuple[TeaserHtml, ...]
    comments: tuple[CommentHtml, ...]
    comments_heading: Safe
    comments_state: str
    comment_key: Safe


def prepare_article(view: ArticleView, furniture: Furniture) -> ArticlePage:
    """`view` for article.html. Raises KeyError for a disclosure point that has no words."""
    dates, words = furniture.dates, furniture.wording.catalog
    short, made = furniture.wording.short(view.disclosure), furniture.wording.full(view.disclosure)
    description = view.standfirst or plain_text(view.body_html, limit=200)
    corrections = tuple(_correction(entry, furniture) for entry in view.corrections)
    alternates = dict(view.alternates)
    picture = picture_html(view.picture)
    return ArticlePage(
        title=html_text(f"{view.headline} – {furniture.site.name}"),
        switch=furniture.switch(alternates),
        alternates=tuple(
            LinkHtml(Safe(""), html_text(furniture.absolute(url)), tag)
            for tag, url in ({view.language: view.url} | alternates if alternates else {}).items()
        ),
        canonical=html_text(view.canonical_absolute),
        noindex=view.noindex,
        tdm_reserved=view.tdm_reserved,
        absolute=html_text(furniture.absolute(view.url)),
        description=html_text(description),
        social_image=html_text(furniture.absolute(view.picture.sources[-1].url)) if picture else Safe(""),
        json_ld=linked_data(view, furniture, description=description, short=short, made=made),
        url=html_text(view.url),
        language=html_text(view.language),
        section=link_html(view.section) if view.section else None,
        headline=html_text(view.headline),
        standfirst=html_text(view.standfirst),
        byline=html_text(view.byline),
        dateline=html_text(view.dateline),
        credit=html_text(view.credit or view.provider_name),
        provider_url=web_address(view.provider_url),
        copyright=html_text(view.copyright_notice),
        original_url=web_address(view.original_url),
        published_iso=dates.iso(view.published),
        published=dates.minute(view.published),
        updated_iso=dates.iso(view.updated),
        updated=dates.minute(view.updated),
        was_updated=dates.minute(view.updated) != dates.minute(view.published),
        corrected=next((entry for entry in reversed(corrections) if entry.kind == "correction"), None),
        extent=view.extent,
        excerpt_note=_excerpt_note(view, furniture),
        original_label=html_text(words.gettext("Read the original at %(name)s", name=view.provider_name)),
        disclosure=tuple(_line(line) for line in short),
        made=tuple(_line(line) for line in made),
        picture=picture,
        picture_credit=html_text(words.gettext("Picture: %(name)s", name=view.picture.credit))
        if view.picture and view.picture.credit
        else Safe(""),
        body=Safe(view.marked_html or view.body_html),
        corrections=corrections,
        said=panel_html(view.said, furniture),
        later=later_html(view.later, furniture),
        story=story_link_html(view.story, furniture) if view.story else None,
        related=teasers_html(view.related, furniture, pictured=False),
        comments=tuple(_comment(comment, view, furniture) for comment in view.comments),
        comments_heading=html_text(
            words.ngettext("%(count)d comment", "%(count)d comments", len(view.comments))
            if view.comments
            else words.gettext("Comments")
        ),
        comments_state="closed"
        if view.comments_state == "open" and not furniture.site.comments_open
        else view.comments_state,
        comment_key=html_text(view.comment_key),
    )


def _excerpt_note(view: ArticleView, furniture: Furniture) -> Safe:
    words = furniture.wording.catalog
    if view.extent == "excerpt":
        return html_text(words.gettext("This is an excerpt. The full text is at %(name)s.", name=view.provider_name))
    if view.extent == "headline":
        return html_text(
            words.gettext("Only the headline is shown here. The text is at %(name)s.", name=view.provider_name)
        )
    return Safe("")


def _line(line: Line) -> LineHtml:
    return LineHtml(line.key, html_text(line.label), html_text(line.text), line.iso, web_address(line.url))


def _correction(entry: CorrectionView, furniture: Furniture) -> CorrectionHtml:
    return CorrectionHtml(
        kind=entry.kind if entry.kind == "correction" else "update",
        label=html_text(furniture.wording.correction_kind(entry)),
        iso=furniture.dates.iso(entry.at),
        time=furniture.dates.minute(entry.at),
        note=html_text(entry.note),
        before=html_text(entry.before),
        after=html_text(entry.after),
    )


def _comment(comment: CommentView, view: ArticleView, furniture: Furniture) -> CommentHtml:
    return CommentHtml(
        id=comment.id,
        name=html_text(comment.name),
        text=html_text(comment.text),
        iso=furniture.dates.iso(comment.at),
        time=furniture.dates.minute(comment.at),
        complaint_url=complaint_url(view.comment_key, view.language, comment=comment.id),
    )
