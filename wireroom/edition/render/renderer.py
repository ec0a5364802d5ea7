"""The one door to rendering: a value in, the bytes of a page, feed or sitemap out. Writes no file, reads no clock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wireroom.core.errors import SettingError
from wireroom.edition.form_values import CommentFormView
from wireroom.edition.render.actor_page import prepare_actor, prepare_actor_gone
from wireroom.edition.render.article_page import prepare_article
from wireroom.edition.render.assets import Asset, load_assets
from wireroom.edition.render.atom import write_atom
from wireroom.edition.render.furniture import Furniture, open_furniture
from wireroom.edition.render.json_feed import write_json_feed
from wireroom.edition.render.landing_page import prepare_landing
from wireroom.edition.render.list_page import prepare_list
from wireroom.edition.render.notice_pages import prepare_comment, prepare_gone, prepare_moved, prepare_not_found
from wireroom.edition.render.rss import write_rss
from wireroom.edition.render.search_page import prepare_search
from wireroom.edition.render.sitemaps import write_news_sitemap, write_robots, write_sitemap, write_sitemap_index
from wireroom.edition.render.story_page import prepare_story, prepare_story_gone
from wireroom.edition.said_values import ActorView
from wireroom.edition.story_values import StoryGoneView, StoryView
from wireroom.edition.values import (
    ArticleView,
    FeedView,
    GoneView,
    ListView,
    MovedView,
    SearchView,
    Site,
    SitemapEntry,
)


@dataclass(frozen=True, slots=True)
class Renderer:
    """Renders for every language of one site. Made by open_renderer; safe to share between threads.

    Methods take a view in a language the renderer was opened for and raise SettingError for another.
    """

    furniture_by_language: Mapping[str, Furniture]
    default_language: str

    def article(self, view: ArticleView) -> bytes:
        """A live article's page."""
        furniture = self._furniture(view.language)
        return furniture.render("article.html", prepare_article(view, furniture))

    def gone(self, view: GoneView) -> bytes:
        """The notice that answers 410 in a withdrawn article's place."""
        furniture = self._furniture(view.language)
        return furniture.render("gone.html", prepare_gone(view, furniture))

    def moved(self, view: MovedView) -> bytes:
        """The page that leads from an address to where its copy stands now."""
        furniture = self._furniture(view.language)
        return furniture.render("moved.html", prepare_moved(view, furniture))

    def listing(self, view: ListView) -> bytes:
        """A home, section or day list page."""
        furniture = self._furniture(view.language)
        return furniture.render("listing.html", prepare_list(view, furniture), here=view.url)

    def story(self, view: StoryView) -> bytes:
        """A story's page."""
        furniture = self._furniture(view.language)
        return furniture.render("story.html", prepare_story(view, furniture))

    def story_gone(self, view: StoryGoneView) -> bytes:
        """The notice that answers 410 in the place of a story without articles."""
        furniture = self._furniture(view.language)
        return furniture.render("story_gone.html", prepare_story_gone(view, furniture))

    def actor(self, view: ActorView) -> bytes:
        """The page of somebody who is quoted."""
        furniture = self._furniture(view.language)
        return furniture.render("actor.html", prepare_actor(view, furniture))

    def actor_gone(self, language: str) -> bytes:
        """The notice that answers 410 in the place of somebody of whom nothing is quoted any more."""
        furniture = self._furniture(language)
        return furniture.render("actor_gone.html", prepare_actor_gone(furniture))

    def not_found(self, language: str) -> bytes:
        """The page that answers 404."""
        furniture = self._furniture(language)
        return furniture.render("not_found.html", prepare_not_found(furniture))

    def landing(self) -> bytes:
        """The site's first page: sends to the default language and lists all of them."""
        furniture = self._furniture(self.default_language)
        return furniture.render("landing.html", prepare_landing(self.furniture_by_language, self.default_language))

    def comment_page(self, language: str, form: CommentFormView) -> bytes:
        """The live answer to a comment or complaint form."""
        furniture = self._furniture(language)
        return furniture.render("comment.html", prepare_comment(form, furniture))

    def search(self, view: SearchView) -> bytes:
        """A page of search results, or the empty form."""
        furniture = self._furniture(view.language)
        return furniture.render("search.html", prepare_search(view, furniture))

    def rss(self, feed: FeedView) -> bytes:
        """RSS 2.0."""
        return write_rss(feed, self._furniture(feed.language))

    def atom(self, feed: FeedView) -> bytes:
        """Atom, with tombstones."""
        return write_atom(feed, self._furniture(feed.language))

    def json_feed(self, feed: FeedView) -> bytes:
        """JSON Feed 1.1, with the _wireroom extension."""
        return write_json_feed(feed, self._furniture(feed.language))

    def sitemap(self, entries: Sequence[SitemapEntry]) -> bytes:
        """A sitemap of at most 50,000 entries; raises ValueError for more."""
        return write_sitemap(entries, self._site().base_url)

    def sitemap_index(self, sitemaps: Iterable[SitemapEntry]) -> bytes:
        """An index of sitemaps, given by path and time of last change."""
        return write_sitemap_index(sitemaps, self._site().base_url)

    def news_sitemap(self, entries: Iterable[SitemapEntry]) -> bytes:
        """The Google News sitemap: the newest 1,000 of `entries`, which the caller limits to two days."""
        return write_news_sitemap(entries, self._site().name, self._site().base_url)

    def robots(self, sitemaps: Iterable[str]) -> bytes:
        """robots.txt naming the sitemaps by path."""
        return write_robots(sitemaps, self._site().base_url)

    def assets(self) -> tuple[Asset, ...]:
        """The files the pages refer to; a path's content never changes."""
        return load_assets()

    def _site(self) -> Site:
        return self.furniture_by_language[self.default_language].site

    def _furniture(self, language: str) -> Furniture:
        try:
            return self.furniture_by_language[language]
        except KeyError:
            raise SettingError(f"languages: this site has no edition in {language!r}") from None


def open_renderer(site_by_language: Mapping[str, Site]) -> Renderer:
    """Load catalogs and templates for a site's languages, once; the first of `Site.languages` is the default.

    Raises SettingError when there is no language, or one the furniture is not translated into.
    """
    if not site_by_language:
        raise SettingError("languages: a site needs at least one")
    furniture = {language: open_furniture(site) for language, site in site_by_language.items()}
    first = next(iter(site_by_language.values())).languages
    default = next((language for language in first if language in furniture), next(iter(furniture)))
    return Renderer(furniture, default)
