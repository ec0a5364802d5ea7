"""Decides how items stand at a moment of the demo; writes no documents."""

from datetime import datetime

from wireroom.runner.demo.body import render_body
from wireroom.runner.demo.moments import expand_moments
from wireroom.runner.demo.wire_parts import StandingItem, WireItem


def decide_standing(item: WireItem, *, started_at: datetime, now: datetime, base_url: str) -> StandingItem | None:
    """The item as of `now`, or None while its provider has not sent it yet."""
    state = next((state for state in reversed(item.states) if started_at + state.at <= now), None)
    if state is None:
        return None

    def expand(text: str) -> str:
        return expand_moments(text, started_at=started_at, language=item.language)

    body = expand(state.body)
    return StandingItem(
        item=item,
        state=state,
        headline=expand(state.headline),
        summary=expand(state.summary),
        body_html=body if state.markup == "html" else render_body(body, base_url=base_url),
        published=None if state.published is None else started_at + state.published,
        shown_since=started_at + state.at,
    )


def article_path(item: WireItem) -> str:
    """Where the provider's own page of an item lies, without leading slash."""
    return f"{item.provider}/articles/{item.id}.html"
