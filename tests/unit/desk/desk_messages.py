"""Finds every message of the desk that needs words: in templates, in code, and codes that are shown as words."""

import re
from pathlib import Path

from wireroom.accounts.models import AccountChange, User
from wireroom.comments.models import Comment, Moderation
from wireroom.desk.wire.rows import STATES
from wireroom.publishing.models import Decision
from wireroom.stories.models import Judgement

DESK = Path(__file__).resolve().parents[3] / "wireroom" / "desk"
_TRANSLATE = re.compile(r"""\{% translate "([^"]+)" %\}""")
_BLOCK = re.compile(r"\{% blocktranslate[^%]*%\}(.*?)(?:\{% plural %\}(.*?))?\{% endblocktranslate %\}", re.DOTALL)
_PLACE = re.compile(r"\{\{ (\w+) \}\}")
_CODE = re.compile(r"""(?:\b_|gettext_lazy|gettext_noop)\(\s*"((?:[^"\\]|\\.)+)"\s*\)""")


def find_messages() -> set[str]:
    found: set[str] = set()
    for template in DESK.rglob("*.html"):
        text = template.read_text("utf-8")
        found |= set(_TRANSLATE.findall(text))
        for one, many in _BLOCK.findall(text):
            found |= {_PLACE.sub(r"%(\1)s", each) for each in (one, many) if each}
    for module in DESK.rglob("*.py"):
        found |= set(_CODE.findall(module.read_text("utf-8")))
    shown = (STATES, Comment.State, Moderation.Verb, Decision.Verb, AccountChange.Verb, User.Role, Judgement.Answer)
    return found | {str(code) for codes in shown for code in codes}
