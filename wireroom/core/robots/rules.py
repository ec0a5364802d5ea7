"""robots.txt: its text to groups of rules, and whether a path may be fetched. Knows nothing of TDM reservation.

Source: RFC 9309.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes, urlsplit

from wireroom.core.ports import FetchResponse

# RFC 9309, 2.5: at least 500 KiB must be read; what lies beyond is not.
_MOST_CHARACTERS = 500 * 1024
_MOST_RULES = 10_000


@dataclass(frozen=True, slots=True)
class Rule:
    """One allow or disallow line; `path` normalised, may hold `*` and a closing `$`."""

    allow: bool
    path: str


@dataclass(frozen=True, slots=True)
class Group:
    """The rules for some user agents (lower-case product tokens, or "*")."""

    agents: frozenset[str]
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Robots:
    """A robots.txt. `sitemaps` are as written."""

    groups: tuple[Group, ...] = ()
    sitemaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Permission:
    """Yes, or a reasoned no."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


def parse_robots(text: str) -> Robots:
    """The groups of a robots.txt. Never raises: lines that are none are passed over, as RFC 9309 asks."""
    reading = _Reading()
    for line in text[:_MOST_CHARACTERS].removeprefix("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            reading.take(key.strip().lower(), value.strip())
    reading.end_group()
    return Robots(tuple(reading.groups), tuple(reading.sitemaps))


def find_robots(response: FetchResponse) -> Robots | None:
    """The rules an answer for /robots.txt gives: of a 4xx none, all is allowed; None of a 5xx or 429, nothing is.

    Source: RFC 9309, 2.3.1.
    """
    if 200 <= response.status < 300:
        return parse_robots(response.body.decode("utf-8", "replace"))
    return Robots() if 400 <= response.status < 500 and response.status != 429 else None


def may_fetch(robots: Robots, user_agent: str, path: str) -> Permission:
    """Whether a robot may ask for `path` (with its query). The longest rule decides, allow before disallow.

    `user_agent` is the whole header or its product token; groups for the token, else those for "*", are joined.
    """
    path = _normalise(path or "/")
    if path == "/robots.txt":
        return Permission(True)
    best: Rule | None = None
    for group in _find_groups(robots, user_agent):
        for rule in group.rules:
            if (best is None or (len(rule.path), rule.allow) > (len(best.path), best.allow)) and _matches(rule, path):
                best = rule
    if best is None or best.allow:
        return Permission(True)
    return Permission(False, f"robots.txt disallows {best.path}")


def matches_path(pattern: str, path: str) -> bool:
    """Whether a pattern with `*` and a closing `$` covers a path; both as written."""
    return _matches(Rule(True, _normalise(pattern)), _normalise(path or "/"))


class _Reading:
    """The state between robots.txt lines: which group is open, and whether it has rules yet."""

    def __init__(self) -> None:
        self.groups: list[Group] = []
        self.sitemaps: list[str] = []
        self._agents: set[str] = set()
        self._rules: list[Rule] = []
        self._in_rules = False
        self._count = 0

    def take(self, key: str, value: str) -> None:
        match key:
            case "user-agent" | "useragent":
                if self._in_rules:
                    self.end_group()
                self._agents.add("*" if value.startswith("*") else _find_token(value))
            case "allow" | "disallow":
                self._in_rules = True
                # An empty disallow allows all: no rule at all says the same.
                if value and self._agents and self._count < _MOST_RULES:
                    self._count += 1
                    path = value if value.startswith(("/", "*")) else "/" + value
                    self._rules.append(Rule(key == "allow", _normalise(path)))
            case "crawl-delay":
                # No rule for us (it is for crawlers, and not in RFC 9309), but it ends the list of agents.
                self._in_rules = True
            case "sitemap" if value and len(self.sitemaps) < _MOST_RULES:
                # A sitemap line belongs to no group and ends none.
                self.sitemaps.append(value)

    def end_group(self) -> None:
        if self._agents:
            self.groups.append(Group(frozenset(self._agents), tuple(self._rules)))
        self._agents, self._rules, self._in_rules = set(), [], False


def _find_groups(robots: Robots, user_agent: str) -> tuple[Group, ...]:
    token = _find_token(user_agent)
    own = tuple(group for group in robots.groups if token and token in group.agents)
    return own or tuple(group for group in robots.groups if "*" in group.agents)


def _find_token(user_agent: str) -> str:
    """The product token: the letters, underscores and hyphens a user agent begins with."""
    found = re.match(r"[A-Za-z_-]+", user_agent.strip())
    return found.group().lower() if found else ""


def _normalise(path: str) -> str:
    """One spelling for octets that may be written plain or percent-encoded (RFC 9309, 2.2.2)."""
    try:
        parts = urlsplit(path) if "://" in path.partition("?")[0] else None
    except ValueError:
        parts = None
    if parts is not None:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    # What is encoded and reserved stays so: %2F is not a slash, %2A is no wildcard.
    kept = re.split(r"(%2[0-9A-CFa-cf]|%3[A-Fa-f]|%40|%5[BDbd])", path)
    pieces = (
        piece.upper()
        if position % 2
        else quote(unquote_to_bytes(piece.encode("utf-8", "replace")), safe="/*$?&=:@!'()+,;~-._[]#")
        for position, piece in enumerate(kept)
    )
    return "".join(pieces)


def _matches(rule: Rule, path: str) -> bool:
    """Whether the pattern matches from the beginning of the path. Goes left to right, without backtracking."""
    pattern, closed = (rule.path[:-1], True) if rule.path.endswith("$") else (rule.path, False)
    first, *others = pattern.split("*")
    if not path.startswith(first):
        return False
    if not others:
        return not closed or path == first
    position = len(first)
    for part in others[:-1]:
        found = path.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    last = others[-1]
    if closed:
        return len(path) - len(last) >= position and path.endswith(last)
    return path.find(last, position) >= 0
