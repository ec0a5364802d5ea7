"""A feed's fetching, decided: what an answer means, when to ask next. Fetches nothing, stores nothing."""

from wireroom.core.fetching.outcomes import (
    FeedHistory,
    FetchOutcome,
    Outcome,
    decide_error_outcome,
    decide_outcome,
    decide_unreadable_outcome,
)
from wireroom.core.fetching.paging import MOST_PAGES, decide_next_page, find_next_in_headers, find_origin
from wireroom.core.fetching.schedule import (
    LONGEST_WAIT,
    FeedState,
    NextFetch,
    Pace,
    decide_next_fetch,
)

__all__ = [
    "LONGEST_WAIT",
    "MOST_PAGES",
    "FeedHistory",
    "FeedState",
    "FetchOutcome",
    "NextFetch",
    "Outcome",
    "Pace",
    "decide_error_outcome",
    "decide_next_fetch",
    "decide_next_page",
    "decide_outcome",
    "decide_unreadable_outcome",
    "find_next_in_headers",
    "find_origin",
]
