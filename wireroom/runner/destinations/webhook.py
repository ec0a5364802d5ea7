"""A webhook: one signed POST of the ninjs document a change. The signature is that of pushes to us (docs/push.md)."""

from wireroom.core.destinations import Reply, decide_reply
from wireroom.core.ports import FetchRequest
from wireroom.core.signatures import parse_keys, sign
from wireroom.destinations.actions import Answer, Job
from wireroom.edge.secrets import read_secret
from wireroom.runner.destinations.replies import failed_answer
from wireroom.runner.works import Works

ANSWER_BYTES = 64 * 1024


def call_webhook(works: Works, job: Job) -> Answer:
    """Tell it of the article's state. 2xx is a yes, 410 ends it. Raises FetchError, SettingError."""
    destination = job.destination
    # Of two secrets in rotation the first signs.
    key = parse_keys(read_secret(destination.secret, works.newsroom.home), name=destination.secret)[0]
    (body,) = job.documents
    stamp = str(int(works.clock().timestamp()))
    headers = (
        ("Content-Type", "application/json"),
        ("X-Wireroom-Timestamp", stamp),
        ("X-Wireroom-Signature", sign(key, (f"{stamp}.".encode(), body))),
        ("Wireroom-Delivery", job.id),
        ("Wireroom-Event", job.event),
    )
    request = FetchRequest(destination.url, method="POST", headers=headers, body=body, max_bytes=ANSWER_BYTES)
    response = works.fetch(request)
    if decide_reply(response.status) is Reply.DONE:
        return Answer(Reply.DONE)
    return failed_answer(destination.name, job.event, response, may_end=True, now=works.clock())
