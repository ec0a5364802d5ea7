"""What every page of one language shares: site, words, dates, addresses, templates. Renders no page."""

from collections.abc import Mapping
from dataclasses import dataclass

from minijinja import Environment

from wireroom.edition.render.assets import load_assets
from wireroom.edition.render.catalogs import ENDONYMS, open_catalog
from wireroom.edition.render.dates import Dates
from wireroom.edition.render.escaping import Safe, html_text
from wireroom.edition.render.templates import open_templates
from wireroom.edition.render.wording import Wording, open_wording
from wireroom.edition.values import Link, Site


@dataclass(frozen=True, slots=True)
class LinkHtml:
    """A labelled address, escaped. `language` is set where the label is in another language than the page."""

    label: Safe
    url: Safe
    language: str = ""


@dataclass(frozen=True, slots=True)
class SiteHtml:
    """The site as templates write it: everything escaped."""

    name: Safe
    language: str
    locale: str
    home: Safe
    sections: tuple[LinkHtml, ...]
    rss: Safe
    atom: Safe
    json: Safe
    css: Safe
    form_js: Safe
    icon: Safe
    comments_held: bool


@dataclass(frozen=True, slots=True, eq=False)
class Furniture:
    """One language's site, ready to render with. Equal only to itself, so that what it rendered can be kept."""

    site: Site
    html: SiteHtml
    wording: Wording
    dates: Dates
    templates: Environment

    def render(self, template: str, page: object, *, here: str = "") -> bytes:
        """The page as UTF-8. `here` is the page's own address, where the navigation may name it."""
        return self.templates.render_template(template, page=page, here=html_text(here)).encode()

    def absolute(self, path: str) -> str:
        """`path` on the site, or an address elsewhere, as an absolute address."""
        return f"{self.site.base_url}{path}" if path.startswith("/") else path

    def switch(self, alternates: Mapping[str, str]) -> tuple[LinkHtml, ...]:
        """The language switch: to the same page where there is one, else to the language's home."""
        return tuple(
            LinkHtml(html_text(ENDONYMS[tag]), html_text(alternates.get(tag, f"/{tag}/")), tag)
            for tag in self.site.languages
            if tag != self.site.language
        )


_LOCALES = {"en": "en_GB", "ja": "ja_JP"}


def open_furniture(site: Site) -> Furniture:
    """Prepare the site of one language. Raises SettingError for a language the furniture does not speak."""
    for tag in (site.language, *site.languages):
        open_catalog(tag)
    catalog = open_catalog(site.language)
    dates = Dates(site.language, site.timezone)
    css, form_js, icon = load_assets()
    home = f"/{site.language}/"
    html = SiteHtml(
        name=html_text(site.name),
        language=site.language,
        locale=_LOCALES[site.language],
        home=html_text(home),
        sections=tuple(link_html(section) for section in site.sections),
        rss=html_text(site.rss_url or f"{home}feed.rss"),
        atom=html_text(site.atom_url or f"{home}feed.atom"),
        json=html_text(site.json_url or f"{home}feed.json"),
        css=html_text(css.path),
        form_js=html_text(form_js.path),
        icon=html_text(icon.path),
        comments_held=site.comments_held,
    )
    return Furniture(
        site=site,
        html=html,
        wording=open_wording(catalog, dates),
        dates=dates,
        templates=open_templates(catalog, html),
    )


def link_html(link: Link) -> LinkHtml:
    """A link, escaped."""
    return LinkHtml(html_text(link.label), html_text(link.url))
