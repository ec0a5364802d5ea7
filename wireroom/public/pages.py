"""Live answers to readers' forms, in the edition's own design and words. Stores nothing; shows no killed headline."""

from dataclasses import replace

from django.http import HttpResponse

from wireroom.core.commenting import Draft, Fault
from wireroom.edition.form_values import CommentFormView, FieldError
from wireroom.public.forms import Asked
from wireroom.public.press import open_reading_press
from wireroom.publishing.models import Article


def form_view(kind: str, asked: Asked, *, comment: int | None = None, reason: str = "") -> CommentFormView:
    """A page of `kind` about the article asked for.

    An article off the site gives away no headline, and one that is held (an embargo) not even its address.
    """
    article = asked.article
    is_live = article is not None and article.state == Article.State.LIVE and article.current is not None
    is_held = article is not None and article.state == Article.State.HELD
    return CommentFormView(
        kind=kind,
        article_url=article.path if article and not is_held else f"/{asked.language}/",
        headline=article.current.headline if is_live else "",
        article=article.key if article else "",
        comment=comment,
        reason=reason,
    )


def with_typed(view: CommentFormView, draft: Draft, faults: tuple[Fault, ...]) -> CommentFormView:
    """The same page with what the reader typed kept, and what is to be put right."""
    errors = tuple(FieldError(fault.field, fault.code) for fault in faults)
    return replace(view, name=draft.name, email=draft.email, text=draft.text, errors=errors)


def answer(view: CommentFormView, language: str, *, status: int = 200) -> HttpResponse:
    """The page as a response nobody stores."""
    body = open_reading_press().renderer.comment_page(language, view)
    return HttpResponse(
        body,
        status=status,
        content_type="text/html; charset=utf-8",
        headers={"Cache-Control": "no-store", "Content-Language": language},
    )


def see_other(path: str) -> HttpResponse:
    """Sends the browser on with GET, so that reloading posts nothing twice."""
    return HttpResponse(status=303, headers={"Location": path, "Cache-Control": "no-store"})
