"""From rows to the values pages are rendered from, for many articles at once. Renders and writes nothing."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from wireroom.comments.queries import ShownComment, shown_comments
from wireroom.core.disclosure import MakingFacts, decide_disclosure
from wireroom.core.text.images import BodyImage, find_image_urls, replace_images
from wireroom.core.text.marking import mark_text
from wireroom.core.text.sanitize import text_of_clean
from wireroom.edition.picture_views import picture_view
from wireroom.edition.press import Press
from wireroom.edition.render.escaping import html_text
from wireroom.edition.said import Said, said_on
from wireroom.edition.story_links import story_links
from wireroom.edition.teasers import Listed, TeaserDesk, listed_articles, section_link
from wireroom.edition.values import ArticleView, CommentView, CorrectionView, GoneView, PictureView, StoryLink, Teaser
from wireroom.pictures.models import Picture
from wireroom.pictures.queries import ready_pictures
from wireroom.publishing.actions import related_articles
from wireroom.publishing.models import Article, ArticleVersion, Carrier, Correction
from wireroom.wire.models import Problem, Version

WORDS = re.compile(r"\w+")
WITHOUT_SPACES = frozenset({"ja", "zh", "th"})
TAGS = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Dressing:
    """What belongs to a batch of articles besides their own rows, by article, version or address."""

    pictures: dict[str, Picture]
    corrections: dict[int, list[Correction]]
    comments: dict[int, list[ShownComment]]
    stories: dict[int, StoryLink]
    related: dict[int, tuple[Teaser, ...]]
    said: dict[int, Said]
    carriers: dict[int, tuple[str, ...]]
    salvaged: frozenset[int]


def load_articles(article_ids: Collection[int]) -> list[Article]:
    """Articles with all that their pages need of single rows, in order of id."""
    return list(with_copy(Article.objects.filter(id__in=list(article_ids))).order_by("id"))


def with_copy(articles):
    """The same query, fetching each article's current copy, its version and provider along.

    A batch has few providers, so each is read once.
    """
    rows = articles.select_related("item", "current__version").defer("current__version__body")
    return rows.prefetch_related("item__provider")


def article_views(articles: Sequence[Article], press: Press, *, full: bool = True) -> dict[int, ArticleView]:
    """A view of every live article of a batch. Without `full`, as feeds need it: no related, no comments."""
    for article in articles if full else ():
        press.teasers.keep(article.current, article.language)
    dressing = _dress(articles, press if full else None)
    return {article.id: _article_view(article, dressing, press) for article in articles}


def gone_view(article: Article) -> GoneView:
    """The notice of a killed article: whose it was and when it went, nothing of its copy nor of the desk's reasons."""
    return GoneView(
        article_guid(article),
        article.path,
        article.language,
        article.gone_at or article.first_published_at,
        article.item.provider.name,
        comment_key=article.key,
    )


def article_guid(article: Article) -> str:
    """The id our own feeds give an article."""
    return f"urn:wireroom:{article.key}"


def _dress(articles: Sequence[Article], press: Press | None) -> Dressing:
    """Without a press, nothing of what stands around an article."""
    ids = [article.id for article in articles]
    corrections: dict[int, list[Correction]] = defaultdict(list)
    for row in Correction.objects.filter(article_id__in=ids, silenced_by=None).order_by("at", "id"):
        corrections[row.article_id].append(row)
    comments: dict[int, list[ShownComment]] = defaultdict(list)
    if press:
        for comment in shown_comments(ids):
            comments[comment.article_id].append(comment)
    stories = story_links(articles, press) if press else {}
    related = _related(ids, press.teasers) if press else {}
    urls = {url for article in articles for url in _picture_urls(article)}
    versions = [article.current.version_id for article in articles]
    salvaged = Problem.objects.filter(version_id__in=versions, code="salvaged").values_list("version_id", flat=True)
    return Dressing(
        pictures=ready_pictures(urls),
        corrections=corrections,
        comments=comments,
        stories=stories,
        related=related,
        said=said_on(articles) if press and press.shows_statements else {},
        carriers=_carriers(ids),
        salvaged=frozenset(salvaged),
    )


def _carriers(article_ids: list[int]) -> dict[int, tuple[str, ...]]:
    """The names of who sent the same copy besides the one whose words are shown, in order of arrival."""
    rows = Carrier.objects.filter(article_id__in=article_ids, leads=False).exclude(
        item__provider=F("article__item__provider")
    )
    names: dict[int, dict[str, None]] = defaultdict(dict)
    for article_id, name in rows.order_by("item_id").values_list("article_id", "item__provider__name"):
        names[article_id][name] = None
    return {article_id: tuple(group) for article_id, group in names.items()}


def _related(ids: list[int], desk: TeaserDesk) -> dict[int, tuple[Teaser, ...]]:
    """Teasers of what belongs beside each article, best first."""
    wanted = related_articles(ids)
    others = listed_articles(Article.objects.filter(id__in={other for group in wanted.values() for other in group}))
    teasers = dict(zip([other.id for other in others], desk.teasers(others, pictured=False), strict=True))
    return {one: tuple(teasers[other] for other in group) for one, group in wanted.items()}


def _picture_urls(article: Article) -> list[str]:
    if not article.may_show_pictures or article.current.extent != "full":
        return []
    return [picture.url for picture in article.current.version.lead_pictures] + find_image_urls(article.current.body)


def _article_view(article: Article, dressing: Dressing, press: Press) -> ArticleView:
    copy, version, provider = article.current, article.current.version, article.item.provider
    picture, body = _illustrate(article, dressing.pictures)
    log = dressing.corrections.get(article.id, [])
    own = f"{press.base_url}{article.path}"
    said = dressing.said.get(article.id, Said())
    copied = copy.extent == "full" and not article.may_index and provider.canonical_to_source and _original(version)
    return ArticleView(
        guid=article_guid(article),
        url=article.path,
        language=article.language,
        headline=copy.headline,
        published=article.sort_at,
        updated=updated_at(article, copy, log),
        disclosure=decide_disclosure(_facts(article, dressing, picture, body)),
        provider_name=provider.name,
        extent=copy.extent,
        comment_key=article.key,
        canonical_absolute=copied or own,
        noindex=not article.may_index,
        section=section_link(article),
        standfirst=copy.standfirst or None,
        byline=version.byline or None,
        dateline=version.dateline or None,
        credit=version.credit_line or provider.credit_line or None,
        provider_url=provider.home_url or None,
        copyright_notice=version.copyright_notice or None,
        copyright_holder=version.copyright_holder or provider.copyright_holder or None,
        original_url=_original(version),
        body_html=body,
        words=0 if article.language in WITHOUT_SPACES else len(WORDS.findall(TAGS.sub(" ", copy.body))),
        subjects=tuple(version.subjects[:20]),
        picture=picture,
        corrections=tuple(_correction(row) for row in log),
        story=dressing.stories.get(article.id),
        said=said.statements,
        later=said.later,
        marked_html=mark_text(body, text_of_clean(copy.body), said.marks) if said.marks else "",
        related=dressing.related.get(article.id, ()),
        comments=tuple(CommentView(c.id, c.name, c.text, c.at) for c in dressing.comments.get(article.id, [])),
        comments_state="open" if press.comments_open else "closed",
        tdm_reserved=article.tdm_reserved,
    )


def updated_at(article: Article, copy: ArticleVersion, log: Sequence[Correction]) -> datetime:
    """When readers last got something new: the source's time of the version, or of the latest log entry."""
    version: Version = copy.version
    if version.number == 1:
        changed = article.sort_at
    else:
        changed = min(version.version_created or version.received_at, version.received_at)
    return max([changed, article.sort_at, *(row.at for row in log)])


def _facts(article: Article, dressing: Dressing, picture: PictureView | None, body: str) -> MakingFacts:
    copy, version, provider = article.current, article.current.version, article.item.provider
    return MakingFacts(
        provider_name=provider.name,
        received_at=article.item.first_received_at,
        published_at=article.first_published_at,
        version_number=version.number,
        version_received_at=version.received_at,
        extent=copy.extent,
        language=article.language,
        source_name=version.source_name or None,
        source_published=version.published,
        original_url=_original(version),
        byline=version.byline or None,
        salvaged=version.id in dressing.salvaged,
        pictures=bool(picture) + body.count("<img "),
        released_by=copy.released_by or None,
        carriers=dressing.carriers.get(article.id, ()),
        corrections=sum(row.kind == "correction" for row in dressing.corrections.get(article.id, [])),
    )


def _original(version: Version) -> str | None:
    """The source's own page, if its address is one that a browser may be sent to."""
    return version.link if version.link.startswith(("http://", "https://")) else None


def _correction(row: Correction) -> CorrectionView:
    return CorrectionView(row.at, row.kind, row.note or None, row.before or None, row.after or None)


def _lead(article: Article, pictures: dict[str, Picture]) -> tuple[PictureView | None, str | None]:
    """The picture on top: the first ready one the source lists, else the body's first; and its address."""
    offered = {picture.url: picture for picture in article.current.version.lead_pictures}
    for url in _picture_urls(article):
        if url in pictures:
            words = offered.get(url)
            caption, credit = (words.caption, words.credit) if words else (None, None)
            return picture_view(pictures[url], alt=caption or "", caption=caption, credit=credit), url
    return None, None


def _illustrate(article: Article, pictures: dict[str, Picture]) -> tuple[PictureView | None, str]:
    """The lead picture and the body with our own copies in it; a picture that is not ready is left out."""
    offered = {picture.url for picture in article.current.version.lead_pictures}
    lead, lead_url = _lead(article, pictures)
    if lead_url is not None and lead_url not in offered:
        lead, lead_url = None, None

    def shown(image: BodyImage) -> str:
        picture = pictures.get(image.url)
        if picture is None or image.url == lead_url:
            return ""
        return _img(picture_view(picture, alt=image.alt))

    return lead, replace_images(article.current.body, shown=shown)


def _img(view: PictureView) -> str:
    largest = view.sources[-1]
    srcset = ", ".join(f"{source.url} {source.width}w" for source in view.sources)
    return (
        f'<img src="{largest.url}" srcset="{srcset}" sizes="(min-width: 48rem) 42rem, 100vw" width="{largest.width}"'
        f' height="{largest.height}" alt="{html_text(view.alt)}" loading="lazy">'
    )


def newest_live(language: str, limit: int, **where) -> list[Listed]:
    """The newest live articles of a language, newest first, as lists need them."""
    return listed_articles(_newest(language, **where)[:limit])


def newest_copy(language: str, limit: int, **where) -> list[Article]:
    """The same with all that views need."""
    return list(with_copy(_newest(language, **where))[:limit])


def _newest(language: str, **where):
    rows = Article.objects.filter(language=language, state=Article.State.LIVE, **where)
    return rows.order_by(F("sort_at").desc(), "key")
