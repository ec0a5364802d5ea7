"""An HTTP answer of a destination as what it means for the delivery, with its reason in words. Asks nobody."""

import json
from datetime import datetime

from wireroom.core.destinations import Reply, decide_reply
from wireroom.core.fetching.outcomes import parse_retry_after
from wireroom.core.ports import FetchResponse
from wireroom.core.text.characters import fold_space, strip_controls
from wireroom.destinations.actions import Answer

SAID = 200


def failed_answer(name: str, what: str, response: FetchResponse, *, may_end: bool = False, now: datetime) -> Answer:
    """Why `what` did not go well; `name` is the destination's."""
    said = _said(response)
    if 300 <= response.status < 400:
        said = "it redirects; url must be the address it redirects to"
    reply = decide_reply(response.status, may_end=may_end)
    return Answer(
        Reply.LATER if reply is Reply.DONE else reply,
        f"{name}: {what}: the answer is {response.status}{f' ({said})' if said else ''}",
        retry_after=parse_retry_after(response.header("retry-after"), now=now),
        unknown=response.status >= 500,
    )


def _said(response: FetchResponse) -> str:
    """The reason it gives, as far as it is short: a JSON object's message, or plain text."""
    text = response.body[: 16 * 1024].decode("utf-8", "replace")
    kind = (response.header("content-type") or "").partition(";")[0].strip()
    if kind.endswith("json"):
        try:
            told = json.loads(text)
        except ValueError:
            return ""
        said = [told.get(key) for key in ("message", "error")] if isinstance(told, dict) else []
        text = next((each for each in said if isinstance(each, str)), "")
    elif kind != "text/plain":
        return ""
    return fold_space(strip_controls(text))[:SAID]
