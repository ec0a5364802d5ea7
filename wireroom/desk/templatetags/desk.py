"""What the desk's templates may call: addresses of style files, and times as <time>. Reads no rows."""

from datetime import datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wireroom.desk.assets import load_asset
from wireroom.desk.local_time import local_time
from wireroom.desk.reasons import tell_reason
from wireroom.stories.models import Judgement

register = template.Library()

SUSPICIONS = {
    "links": gettext_noop("many links"),
    "fast": gettext_noop("sent within three seconds"),
    "copied": gettext_noop("the same text was sent before"),
    "honeypot": gettext_noop("filled in a field people do not see"),
}

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


# By which rule an item leads its copies.
LEADS = {
    "only": gettext_noop("no other copy may be published"),
    "chosen": gettext_noop("an editor chose it"),
    "newest": gettext_noop("it is the newest of its provider's items"),
    "contract": gettext_noop("it comes from a contract wire"),
    "corrected": gettext_noop("it has the latest correction"),
    "fullest": gettext_noop("its rights show the most of it"),
    "longest": gettext_noop("it is the longest"),
    "earliest": gettext_noop("it came first of those that are as good"),
}
SAID = {
    ("copy", "same"): gettext_noop("the same copy"),
    ("copy", "different"): gettext_noop("not the same copy"),
    ("copy", "unsure"): gettext_noop("unsure whether it is the same copy"),
    ("story", "same"): gettext_noop("one story"),
    ("story", "different"): gettext_noop("different stories"),
    ("story", "unsure"): gettext_noop("unsure whether it is one story"),
    ("lead", "same"): gettext_noop("leads its copies"),
    ("lead", "different"): gettext_noop("leads by an editor's choice no more"),
    ("lead", "unsure"): gettext_noop("unsure whether it leads its copies"),
    ("name", "same"): gettext_noop("the story is called “%(words)s”"),
    ("closed", "same"): gettext_noop("the story was closed"),
    ("closed", "different"): gettext_noop("the story was opened again"),
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
def lead_rule(rule: str) -> str:
    """Why an item leads its copies (core.carrying.Lead), in words."""
    return _(LEADS[rule])


@register.filter
def said(judgement: Judgement) -> str:
    """What a person judged, in words."""
    return _(SAID[judgement.question, judgement.answer]) % {"words": judgement.words}


register.filter("reason", tell_reason)
