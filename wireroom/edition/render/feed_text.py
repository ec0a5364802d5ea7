"""What an outgoing feed's item says: summary, body with corrections and disclosure. Writes no feed format."""

from functools import lru_cache

from wireroom.edition.render.escaping import absolute_html, html_text, plain_text, web_address
from wireroom.edition.render.furniture import Furniture
from wireroom.edition.values import ArticleView

_SUMMARY = 500
# Articles whose texts and entries are kept: the three formats say the same, and of fifty articles in a feed most
# were in it the last time it was written.
KEPT = 1000


@lru_cache(maxsize=KEPT)
def feed_summary(view: ArticleView, furniture: Furniture) -> str:
    """Plain text: what may be told of the article in a few lines, then the disclosure at first view."""
    told = view.standfirst or ("" if view.extent == "headline" else plain_text(view.body_html, limit=_SUMMARY))
    corrected = [f"[{furniture.wording.correction_text(entry)}]" for entry in view.corrections]
    disclosed = f"[{furniture.wording.short_sentence(view.disclosure)}]"
    return "\n".join(part for part in (told, *corrected, disclosed) if part)


@lru_cache(maxsize=KEPT)
def feed_body(view: ArticleView, furniture: Furniture) -> str:
    """HTML with absolute addresses: the body that may be shown, corrections, how it was made, link to the original."""
    wording, words, base_url = furniture.wording, furniture.wording.catalog, furniture.site.base_url
    parts = [absolute_html(view.body_html, base_url)]
    if view.corrections:
        entries = "".join(f"<li>{html_text(wording.correction_text(entry))}</li>" for entry in view.corrections)
        parts.append(f"<h2>{html_text(words.gettext('Corrections and updates'))}</h2><ul>{entries}</ul>")
    lines = "".join(f"<li>{html_text(line.text)}</li>" for line in wording.full(view.disclosure) if not line.url)
    parts.append(f"<hr><h2>{html_text(words.gettext('How this page was made'))}</h2><ul>{lines}</ul>")
    if original := web_address(view.original_url):
        label = html_text(words.gettext("Read the original at %(name)s", name=view.provider_name))
        parts.append(f'<p><a href="{original}">{label}</a></p>')
    return "".join(parts)
