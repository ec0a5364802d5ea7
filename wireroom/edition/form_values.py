"""What the answer to a reader's form is rendered from: plain values, already decided. Rendering reads nothing else."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field of a form, as a code the edition has words for in every language.

    `field` is name, email, text, or empty for the whole form; `code` is required, too_long, too_short, email,
    links, control, too_fast, too_many, duplicate or expired. A code without words of its own reads "please check this".
    """

    field: str
    code: str


@dataclass(frozen=True, slots=True)
class CommentFormView:
    """A live answer to a form: `kind` is errors, thanks, complaint, complaint_thanks or refused.

    `article` is the comment key, `comment` the id a complaint is about; name, email and text are as typed;
    `tokens` are hidden fields (name, value); `reason` of a refusal is closed, frozen, too_many, gone or unknown.
    """

    kind: str
    article_url: str
    headline: str
    article: str
    comment: int | None = None
    name: str = ""
    email: str = ""
    text: str = ""
    errors: tuple[FieldError, ...] = ()
    tokens: tuple[tuple[str, str], ...] = ()
    reason: str = ""
