"""What the desk's templates may call: addresses of style files, and times as <time>. Reads no rows."""

import re
from datetime import datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wireroom.desk.assets import load_asset
from wireroom.desk.local_time import local_time

register = template.Library()

SUSPICIONS = {
    "links": gettext_noop("many links"),
    "fast": gettext_noop("sent within three seconds"),
    "copied": gettext_noop("the same text was sent before"),
    "honeypot": gettext_noop("filled in a field people do not see"),
}

# Reasons the gates write with something of the item in them; the others are messages as they stand.
REASONS = (
    (
        re.compile(r"its language \((?P<language>[^)]*)\) is none of the site's \((?P<languages>[^)]*)\)\Z"),
        gettext_noop("its language (%(language)s) is none of the site's (%(languages)s)"),
    ),
    (
        re.compile(r"contract wire with an unknown status: (?P<status>.*)\Z", re.DOTALL),
        gettext_noop("contract wire with an unknown status: %(status)s"),
    ),
    (
        re.compile(r"the item's usage terms: “(?P<words>.*)”\Z", re.DOTALL),
        gettext_noop("the item's usage terms: “%(words)s”"),
    ),
    (
        re.compile(r"a message to editors, not a story: “(?P<words>.*)”\Z", re.DOTALL),
        gettext_noop("a message to editors, not a story: “%(words)s”"),
    ),
    (
        re.compile(r"kill: the provider says “(?P<words>.*)” in (?P<guid>.*)\Z", re.DOTALL),
        gettext_noop("kill: the provider says “%(words)s” in %(guid)s"),
    ),
    (
        re.compile(r"hold: the provider says “(?P<words>.*)” in (?P<guid>.*)\Z", re.DOTALL),
        gettext_noop("hold: the provider says “%(words)s” in %(guid)s"),
    ),
    (
        re.compile(r"disregard: the provider says “(?P<words>.*)” in (?P<guid>.*)\Z", re.DOTALL),
        gettext_noop("disregard: the provider says “%(words)s” in %(guid)s"),
    ),
    (
        re.compile(r"(?P<new>\d+) new items at once; its last document had (?P<window>\d+) entries\Z"),
        gettext_noop("%(new)s new items at once; its last document had %(window)s entries"),
    ),
    (
        re.compile(r"(?P<new>\d+) new items at once; at most (?P<most>\d+) came at once before\Z"),
        gettext_noop("%(new)s new items at once; at most %(most)s came at once before"),
    ),
    (
        re.compile(r"(?P<known>\d+) of (?P<entries>\d+) entries are known stories under new ids\Z"),
        gettext_noop("%(known)s of %(entries)s entries are known stories under new ids"),
    ),
    (
        re.compile(r"no status on (?P<now>\d+) versions in a row; (?P<usual>\d+) of (?P<before>\d+) before had one\Z"),
        gettext_noop("no status on %(now)s versions in a row; %(usual)s of %(before)s before had one"),
    ),
    (
        re.compile(r"(?P<times>\d+) of (?P<now>\d+) versions are in (?P<other>[\w-]+); it was in (?P<usual>[\w-]+)\Z"),
        gettext_noop("%(times)s of %(now)s versions are in %(other)s; it was in %(usual)s"),
    ),
    (
        re.compile(r"bodies of (?P<short>\d+) characters; (?P<usual>\d+) were usual\Z"),
        gettext_noop("bodies of %(short)s characters; %(usual)s were usual"),
    ),
    (
        re.compile(r"the provider's register: (?P<days>\d+) days\Z"),
        gettext_noop("the provider's register: %(days)s days"),
    ),
    (
        re.compile(r"the item's data mining term: (?P<term>.*)\Z", re.DOTALL),
        gettext_noop("the item's data mining term: %(term)s"),
    ),
)
STOPPED = "the breaker of its feed tripped: "
# What of an item its rights may refuse (core.rights.Refusal), in words.
REFUSED = {
    "excerpt": gettext_noop("more than an excerpt"),
    "headline": gettext_noop("more than the headline"),
    "pictures": gettext_noop("pictures"),
    "index": gettext_noop("search engines"),
    "online": gettext_noop("use on a site"),
    "after": gettext_noop("any use after"),
    "mining": gettext_noop("text and data mining"),
}


@register.simple_tag
def desk_asset(name: str) -> str:
    """The hashed address of desk.css, desk.js or htmx.min.js."""
    return load_asset(name).path


@register.filter
def moment(at: datetime | None) -> SafeString | str:
    """A time in the newsroom's zone, readable in every language; a dash for none."""
    if at is None:
        return "–"
    words = local_time(at).strftime("%Y-%m-%d %H:%M")
    return format_html('<time datetime="{}">{}</time>', at.isoformat(timespec="seconds"), words)


@register.filter
def suspicions(codes: str) -> str:
    """Why a comment waits, in words, from its codes separated by spaces."""
    return ", ".join(_(SUSPICIONS.get(code, code)) for code in codes.split())


@register.filter
def refused(what: str) -> str:
    """What the rights do not allow, in words."""
    return _(REFUSED[what])


@register.filter
def reason(text: str) -> str:
    """A hold's or kill's reason in the reader's language: the gates' own sentences; a person's words stay theirs."""
    if text.startswith(STOPPED):
        return _("the breaker of its feed tripped:") + " " + reason(text.removeprefix(STOPPED))
    for pattern, message in REASONS:
        if found := pattern.match(text):
            return _(message) % found.groupdict()
    return _(text) if text else ""
