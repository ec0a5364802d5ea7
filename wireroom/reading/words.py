"""The plain text of a version, in which the ledger's places are counted. Reads no row and no statement."""

from wireroom.core.text.sanitize import text_of_clean
from wireroom.wire.models import Version


def plain_text(version: Version) -> str:
    """What a version says, as text: its body, else its summary; the headline is not part of it.

    It is the text of the page's body, too, as long as that is shown in full.
    """
    return text_of_clean(version.body) if version.body else text_of_clean(summary_html(version.summary))


def summary_html(summary: str) -> str:
    """A summary as the paragraph that pages show where there is no body."""
    escaped = summary.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<p>{escaped}</p>" if escaped else ""
