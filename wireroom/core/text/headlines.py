"""A headline as lists, feeds and related blocks show it. The article's own page always has it whole."""

LONGEST = 400


def shorten_headline(headline: str) -> str:
    """The headline, cut after 400 characters with an ellipsis: one source's mistake must not swell every page."""
    if len(headline) <= LONGEST:
        return headline
    return headline[: LONGEST - 1].rstrip() + "…"
