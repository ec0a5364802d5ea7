"""What a site allows robots, and whether it reserves text and data mining: as values. Fetches and stores nothing.

A feed an operator subscribed to is fetched whatever robots.txt says: a feed is published to be read by
programs, one address at the operator's own wish is no crawl, and RFC 9309 speaks to crawlers. What is read here is
kept beside the feed, so that later gates (indexing, whole-page extraction, training, translation by third
parties) can honour it. Pages and pictures that feeds merely point at are asked for only as robots.txt allows.
"""

from wireroom.core.robots.reservation import (
    TdmReservation,
    decide_reservation,
    find_tdm_in_headers,
    parse_tdm_file,
)
from wireroom.core.robots.rules import Permission, Robots, find_robots, may_fetch, parse_robots

__all__ = [
    "Permission",
    "Robots",
    "TdmReservation",
    "decide_reservation",
    "find_robots",
    "find_tdm_in_headers",
    "may_fetch",
    "parse_robots",
    "parse_tdm_file",
]
