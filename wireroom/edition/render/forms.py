"""Addresses of the live forms that pages link to. Renders no form."""

from urllib.parse import urlencode

from wireroom.edition.render.escaping import Safe, html_text


def complaint_url(article: str, language: str, *, comment: int | None = None) -> Safe:
    """The live complaint form about an article (by its comment key) or one of its comments, escaped."""
    about = {} if comment is None else {"comment": comment}
    return html_text(f"/complaints/?{urlencode({'article': article, 'language': language} | about)}")
