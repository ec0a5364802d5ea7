"""Reasons of gates and refusals of verbs, as the core writes them, in the language of whoever reads."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

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
        re.compile(r"the same copy was killed \((?P<provider>.*?)\): (?P<reason>.*)\Z", re.DOTALL),
        gettext_noop("the same copy was killed (%(provider)s): %(reason)s"),
    ),
    (
        re.compile(r"the same copy is held \((?P<provider>.*?)\): (?P<reason>.*)\Z", re.DOTALL),
        gettext_noop("the same copy is held (%(provider)s): %(reason)s"),
    ),
    (
        re.compile(r"changes more than it corrects: (?P<share>\d+)% of its text stood in what a person released\Z"),
        gettext_noop("changes more than it corrects: %(share)s%% of its text stood in what a person released"),
    ),
    (
        re.compile(r"changes more than it corrects, against what a person released\Z"),
        gettext_noop("changes more than it corrects, against what a person released"),
    ),
    (
        re.compile(r"(?P<guid>.*): it was not matched yet\Z", re.DOTALL),
        gettext_noop("%(guid)s: it was not matched yet"),
    ),
    (
        re.compile(r"(?P<guid>.*): a round-up of several stories belongs to none\Z", re.DOTALL),
        gettext_noop("%(guid)s: a round-up of several stories belongs to none"),
    ),
    (
        re.compile(r"story (?P<key>\S+): it is closed; open it first\Z"),
        gettext_noop("story %(key)s: it is closed; open it first"),
    ),
    (
        re.compile(r"story (?P<key>\S+): it has no items any more\Z"),
        gettext_noop("story %(key)s: it has no items any more"),
    ),
    (
        re.compile(r"story (?P<key>\S+): it cannot join itself\Z"),
        gettext_noop("story %(key)s: it cannot join itself"),
    ),
    (
        re.compile(r"story (?P<key>\S+): it is there already\Z"),
        gettext_noop("story %(key)s: it is there already"),
    ),
    (
        re.compile(r"story (?P<key>\S+): tick the items that are another story\Z"),
        gettext_noop("story %(key)s: tick the items that are another story"),
    ),
    (
        re.compile(r"story (?P<key>\S+): tick what is to go there\Z"),
        gettext_noop("story %(key)s: tick what is to go there"),
    ),
    (
        re.compile(r"story (?P<key>\S+): leave at least one item in it\Z"),
        gettext_noop("story %(key)s: leave at least one item in it"),
    ),
    (
        re.compile(r"the provider's register: (?P<days>\d+) days\Z"),
        gettext_noop("the provider's register: %(days)s days"),
    ),
    (
        re.compile(r"the item's data mining term: (?P<term>.*)\Z", re.DOTALL),
        gettext_noop("the item's data mining term: %(term)s"),
    ),
    (
        re.compile(r"it tells of a suicide: “(?P<words>.*)”\Z", re.DOTALL),
        gettext_noop("it tells of a suicide: “%(words)s”"),
    ),
    (
        re.compile(r"it tells of a minor as a victim or a suspect: “(?P<words>.*)”\Z", re.DOTALL),
        gettext_noop("it tells of a minor as a victim or a suspect: “%(words)s”"),
    ),
    (
        re.compile(
            r"it tells of a court case with a named private person \((?P<name>.*?)\): “(?P<words>.*)”\Z", re.DOTALL
        ),
        gettext_noop("it tells of a court case with a named private person (%(name)s): “%(words)s”"),
    ),
    (
        re.compile(
            r"it accuses a named private person \((?P<name>.*?)\) on a single source: “(?P<words>.*)”\Z", re.DOTALL
        ),
        gettext_noop("it accuses a named private person (%(name)s) on a single source: “%(words)s”"),
    ),
    (
        re.compile(r"(?P<guid>.*): an item is no copy of itself\Z", re.DOTALL),
        gettext_noop("%(guid)s: an item is no copy of itself"),
    ),
    (
        re.compile(r"(?P<guid>.*): one item tells one story\Z", re.DOTALL),
        gettext_noop("%(guid)s: one item tells one story"),
    ),
    (
        re.compile(r"(?P<guid>.*) and (?P<other>.*) are the same copy: say first that they are not\Z", re.DOTALL),
        gettext_noop("%(guid)s and %(other)s are the same copy: say first that they are not"),
    ),
    (
        re.compile(r"release (?P<guid>.*): its words were purged; it stays killed\Z", re.DOTALL),
        gettext_noop("release %(guid)s: its words were purged; it stays killed"),
    ),
    (
        re.compile(r"quiet (?P<guid>.*): its correction log tells readers nothing\Z", re.DOTALL),
        gettext_noop("quiet %(guid)s: its correction log tells readers nothing"),
    ),
    (
        re.compile(r"(?P<verb>\S+) (?P<guid>.*): say why; readers and the log need the reason\Z", re.DOTALL),
        gettext_noop("%(guid)s: say why; readers and the log need the reason"),
    ),
    (
        re.compile(r"(?P<name>.*) and (?P<other>.*) are one actor already\Z", re.DOTALL),
        gettext_noop("%(name)s and %(other)s are one actor already"),
    ),
    (
        re.compile(r"none of these names means (?P<name>.*)\Z", re.DOTALL),
        gettext_noop("none of these names means %(name)s"),
    ),
    (
        re.compile(r"(?P<name>.*) is no name\Z", re.DOTALL),
        gettext_noop("%(name)s is no name"),
    ),
    (
        re.compile(r"account (?P<name>.*?): there is one of this name already\Z", re.DOTALL),
        gettext_noop("account %(name)s: there is one of this name already"),
    ),
    (
        re.compile(r"account (?P<name>.*?): the last administrator cannot be shut out\Z", re.DOTALL),
        gettext_noop("account %(name)s: the last administrator cannot be shut out"),
    ),
    (
        # What the framework says of a password is in the reader's language already.
        re.compile(r"account (?P<name>.*?): (?P<words>.*)\Z", re.DOTALL),
        gettext_noop("account %(name)s: %(words)s"),
    ),
)
# As they stand; the gates' are with the words of the wire screen.
PLAIN = (
    gettext_noop("say which names mean somebody else"),
    gettext_noop("a correction says what is right: the actor, the stance, the source or the words"),
)
STOPPED = "the breaker of its feed tripped: "


def tell_reason(text: str) -> str:
    """A hold's or kill's reason in the reader's language: the gates' own sentences; a person's words stay theirs."""
    if text.startswith(STOPPED):
        return _("the breaker of its feed tripped:") + " " + tell_reason(text.removeprefix(STOPPED))
    for pattern, message in REASONS:
        if found := pattern.match(text):
            named = found.groupdict()
            if "reason" in named:
                named["reason"] = tell_reason(named["reason"])
            return _(message) % named
    return _(text) if text else ""
