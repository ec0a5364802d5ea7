"""Articles as other programs get them: OutgoingStory, from the same views the pages are made of. Writes no format.

For the API and for destinations. What is held is in no answer; what is gone says so and nothing of its copy.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from urllib.parse import quote, urlsplit

from django.db.models import Count

from wireroom.edition.gather import article_guid, article_views, load_articles
from wireroom.edition.press import Press
from wireroom.edition.render.escaping import absolute_html
from wireroom.edition.render.furniture import Furniture
from wireroom.edition.render.usage_terms import usage_terms
from wireroom.edition.values import ArticleView, Link, OutgoingStory, PictureView
from wireroom.publishing.models import Article, Decision, Hold, Receipt
from wireroom.wire.models import Version

PLUS = "http://ns.useplus.org/ldf/vocab/"
PROHIBITED = f"{PLUS}DMI-PROHIBITED"
# An address keeps its own signs; the rest is written in percent.
_SIGNS = "%/:?#@!$&'()*+,;=~-._"
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def outgoing_stories(article_ids: Collection[int], press: Press) -> dict[int, OutgoingStory]:
    """The live and the gone of some articles, by id. Those held, or in a language the site left, are in no answer."""
    languages = press.renderer.furniture_by_language
    articles = [article for article in load_articles(article_ids) if article.language in languages]
    live = [article for article in articles if article.state == Article.State.LIVE and article.current]
    gone = [article for article in articles if article.state == Article.State.GONE]
    views = article_views(live, press, full=False)
    states = _count_states(live + gone)
    stories = {
        article.id: _story(article, views[article.id], languages[article.language], states[article.item_id])
        for article in live
    }
    return stories | {
        article.id: _canceled(article, languages[article.language], states[article.item_id]) for article in gone
    }


def removed_stories(article_ids: Collection[int], press: Press) -> dict[int, OutgoingStory]:
    """Articles that are not to be seen, by id: canceled those that are gone, withheld those that may come back.

    For whoever was sent one earlier: identity, status and dates, and nothing of the copy.
    """
    languages = press.renderer.furniture_by_language
    first = next(iter(languages.values()))
    articles = load_articles(article_ids)
    states = _count_states(articles)
    since = dict(Hold.objects.filter(item__shown_by__in=articles).values_list("item_id", "since"))
    stories = {}
    for article in articles:
        story = _canceled(article, languages.get(article.language, first), states[article.item_id])
        if article.state != Article.State.GONE:
            held_at = max(since.get(article.item_id, story.updated), article.current.made_at)
            story = replace(story, status="withheld", updated=held_at)
        stories[article.id] = story
    return stories


def web_iri(url: str | None) -> str:
    """An http or https address as XML and JSON schemas take it, in ASCII; "" for what is none."""
    if not url or not url.lower().startswith(("http://", "https://")):
        return ""
    try:
        parts = urlsplit(url.strip())
        if not parts.hostname or "[" in parts.netloc:
            return ""
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    except ValueError:
        return ""
    rest = quote(url.strip()[len(parts.scheme) + 3 + len(parts.netloc) :], safe=_SIGNS)
    before, mark, fragment = _BAD_PERCENT.sub("%25", rest).partition("#")
    return f"{parts.scheme}://{quote(host, safe=_SIGNS)}{before}{mark}{fragment.replace('#', '%23')}"


def _count_states(articles: Sequence[Article]) -> Counter[int]:
    """How often each item changed. Versions received, decisions made and states ordered of its page (a hold that opens
    by itself is neither of the first) are never taken back, so this only grows."""
    items = [article.item_id for article in articles]
    counted: Counter[int] = Counter()
    for model in (Version, Decision):
        rows = model.objects.filter(item_id__in=items).values("item_id").annotate(count=Count("id"))
        counted.update({row["item_id"]: row["count"] for row in rows.order_by()})
    orders = Receipt.objects.filter(article__in=articles, surface="page").values("article__item_id")
    counted.update({row["article__item_id"]: row["count"] for row in orders.annotate(count=Count("id")).order_by()})
    return counted


def _site(furniture: Furniture) -> Link:
    return Link(furniture.site.name, web_iri(f"{furniture.site.base_url}/"))


def _canceled(article: Article, furniture: Furniture, states: int) -> OutgoingStory:
    gone_at = article.gone_at or article.first_published_at
    return OutgoingStory(
        guid=article_guid(article),
        key=article.key,
        url=web_iri(furniture.absolute(article.path)),
        language=article.language,
        status="canceled",
        version=2 * states,
        published=min(article.sort_at, gone_at),
        updated=gone_at,
        site=_site(furniture),
        provider=Link(article.item.provider.name, web_iri(article.item.provider.home_url)),
    )


def _story(article: Article, view: ArticleView, furniture: Furniture, states: int) -> OutgoingStory:
    version: Version = article.current.version
    wording = furniture.wording
    return OutgoingStory(
        guid=view.guid,
        key=article.key,
        url=web_iri(furniture.absolute(view.url)),
        language=view.language,
        status="usable",
        version=max(1, 2 * states - 1),
        published=view.published,
        updated=view.updated,
        site=_site(furniture),
        provider=Link(view.provider_name, web_iri(view.provider_url)),
        headline=view.headline,
        summary=view.standfirst or "",
        body_html=absolute_html(view.body_html, furniture.site.base_url),
        extent=view.extent,
        words=view.words if view.extent == "full" else 0,
        byline=view.byline or "",
        dateline=view.dateline or "",
        credit=view.credit or view.provider_name,
        slugline=version.slugline,
        urgency=version.urgency,
        copyright_holder=view.copyright_holder or "",
        copyright_notice=view.copyright_notice or "",
        usage=_usage(article, view, furniture),
        data_mining=_data_mining(article),
        digital_source_type=web_iri(version.digital_source_type) or version.digital_source_type,
        section=view.section.label if view.section else "",
        subjects=view.subjects,
        located=tuple(version.located),
        picture=_absolute_picture(view.picture, furniture) if view.picture else None,
        source_url=web_iri(view.original_url),
        source_published=next((point.at for point in view.disclosure.full if point.key == "source_time"), None),
        expires=article.expires_at,
        signal=("correction" if view.corrections[-1].kind == "correction" else "update") if view.corrections else "",
        notes=tuple(wording.correction_text(entry) for entry in view.corrections),
        disclosure=tuple(line.text for line in wording.full(view.disclosure) if not line.url),
    )


def _usage(article: Article, view: ArticleView, furniture: Furniture) -> tuple[str, ...]:
    """The source's terms as they stand, then ours."""
    said = article.current.version.usage_terms
    return ((said,) if said else ()) + usage_terms(view, furniture, tdm_reserved=article.tdm_reserved)


def _data_mining(article: Article) -> str:
    if not article.tdm_reserved:
        return ""
    said = article.current.version.data_mining
    return said if said.startswith(PLUS) and web_iri(said) == said else PROHIBITED


def _absolute_picture(picture: PictureView, furniture: Furniture) -> PictureView:
    sources = tuple(replace(source, url=web_iri(furniture.absolute(source.url))) for source in picture.sources)
    return replace(picture, sources=sources)
