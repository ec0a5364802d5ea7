"""The three parts of the step deliver. What a kind of destination is asked is told in the module named after it."""

import random
from typing import NamedTuple

from django.db import Error as DatabaseError

from wireroom.core.destinations import Kind, Reply, parse_delivery_key
from wireroom.core.errors import FetchError, SettingError
from wireroom.destinations.actions import Answer, Job, begin_delivery, forget_destination, settle_attempt
from wireroom.runner.destinations.folder import write_files
from wireroom.runner.destinations.webhook import call_webhook
from wireroom.runner.destinations.wordpress import keep_post
from wireroom.runner.works import Works
from wireroom.tasks.actions import Lease


class Attempt(NamedTuple):
    """What was asked, or why nothing could be, and the answer."""

    job: Job | Exception
    answer: Answer | None = None


ASK = {Kind.WORDPRESS: keep_post, Kind.WEBHOOK: call_webhook, Kind.FOLDER: write_files}


def prepare_delivery(works: Works, lease: Lease) -> Job | Exception | None:
    """The attempt to make; None when there is nothing to send, or not yet. What cannot even be written is an error."""
    name, article = parse_delivery_key(lease.key)
    destination = next((found for found in works.newsroom.destinations if found.name == name), None)
    if destination is None:
        forget_destination(name)
        return None
    try:
        return begin_delivery(destination, article, works.press, now=works.clock())
    except DatabaseError:
        raise
    except Exception as error:
        # One article that cannot be written as a document must hold up no other: the row fails by itself.
        return error


def ask_destination(works: Works, job: Job | Exception) -> Attempt:
    """Send it. Runs beside the loop, without a database; what goes wrong out there is an answer too."""
    if isinstance(job, Exception):
        return Attempt(job)
    name = job.destination.name
    try:
        return Attempt(job, ASK[job.destination.kind](works, job))
    except FetchError as error:
        return Attempt(job, Answer(Reply.LATER, f"{name}: {error}", unknown=True))
    except (SettingError, OSError) as error:
        return Attempt(job, Answer(Reply.LATER, f"{name}: {error}"))


def settle_delivery(works: Works, lease: Lease, attempt: Attempt) -> None:
    """Write down what came of it. Raises what prepare met, for the row to fail with."""
    if isinstance(attempt.job, Exception):
        raise attempt.job
    answer = attempt.answer
    settle_attempt(attempt.job, answer, jitter=random.random(), now=works.clock())
    if answer.reply is Reply.DONE:
        works.tally["delivered"] += 1
        return
    works.tally["undelivered"] += 1
    log = works.log.error if answer.reply is Reply.ENDED else works.log.warning
    log("destination %s", answer.error)
