"""Searching the index: what the site shows, what the desk has, and what else to ask."""

from wireroom.searching.queries.bounds import time_limit
from wireroom.searching.queries.finding import BEST, MOST, NEWEST, ORDERS, Found, Search, find_articles, find_items
from wireroom.searching.queries.suggesting import Suggestions, find_suggestions

__all__ = [
    "BEST",
    "MOST",
    "NEWEST",
    "ORDERS",
    "Found",
    "Search",
    "Suggestions",
    "find_articles",
    "find_items",
    "find_suggestions",
    "time_limit",
]
