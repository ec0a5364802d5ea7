"""The pages that tell a reader one thing: gone, not found, and where a form led. Decides no answer and no status."""

from dataclasses import dataclass

from wireroom.edition.form_values import CommentFormView
from wireroom.edition.render.catalogs import N_
from wireroom.edition.render.escaping import Safe, html_text
from wireroom.edition.render.forms import complaint_url
from wireroom.edition.render.furniture import Furniture, LinkHtml
from wireroom.edition.values import GoneView, MovedView


@dataclass(frozen=True, slots=True)
class GonePage:
    """What gone.html reads."""

    title: Safe
    switch: tuple[LinkHtml, ...]
    provider_note: Safe
    iso: str
    time: str
    reason: Safe
    complaint_url: Safe


@dataclass(frozen=True, slots=True)
class MovedPage:
    """What moved.html reads."""

    title: Safe
    switch: tuple[LinkHtml, ...]
    heading: Safe
    url: Safe
    headline: Safe


@dataclass(frozen=True, slots=True)
class PlainPage:
    """What not_found.html reads."""

    title: Safe
    switch: tuple[LinkHtml, ...]


@dataclass(frozen=True, slots=True)
class TokenHtml:
    """A hidden field."""

    name: Safe
    value: Safe


@dataclass(frozen=True, slots=True)
class CommentPage:
    """What comment.html reads: a form with what was typed and what is wrong with it, or the word of thanks or refusal.

    `form` is comment, complaint or empty; the `…_error` texts belong under their fields.
    """

    title: Safe
    switch: tuple[LinkHtml, ...]
    heading: Safe
    message: Safe
    form: str
    article_url: Safe
    headline: Safe
    article: Safe
    comment: str
    name: Safe
    email: Safe
    text: Safe
    name_error: Safe
    email_error: Safe
    text_error: Safe
    form_error: Safe
    tokens: tuple[TokenHtml, ...]


_HEADINGS = {
    "errors": N_("Please check your comment"),
    "thanks": N_("Thank you for your comment"),
    "complaint": N_("Please check your message"),
    "complaint_thanks": N_("Thank you, your message is with the editors"),
    "refused": N_("This could not be accepted"),
}
_MESSAGES = {
    "errors": N_("It has not been sent yet. What you typed is still here."),
    "complaint": N_("It has not been sent yet. What you typed is still here."),
    "complaint_thanks": N_("A person will read it. Nothing of it is published."),
}
_FRESH = {"errors": N_("Leave a comment"), "complaint": N_("Report a problem with this article")}
_HELD = N_("An editor reads it before it appears under the article.")
_NOT_HELD = N_("It appears under the article in a moment.")
_REFUSALS = {
    "closed": N_("Comments on this article are closed."),
    "frozen": N_("Comments on this article are frozen, because the article was withdrawn or is under review."),
    "too_many": N_("Too many messages came from your connection. Please try again later."),
    "gone": N_("The article is no longer available."),
    "unknown": N_("The article was not found."),
}
_ERRORS = {
    "required": N_("Please fill in this field."),
    "too_long": N_("This is too long."),
    "too_short": N_("This is too short."),
    "email": N_("This is not an e-mail address, such as name@example.org."),
    "links": N_("There are too many links in it."),
    "control": N_("There are characters in it that cannot be shown."),
    "too_fast": N_("That was very quick. Please look it over and send it again."),
    "too_many": N_("Too many messages came from your connection. Please try again later."),
    "duplicate": N_("You have already sent this."),
    "expired": N_("The form was open for too long. Please send it again."),
}
_UNNAMED_ERROR = N_("Please check this.")
_UNNAMED_REFUSAL = N_("Please try again later.")


def prepare_gone(view: GoneView, furniture: Furniture) -> GonePage:
    """A withdrawn article's notice."""
    words = furniture.wording.catalog
    return GonePage(
        title=html_text(f"{words.gettext('This article has been withdrawn')} – {furniture.site.name}"),
        switch=furniture.switch({}),
        provider_note=html_text(
            words.gettext("The copy came from %(name)s. It is no longer published here.", name=view.provider_name)
        ),
        iso=furniture.dates.iso(view.gone_at),
        time=furniture.dates.minute(view.gone_at),
        reason=html_text(view.reason),
        complaint_url=complaint_url(view.comment_key, view.language) if view.comment_key else Safe(""),
    )


def prepare_moved(view: MovedView, furniture: Furniture) -> MovedPage:
    """The page at an address that leads on to another."""
    words = furniture.wording.catalog
    is_article = not (view.is_story or view.is_actor)
    heading = words.gettext("This article has moved") if is_article else words.gettext("This page has moved")
    leading = words.gettext("Go to the page") if view.is_actor else words.gettext("Go to the story")
    headline = view.headline or leading
    return MovedPage(
        title=html_text(f"{view.headline or heading} – {furniture.site.name}"),
        switch=furniture.switch({}),
        heading=html_text(heading),
        url=html_text(view.url),
        headline=html_text(headline),
    )


def prepare_not_found(furniture: Furniture) -> PlainPage:
    """The page for an address that never was."""
    title = furniture.wording.catalog.gettext("Page not found")
    return PlainPage(title=html_text(f"{title} – {furniture.site.name}"), switch=furniture.switch({}))


def prepare_comment(form: CommentFormView, furniture: Furniture) -> CommentPage:
    """The answer to a form; without errors an empty form. Raises KeyError for a kind there is not.

    Codes without words of their own get a general sentence.
    """
    words = furniture.wording.catalog
    heading = words.gettext(_HEADINGS[form.kind])
    if form.kind == "thanks":
        message = words.gettext(_HELD if furniture.site.comments_held else _NOT_HELD)
    elif form.kind == "refused":
        message = words.gettext(_REFUSALS.get(form.reason, _UNNAMED_REFUSAL))
    elif form.kind in _FRESH and not form.errors:
        heading, message = words.gettext(_FRESH[form.kind]), ""
    else:
        message = words.gettext(_MESSAGES[form.kind])

    def errors_of(field: str) -> Safe:
        codes = dict.fromkeys(error.code for error in form.errors if error.field == field)
        return html_text(" ".join(words.gettext(_ERRORS.get(code, _UNNAMED_ERROR)) for code in codes))

    return CommentPage(
        title=html_text(f"{heading} – {furniture.site.name}"),
        switch=furniture.switch({}),
        heading=html_text(heading),
        message=html_text(message),
        form={"errors": "comment", "complaint": "complaint"}.get(form.kind, ""),
        article_url=html_text(form.article_url),
        headline=html_text(form.headline),
        article=html_text(form.article),
        comment="" if form.comment is None else str(form.comment),
        name=html_text(form.name),
        email=html_text(form.email),
        text=html_text(form.text),
        name_error=errors_of("name"),
        email_error=errors_of("email"),
        text_error=errors_of("text"),
        form_error=errors_of(""),
        tokens=tuple(TokenHtml(html_text(name), html_text(value)) for name, value in form.tokens),
    )
