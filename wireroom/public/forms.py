"""What readers' forms send, read into values: draft, article, visitor, language. Decides nothing and keeps nothing."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, QueryDict

from wireroom.core.commenting import Draft, parse_opened_at
from wireroom.core.visitors import Visitor, find_client, hash_visitor
from wireroom.publishing.models import Article
from wireroom.publishing.queries import article_by_comment_key


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to a live page: the article it names, if we have it, and the language to answer in."""

    article: Article | None
    language: str


def read_asked(fields: QueryDict) -> Asked:
    """`article` (the comment key) and `language` of a form or an address; an unknown language is the article's."""
    article = article_by_comment_key(fields.get("article", "").replace("\x00", ""))
    newsroom = settings.NEWSROOM
    wanted = (fields.get("language", ""), article.language if article else "", newsroom.default_language)
    return Asked(article, next(language for language in wanted if language in newsroom.languages))


def read_draft(fields: QueryDict, language: str) -> Draft:
    """What the reader typed, as it came."""
    return Draft(
        name=fields.get("name", ""),
        email=fields.get("email", ""),
        text=fields.get("text", ""),
        language=language,
        website=fields.get("website", ""),
        opened_at=parse_opened_at(fields.get("opened_at", "")),
    )


def read_visitor(request: HttpRequest) -> Visitor:
    """Who sends this, as keyed hashes; X-Forwarded-For counts only behind the newsroom's trusted proxies."""
    address = find_client(
        request.META.get("REMOTE_ADDR", ""),
        request.META.get("HTTP_X_FORWARDED_FOR", ""),
        trusted=settings.NEWSROOM.trusted_proxies,
    )
    return hash_visitor(address, key=settings.SECRET_KEY)
