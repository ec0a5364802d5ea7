"""Writes the providers' own article pages, where links to the original lead; plain, safe and without scripts."""

import html
from datetime import datetime

from wireroom.runner.demo.moments import LOCAL
from wireroom.runner.demo.wire_parts import StandingItem, Wire

_STYLE = (
    "body{font:1.05rem/1.7 Georgia,'Noto Serif CJK JP',serif;max-width:42rem;margin:2rem auto;padding:0 1rem;"
    "color:#1d2430;background:#fbfaf7}img{max-width:100%;height:auto}header,footer{color:#5b6472;font-size:.9rem;"
    "border-block:1px solid #d8d4ca;padding:.5rem 0}figcaption{color:#5b6472;font-size:.9rem}figure{margin:1rem 0}"
    "pre{white-space:pre-wrap;background:#efece4;padding:1rem}"
)
_INVENTED = {
    "en": "Invented for the Wireroom demo. No such place, person or company exists.",
    "ja": "Wireroom のデモのための架空の記事です。実在の場所・人物・団体とは関係ありません。",
    "de": "Für die Wireroom-Vorführung erfunden. Orte, Personen und Firmen gibt es nicht.",
}
_SHOWN_AS_TEXT = {
    "en": "The feed carries this item with hostile markup. It is shown here as text.",
    "ja": "この項目はフィードでは危険なマークアップを含むため、ここでは文字として示します。",
    "de": "Diese Meldung enthält im Feed schädlichen Code und steht hier als Text.",
}


def write_original_page(wire: Wire, standing: StandingItem, *, base_url: str) -> bytes:
    """The article as its provider shows it: UTF-8 HTML; a killed one keeps only the provider's notice."""
    item, state = standing.item, standing.state
    provider = wire.provider(item.provider)
    if state.action == "kill":
        parts = [f"<h1>{html.escape(provider.name)}</h1>", f"<p>{html.escape(state.note)}</p>"]
    else:
        parts = [f"<h1>{html.escape(standing.headline)}</h1>", _line(standing, standing.published)]
        parts += [
            f'<figure><img src="{base_url}/pictures/{use.picture.name}" alt="" width="{use.picture.width}" '
            f'height="{use.picture.height}"><figcaption>{html.escape(use.caption)} {html.escape(use.credit)}'
            "</figcaption></figure>"
            for use in state.pictures
        ]
        if state.markup == "html":
            # The demo must not attack the visitor who follows a link to the original.
            parts += [
                f"<p><em>{_SHOWN_AS_TEXT[item.language]}</em></p>",
                f"<pre>{html.escape(standing.body_html)}</pre>",
            ]
        else:
            parts.append(standing.body_html)
    title = html.escape(f"{provider.name} - {standing.headline if state.action != 'kill' else item.id}")
    page = (
        f'<!doctype html>\n<html lang="{item.language}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>'
        f"<header>{html.escape(provider.name)}</header>\n<article>\n" + "\n".join(parts) + "\n</article>\n"
        f"<footer>{_INVENTED[item.language]}<br>{html.escape(provider.usage_terms)}</footer></body></html>\n"
    )
    return page.encode()


def _line(standing: StandingItem, published: datetime | None) -> str:
    byline = html.escape(standing.state.byline)
    if published is None:
        return f"<p>{byline}</p>" if byline else ""
    local = published.astimezone(LOCAL)
    return f'<p>{byline} <time datetime="{local.isoformat(timespec="seconds")}">{local:%Y-%m-%d %H:%M}</time></p>'
