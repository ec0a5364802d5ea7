"""Teasers of many articles at little cost: what never changes of a copy is read once and kept. Renders nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from wireroom.core.addresses import section_path
from wireroom.core.rights import cut_text
from wireroom.core.text.characters import settle_direction
from wireroom.core.text.headlines import shorten_headline
from wireroom.core.text.images import find_image_urls
from wireroom.core.text.sanitize import text_of_clean
from wireroom.edition.picture_views import picture_view
from wireroom.edition.values import Link, PictureView, Teaser
from wireroom.pictures.models import Picture
from wireroom.pictures.queries import ready_pictures
from wireroom.publishing.models import ArticleVersion, Correction
from wireroom.wire.models import Version

TOLD_FROM = 1500
KEPT = 12_000
CHUNK = 500
# Those of an Article that make a Listed, in its order.
LISTED_COLUMNS = (
    "id", "path", "language", "section", "section_name", "sort_at", "key", "current_id", "item__provider__name",
    "may_show_pictures",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """An article as lists order and group it; `copy_id` is its current ArticleVersion."""

    id: int
    path: str
    language: str
    section: str
    section_name: str
    sort_at: datetime
    key: str
    copy_id: int
    provider_name: str
    may_show_pictures: bool


@dataclass(frozen=True, slots=True)
class TeaserPicture:
    """A picture that may stand beside a teaser, by its address, with the source's words."""

    url: str
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class TeaserCopy:
    """What an ArticleVersion gives to a teaser: as immutable as the version. Pictures best first."""

    headline: str
    standfirst: str
    pictures: tuple[TeaserPicture, ...]


@dataclass(slots=True)
class TeaserDesk:
    """Makes teasers; keeps the copy of the last few thousand versions, by their ids."""

    kept: dict[int, TeaserCopy] = field(default_factory=dict)

    def teasers(self, listed: Sequence[Listed], *, pictured: bool = True) -> list[Teaser]:
        """Teasers in the order given. Which pictures are ready, and what was corrected, is looked up each time.

        Without `pictured`, as related blocks show them: no picture and no mark of a correction.
        """
        made: list[Teaser] = []
        for start in range(0, len(listed), CHUNK):
            made += self._teasers(listed[start : start + CHUNK], pictured)
        self._forget()
        return made

    def keep(self, copy: ArticleVersion, language: str) -> None:
        """Remember a version that is at hand with all its columns: lists and neighbours show it next."""
        if copy.id not in self.kept:
            self.kept[copy.id] = _copy(copy, language)

    def _teasers(self, listed: Sequence[Listed], pictured: bool) -> list[Teaser]:
        self._read({article.copy_id: article.language for article in listed if article.copy_id not in self.kept})
        copies = [self.kept[article.copy_id] for article in listed]
        ready: dict[str, Picture] = {}
        corrected: frozenset[int] = frozenset()
        if pictured:
            ready = ready_pictures({picture.url for copy in copies for picture in copy.pictures})
            corrected = _corrected(article.id for article in listed)
        return [
            Teaser(
                url=article.path,
                headline=copy.headline,
                published=article.sort_at,
                standfirst=copy.standfirst or None,
                section=section_link(article),
                provider_name=article.provider_name,
                picture=_picture(copy.pictures, ready) if article.may_show_pictures else None,
                corrected=article.id in corrected,
                article_id=article.id,
                copy_id=article.copy_id,
            )
            for article, copy in zip(listed, copies, strict=True)
        ]

    def _read(self, language_by_copy: Mapping[int, str]) -> None:
        if not language_by_copy:
            return
        rows = ArticleVersion.objects.filter(id__in=list(language_by_copy)).select_related("version")
        for copy in rows.only("headline", "standfirst", "body", "extent", "version__pictures"):
            self.kept[copy.id] = _copy(copy, language_by_copy[copy.id])

    def _forget(self) -> None:
        """The longest known go first."""
        for copy_id in list(self.kept)[: max(0, len(self.kept) - KEPT)]:
            del self.kept[copy_id]


def listed_articles(articles: QuerySet) -> list[Listed]:
    """The rows of a query over Article, in its order, as lists need them."""
    return [Listed(*row) for row in articles.values_list(*LISTED_COLUMNS)]


def section_link(article) -> Link | None:
    """The section an article (or a Listed) stands in."""
    if not article.section:
        return None
    return Link(article.section_name, section_path(article.language, article.section))


def _copy(copy: ArticleVersion, language: str) -> TeaserCopy:
    return TeaserCopy(
        shorten_headline(copy.headline), copy.standfirst or _told(copy.body, language), tuple(_pictures(copy))
    )


def _told(body: str, language: str) -> str:
    """The beginning of the body, where there is no standfirst."""
    opening = body[:TOLD_FROM]
    if len(body) > TOLD_FROM and opening.rfind("<") > opening.rfind(">"):
        opening = opening[: opening.rfind("<")]
    return cut_text(settle_direction(text_of_clean(opening)), language)


def _pictures(copy: ArticleVersion) -> Iterable[TeaserPicture]:
    if copy.extent != "full":
        return
    version: Version = copy.version
    for offered in version.lead_pictures:
        yield TeaserPicture(offered.url, offered.caption or "", offered.credit or "")
    for url in find_image_urls(copy.body):
        yield TeaserPicture(url)


def _picture(offered: Sequence[TeaserPicture], ready: dict[str, Picture]) -> PictureView | None:
    for picture in offered:
        if picture.url in ready:
            caption, credit = picture.caption or None, picture.credit or None
            return picture_view(ready[picture.url], alt=picture.caption, caption=caption, credit=credit)
    return None


def _corrected(article_ids: Iterable[int]) -> frozenset[int]:
    rows = Correction.objects.filter(article_id__in=list(article_ids), kind="correction", silenced_by=None)
    return frozenset(rows.values_list("article_id", flat=True))
