"""Reads comments and complaints: what pages may show, what the desk must see, how much came lately. Changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from wireroom.comments.models import Comment, Complaint
from wireroom.core.commenting import DAY, RECENT, Draft, Traffic, text_key
from wireroom.core.visitors import Visitor
from wireroom.publishing.models import Article


@dataclass(frozen=True, slots=True)
class ShownComment:
    """An approved comment as readers may have it; there is no field here that names its writer's e-mail."""

    id: int
    article_id: int
    name: str
    text: str
    language: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits for a person."""

    comments: int
    complaints: int


def shown_comments(article_ids: Iterable[int]) -> list[ShownComment]:
    """The approved comments of these articles, oldest first. The one way to comments for anything readers see."""
    rows = Comment.objects.filter(article_id__in=list(article_ids), state=Comment.State.APPROVED).order_by("at", "id")
    return [ShownComment(*row) for row in rows.values_list("id", "article_id", "name", "text", "language", "at")]


def comments_to_moderate(state: str = Comment.State.HELD) -> QuerySet[Comment]:
    """Comments in one state with their articles: those that wait oldest first, decided ones newest first."""
    order = ("at", "id") if state == Comment.State.HELD else ("-at", "-id")
    return Comment.objects.filter(state=state).select_related("article", "article__current").order_by(*order)


def open_complaints() -> QuerySet[Complaint]:
    """Complaints nobody answered, oldest first."""
    return _complaints().filter(answered_at=None).order_by("at", "id")


def answered_complaints() -> QuerySet[Complaint]:
    """Complaints a person answered, latest answer first."""
    return _complaints().exclude(answered_at=None).order_by("-answered_at", "-id")


def count_waiting() -> Waiting:
    """What the desk's navigation says is waiting."""
    return Waiting(
        comments=Comment.objects.filter(state=Comment.State.HELD).count(),
        complaints=Complaint.objects.filter(answered_at=None).count(),
    )


def comment_traffic(article: Article, draft: Draft, *, visitor: Visitor, now: datetime) -> Traffic:
    """How much came lately from this visitor and network, and whether this text (tidied) came before."""
    mine = Comment.objects.filter(address_hash=visitor.address_hash, at__gt=now - DAY)
    near = Comment.objects.filter(network_hash=visitor.network_hash, at__gt=now - RECENT)
    same = Comment.objects.filter(text_key=text_key(draft.text))
    here = same.filter(article=article, address_hash=visitor.address_hash)
    return Traffic(
        address_recent=mine.filter(at__gt=now - RECENT).count(),
        address_day=mine.count(),
        network_recent=near.count(),
        repeated=here.exists(),
        copied=same.filter(at__gt=now - DAY).exclude(address_hash=visitor.address_hash, article=article).exists(),
    )


def _complaints() -> QuerySet[Complaint]:
    return Complaint.objects.select_related("article", "article__current", "comment")
