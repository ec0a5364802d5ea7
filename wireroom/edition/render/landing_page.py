"""The site's first address: sends a visitor to the default language and lists all of them. Knows no visitor."""

from collections.abc import Mapping
from dataclasses import dataclass

from wireroom.edition.render.catalogs import ENDONYMS
from wireroom.edition.render.escaping import Safe, html_text
from wireroom.edition.render.furniture import Furniture, LinkHtml


@dataclass(frozen=True, slots=True)
class LandingPage:
    """What landing.html reads, in the default language."""

    title: Safe
    home: Safe
    absolute_home: Safe
    languages: tuple[LinkHtml, ...]


def prepare_landing(furniture_by_language: Mapping[str, Furniture], default: str) -> LandingPage:
    """The landing page. `default` is the language it sends to."""
    furniture = furniture_by_language[default]
    return LandingPage(
        title=html_text(furniture.site.name),
        home=html_text(f"/{default}/"),
        absolute_home=html_text(furniture.absolute(f"/{default}/")),
        languages=tuple(
            LinkHtml(html_text(ENDONYMS[tag]), html_text(f"/{tag}/"), tag) for tag in furniture.site.languages
        ),
    )
