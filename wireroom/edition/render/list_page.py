"""A list page's values as its template writes them: home, section, day. Orders and drops no article."""

from dataclasses import dataclass

from wireroom.edition.render.escaping import Safe, html_text
from wireroom.edition.render.furniture import Furniture, LinkHtml, link_html
from wireroom.edition.render.story_page import RunningHtml, running_html
from wireroom.edition.render.teasers import TeaserHtml, teasers_html
from wireroom.edition.values import ListView

# How many teasers of a full front page stand beside the lead story before the plain list begins.
_SECONDARY = 4


@dataclass(frozen=True, slots=True)
class GroupHtml:
    """A section's block on the front page."""

    heading: LinkHtml
    teasers: tuple[TeaserHtml, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """What listing.html reads. `front` is the newest home page, laid out as a front page; `lead` its first story."""

    title: Safe
    heading: Safe
    switch: tuple[LinkHtml, ...]
    canonical: Safe
    rss: Safe
    atom: Safe
    front: bool
    edition_day: str
    edition_iso: str
    lead: TeaserHtml | None
    secondary: tuple[TeaserHtml, ...]
    teasers: tuple[TeaserHtml, ...]
    running: tuple[RunningHtml, ...]
    groups: tuple[GroupHtml, ...]
    days: tuple[LinkHtml, ...]
    older: Safe
    newer: Safe
    number: Safe


def prepare_list(view: ListView, furniture: Furniture) -> ListPage:
    """`view` for listing.html."""
    dates, words, site = furniture.dates, furniture.wording.catalog, furniture.site
    front = view.kind == "home" and view.number is None
    heading = view.title or words.gettext("Latest news")
    if view.kind == "day" and view.day:
        heading = dates.weekday(view.day)
    number = "" if view.number is None else words.gettext("Page %(number)d", number=view.number)
    title = " – ".join(part for part in ("" if front else heading, number, site.name) if part)
    teasers = teasers_html(view.teasers, furniture)
    ahead = 1 + _SECONDARY if front else 0
    newest = max((dates.local_day(teaser.published) for teaser in view.teasers), default=None)
    return ListPage(
        title=html_text(title),
        heading=html_text(heading),
        switch=furniture.switch({}),
        canonical=html_text(furniture.absolute(view.url)),
        rss=html_text(view.rss_url),
        atom=html_text(view.atom_url),
        front=front,
        edition_day=dates.weekday(newest) if front and newest else "",
        edition_iso=newest.isoformat() if front and newest else "",
        lead=teasers[0] if front and teasers else None,
        secondary=teasers[1:ahead],
        teasers=teasers[ahead:],
        running=tuple(running_html(story, furniture) for story in view.running),
        groups=tuple(
            GroupHtml(link_html(heading), teasers_html(grouped, furniture)) for heading, grouped in view.groups
        ),
        days=tuple(
            LinkHtml(
                html_text(dates.day(day)),
                html_text(f"/{view.language}/{day.year:04}/{day.month:02}/{day.day:02}/"),
            )
            for day in view.days
        ),
        older=html_text(view.older),
        newer=html_text(view.newer),
        number=html_text(number),
    )
