"""The terms that go with a story to other programs: how much of it is sent, what is reserved. Decides neither."""

from wireroom.edition.render.furniture import Furniture
from wireroom.edition.values import ArticleView


def usage_terms(view: ArticleView, furniture: Furniture, *, tdm_reserved: bool) -> tuple[str, ...]:
    """Our terms in the article's language, a sentence each; none for a full text without reservation."""
    words, name = furniture.wording.catalog, view.provider_name
    terms = []
    if view.extent == "excerpt":
        terms.append(words.gettext("This is an excerpt. The full text is at %(name)s.", name=name))
    elif view.extent == "headline":
        terms.append(words.gettext("Only the headline is shown here. The text is at %(name)s.", name=name))
    if tdm_reserved:
        terms.append(words.gettext("The right to text and data mining of this article is reserved."))
    return tuple(terms)
