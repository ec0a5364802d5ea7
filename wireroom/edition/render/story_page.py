"""A story's page as its template writes it: when it began, who carries it, its articles. Orders and drops none."""

from dataclasses import dataclass
from datetime import datetime

from wireroom.edition.render.catalogs import ENDONYMS
from wireroom.edition.render.escaping import Safe, html_text, script_json
from wireroom.edition.render.furniture import Furniture, LinkHtml
from wireroom.edition.render.story_said import StorySaidHtml, story_said_html
from wireroom.edition.render.teasers import TeaserHtml, teasers_html
from wireroom.edition.story_values import Elsewhere, StoryGoneView, StoryView
from wireroom.edition.values import RunningStory, StoryLink


@dataclass(frozen=True, slots=True)
class ElsewhereHtml:
    """The link to a story's page in another language, escaped: that language's own name, and how much is there."""

    language: str
    name: Safe
    url: Safe
    told: Safe


@dataclass(frozen=True, slots=True)
class StoryPage:
    """What story.html reads."""

    title: Safe
    heading: Safe
    switch: tuple[LinkHtml, ...]
    alternates: tuple[LinkHtml, ...]
    canonical: Safe
    noindex: bool
    description: Safe
    json_ld: Safe
    number: Safe
    count: int
    providers: tuple[Safe, ...]
    began_iso: str
    began: str
    latest_iso: str
    latest: str
    closed: Safe
    made: Safe
    point: str
    teasers: tuple[TeaserHtml, ...]
    elsewhere: tuple[ElsewhereHtml, ...]
    said: StorySaidHtml | None
    older: Safe
    newer: Safe


@dataclass(frozen=True, slots=True)
class StoryGonePage:
    """What story_gone.html reads."""

    title: Safe
    switch: tuple[LinkHtml, ...]


@dataclass(frozen=True, slots=True)
class StoryLinkHtml:
    """The link to a story on an article's page: its `name`, if it has one, how much is there since when, and the other
    languages that it is told in, each by its own name."""

    url: Safe
    name: Safe
    told: Safe
    elsewhere: tuple[LinkHtml, ...]


@dataclass(frozen=True, slots=True)
class RunningHtml:
    """A running story on the front page, escaped."""

    url: Safe
    headline: Safe
    iso: str
    time: str


def prepare_story(view: StoryView, furniture: Furniture) -> StoryPage:
    """`view` for story.html."""
    dates, words = furniture.dates, furniture.wording.catalog
    number = "" if view.number is None else words.gettext("Page %(number)d", number=view.number)
    alternates = {one.language: one.url for one in view.elsewhere} if view.number is None else {}
    closed = ""
    if view.closed_at:
        closed = words.gettext(
            "The editors closed this story on %(day)s. No more articles are added to it.",
            day=dates.day(dates.local_day(view.closed_at)),
        )
    return StoryPage(
        title=html_text(" – ".join(part for part in (view.headline, number, furniture.site.name) if part)),
        heading=html_text(view.headline),
        switch=furniture.switch(alternates),
        alternates=tuple(
            LinkHtml(Safe(""), html_text(furniture.absolute(url)), tag)
            for tag, url in ({view.language: view.url} | alternates if alternates else {}).items()
        ),
        canonical=html_text(furniture.absolute(view.url)),
        noindex=view.noindex,
        description=html_text(_since(view.count, view.began, furniture)),
        json_ld=story_data(view, furniture),
        number=html_text(number),
        count=view.count,
        providers=tuple(html_text(name) for name in view.providers),
        began_iso=dates.iso(view.began),
        began=dates.minute(view.began),
        latest_iso=dates.iso(view.latest),
        latest=dates.minute(view.latest),
        closed=html_text(closed),
        made=html_text(
            words.gettext("The articles were put together by machine; an editor has judged which belong here.")
            if view.is_judged
            else words.gettext(
                "The articles were put together by machine; nobody here has checked that they tell of the same event."
            )
        ),
        point="judged" if view.is_judged else "unchecked",
        teasers=teasers_html(view.teasers, furniture, pictured=False),
        elsewhere=tuple(_elsewhere_html(one, furniture) for one in view.elsewhere),
        said=story_said_html(view.said, furniture),
        older=html_text(view.older),
        newer=html_text(view.newer),
    )


def prepare_story_gone(view: StoryGoneView, furniture: Furniture) -> StoryGonePage:
    """The notice at the address of a story that has no article left."""
    title = furniture.wording.catalog.gettext("This story is no longer here")
    return StoryGonePage(title=html_text(f"{title} – {furniture.site.name}"), switch=furniture.switch({}))


def story_link_html(link: StoryLink, furniture: Furniture) -> StoryLinkHtml:
    """The link of an article to its story."""
    told = _since(link.count, link.began, furniture, is_exact=link.is_exact)
    elsewhere = tuple(LinkHtml(html_text(ENDONYMS[tag]), Safe(""), tag) for tag in link.elsewhere)
    return StoryLinkHtml(html_text(link.url), html_text(link.name), html_text(told), elsewhere)


def _elsewhere_html(one: Elsewhere, furniture: Furniture) -> ElsewhereHtml:
    words, count = furniture.wording.catalog, one.count
    told = words.ngettext("%(count)d article", "%(count)d articles", count=count)
    if not one.is_exact:
        told = words.gettext("more than %(count)d articles", count=count)
    return ElsewhereHtml(one.language, html_text(ENDONYMS[one.language]), html_text(one.url), html_text(told))


def running_html(story: RunningStory, furniture: Furniture) -> RunningHtml:
    """A running story's line."""
    return RunningHtml(
        html_text(story.url),
        html_text(story.headline),
        furniture.dates.iso(story.latest),
        furniture.dates.clock(story.latest),
    )


def story_data(view: StoryView, furniture: Furniture) -> Safe:
    """JSON-LD of the page: what stands on it, in its order.

    Source: schema.org CollectionPage, ItemList.
    """
    site, dates = furniture.site, furniture.dates
    url = furniture.absolute(view.url)
    parts = [
        {
            "@type": "NewsArticle",
            "url": furniture.absolute(teaser.url),
            "headline": teaser.headline,
            "datePublished": dates.iso(teaser.published),
        }
        | (
            {"sourceOrganization": {"@type": "NewsMediaOrganization", "name": teaser.provider_name}}
            if teaser.provider_name
            else {}
        )
        for teaser in view.teasers
    ]
    return script_json(
        {
            "@context": "https://schema.org",
            "@type": "CollectionPage",
            "@id": url,
            "url": url,
            "name": view.headline,
            "inLanguage": view.language,
            "dateModified": dates.iso(view.latest),
            "temporalCoverage": f"{dates.iso(view.began)}/{dates.iso(view.latest)}",
            "publisher": {"@type": "NewsMediaOrganization", "name": site.name, "url": f"{site.base_url}/"},
            "mainEntity": {
                "@type": "ItemList",
                "itemListOrder": "https://schema.org/ItemListOrderDescending",
                "numberOfItems": view.count,
                "itemListElement": [
                    {"@type": "ListItem", "position": position, "url": part["url"]}
                    for position, part in enumerate(parts, start=1)
                ],
            },
            "hasPart": parts,
        }
    )


def _since(count: int, began: datetime, furniture: Furniture, *, is_exact: bool = True) -> str:
    words = furniture.wording.catalog
    day = furniture.dates.day(furniture.dates.local_day(began))
    if not is_exact:
        return words.gettext("more than %(count)d articles since %(day)s", count=count, day=day)
    return words.ngettext("%(count)d article since %(day)s", "%(count)d articles since %(day)s", count, day=day)
