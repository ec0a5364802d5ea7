"""Teasers as lists and related blocks write them. Sorts and chooses nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from wireroom.edition.render.escaping import Safe, html_text
from wireroom.edition.render.furniture import Furniture, LinkHtml, link_html
from wireroom.edition.render.pictures import PictureHtml, picture_html
from wireroom.edition.values import Teaser


@dataclass(frozen=True, slots=True)
class TeaserHtml:
    """A teaser, escaped; `iso` and `time` are its publication for machines and readers."""

    url: Safe
    headline: Safe
    standfirst: Safe
    section: LinkHtml | None
    provider: Safe
    iso: str
    time: str
    picture: PictureHtml | None
    corrected: bool


def teasers_html(teasers: Iterable[Teaser], furniture: Furniture, *, pictured: bool = True) -> tuple[TeaserHtml, ...]:
    """The teasers in their order; without pictures where the place shows none."""
    dates = furniture.dates
    return tuple(
        TeaserHtml(
            url=html_text(teaser.url),
            headline=html_text(teaser.headline),
            standfirst=html_text(teaser.standfirst),
            section=link_html(teaser.section) if teaser.section else None,
            provider=html_text(teaser.provider_name),
            iso=dates.iso(teaser.published),
            time=dates.clock(teaser.published),
            picture=picture_html(teaser.picture) if pictured else None,
            corrected=teaser.corrected,
        )
        for teaser in teasers
    )
