"""Turns the sample wire's plain text into HTML: paragraphs, subheads, lists, quotations, links; nothing else."""

import html
import re

_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


def render_body(text: str, *, base_url: str) -> str:
    """HTML of a body: blocks parted by blank lines; "## " opens a subhead, "- " a list, "> " a quotation.

    Inline there is only [text](address); an address that starts with "/" is put below `base_url`.
    """
    blocks = (block.strip() for block in re.split(r"\n\s*\n", text))
    return "\n".join(_render_block(block, base_url) for block in blocks if block)


def _render_block(block: str, base_url: str) -> str:
    lines = [line.strip() for line in block.splitlines()]
    if block.startswith("## "):
        return f"<h2>{_render_inline(block[3:], base_url)}</h2>"
    if all(line.startswith("- ") for line in lines):
        return "<ul>" + "".join(f"<li>{_render_inline(line[2:], base_url)}</li>" for line in lines) + "</ul>"
    if all(line.startswith("> ") for line in lines):
        return f"<blockquote><p>{_render_inline(_join(line[2:] for line in lines), base_url)}</p></blockquote>"
    return f"<p>{_render_inline(_join(lines), base_url)}</p>"


def _join(lines) -> str:
    """Lines of one paragraph; Japanese lines meet without a space, as in print."""
    joined = ""
    for line in lines:
        ascii_seam = joined and line and joined[-1] < "\u2e80" and line[0] < "\u2e80"
        joined += (" " if ascii_seam else "") + line
    return joined


def _render_inline(text: str, base_url: str) -> str:
    def link(match: re.Match[str]) -> str:
        address = base_url + match[2] if match[2].startswith("/") else match[2]
        return f'<a href="{address}">{match[1]}</a>'

    return _LINK.sub(link, html.escape(text, quote=False))
