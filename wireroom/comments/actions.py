"""Takes comments and complaints in, records what people decide on them, erases what is no longer needed.

Never refuses by itself: core.commenting decides. Every decision is a row; a page is rewritten only when it changes.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from wireroom.comments.models import Comment, Complaint, Moderation
from wireroom.comments.queries import comment_traffic
from wireroom.core.by import By
from wireroom.core.commenting import (
    RECENT,
    CommentDecision,
    Draft,
    Outcome,
    decide_comment,
    decide_complaint,
    text_key,
    tidy_draft,
)
from wireroom.core.errors import WireroomError
from wireroom.core.visitors import Visitor
from wireroom.publishing.actions import refresh_article
from wireroom.publishing.models import Article

State = Comment.State


def submit_comment(article: Article, draft: Draft, *, visitor: Visitor, hold: bool, now: datetime) -> CommentDecision:
    """Decide on a reader's comment and keep it if it is to be kept. `hold`: nothing appears before a person said yes.

    Whether the article takes comments at all is core.commenting.may_comment, asked before.
    """
    draft = tidy_draft(draft)
    with transaction.atomic():
        traffic = comment_traffic(article, draft, visitor=visitor, now=now)
        decision = decide_comment(draft, traffic=traffic, hold=hold, now=now)
        if decision.outcome is Outcome.KEPT:
            Comment.objects.create(
                article=article,
                name=decision.draft.name,
                email=decision.draft.email,
                text=decision.draft.text,
                text_key=text_key(decision.draft.text),
                language=decision.draft.language,
                state=decision.state,
                suspicion=" ".join(decision.suspicions),
                address_hash=visitor.address_hash,
                network_hash=visitor.network_hash,
                at=now,
            )
            if decision.state == State.APPROVED:
                refresh_article([article.id], now=now)
    return decision


def approve_comment(comment: Comment, *, by: By, now: datetime, reason: str = "") -> bool:
    """Let a comment appear on its page; whether that changed anything.

    Raises WireroomError when the article is not on the site: its comments are frozen until it is back.
    """
    if comment.article.state != Article.State.LIVE:
        raise WireroomError(f"comment {comment.id}: its article is {comment.article.state}; its comments are frozen")
    return _moderate(comment, Moderation.Verb.APPROVE, by=by, now=now, reason=reason)


def reject_comment(comment: Comment, *, by: By, now: datetime, reason: str = "") -> bool:
    """Keep a comment off its page, or take it off; whether that changed anything."""
    return _moderate(comment, Moderation.Verb.REJECT, by=by, now=now, reason=reason)


def mark_spam(comment: Comment, *, by: By, now: datetime, reason: str = "") -> bool:
    """Put a comment on the spam list; whether that changed anything."""
    return _moderate(comment, Moderation.Verb.SPAM, by=by, now=now, reason=reason)


def complain(
    article: Article, draft: Draft, *, visitor: Visitor, now: datetime, comment: Comment | None = None
) -> CommentDecision:
    """Keep a reader's complaint about an article, in whatever state, or about one of its comments."""
    draft = tidy_draft(draft)
    mine = Complaint.objects.filter(address_hash=visitor.address_hash)
    with transaction.atomic():
        decision = decide_complaint(
            draft,
            recent=mine.filter(at__gt=now - RECENT).count(),
            repeated=mine.filter(article=article, comment=comment, text=draft.text, answered_at=None).exists(),
        )
        if decision.outcome is Outcome.KEPT:
            Complaint.objects.create(
                article=article,
                comment=comment,
                text=decision.draft.text,
                email=decision.draft.email,
                language=decision.draft.language,
                suspicion=" ".join(decision.suspicions),
                address_hash=visitor.address_hash,
                at=now,
            )
    return decision


def answer_complaint(complaint: Complaint, *, answer: str, by: By, now: datetime) -> bool:
    """Record what was done about a complaint; False when somebody answered before.

    Raises WireroomError without an answer.
    """
    if not answer.strip():
        raise WireroomError(f"complaint {complaint.id}: say what was done; the log needs it")
    unanswered = Complaint.objects.filter(pk=complaint.pk, answered_at=None)
    return bool(unanswered.update(answer=answer.strip(), answered_by=by.name, answered_at=now))


def erase_emails(before: datetime, *, now: datetime) -> int:
    """Erase e-mails and address hashes of comments and complaints received before a time; how many rows.

    A complaint that still waits for its answer keeps its e-mail: it is needed to answer.
    """
    comments = Comment.objects.filter(at__lt=before, email_erased_at=None)
    complaints = Complaint.objects.filter(at__lt=before, email_erased_at=None).exclude(answered_at=None)
    with transaction.atomic():
        erased = comments.update(email="", address_hash="", network_hash="", email_erased_at=now)
        return erased + complaints.update(email="", address_hash="", email_erased_at=now)


def erase_comments(article_ids: Iterable[int]) -> int:
    """Erase what readers wrote about some articles, their names and addresses, and what moderators noted; how many.

    The rows stay, with times and states: that somebody wrote is no words of theirs.
    """
    ids = list(article_ids)
    with transaction.atomic():
        Moderation.objects.filter(comment__article__in=ids).update(reason="")
        comments = Comment.objects.filter(article__in=ids)
        erased = comments.update(name="", email="", text="", address_hash="", network_hash="", suspicion="")
        complaints = Complaint.objects.filter(article__in=ids)
        return erased + complaints.update(text="", email="", answer="", address_hash="", suspicion="")


_STATES = {
    Moderation.Verb.APPROVE: State.APPROVED,
    Moderation.Verb.REJECT: State.REJECTED,
    Moderation.Verb.SPAM: State.SPAM,
}


def _moderate(comment: Comment, verb: str, *, by: By, now: datetime, reason: str) -> bool:
    state = _STATES[verb]
    with transaction.atomic():
        before = Comment.objects.select_for_update().values_list("state", flat=True).get(pk=comment.pk)
        if before == state:
            return False
        Comment.objects.filter(pk=comment.pk).update(state=state, decided_at=now)
        Moderation.objects.create(
            comment=comment, verb=verb, by_id=by.user_id, by_name=by.name, reason=reason.strip()[:500], at=now
        )
        if State.APPROVED in (before, state):
            refresh_article([comment.article_id], now=now)
    comment.state, comment.decided_at = state, now
    return True
