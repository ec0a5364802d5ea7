"""`wireroom feed push`: opens the way for a provider that sends its copy to us, and says what to tell it."""

from urllib.parse import quote

from wireroom.config.newsroom import Newsroom


def open_push(newsroom: Newsroom, terms) -> int:
    """Make the feed and, where there is none, the secret; print address and place of the secret, never the secret."""
    from wireroom.edge.clock import system_clock
    from wireroom.runner.pushing import found_push_secret
    from wireroom.wire.actions import add_push_feed

    feed, new = add_push_feed(terms, now=system_clock())
    place = found_push_secret(feed.provider.slug, newsroom.home)
    print(f"{'added' if new else 'known'}  {feed.url}  ({feed.provider.name})")
    print(f"address  {newsroom.base_url}/push/{quote(feed.provider.slug)}")
    print(f"secret   {place}")
    print("Give the provider both. How it signs: docs/push.md")
    return 0
