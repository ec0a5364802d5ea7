"""A folder: each article as a ninjs and a NewsML-G2 file, replaced when it changes. Removes no file.

What is killed or withheld is replaced by a document that says so, so that who mirrors the folder takes it down.
"""

from collections.abc import Iterable
from pathlib import Path

from wireroom.core.destinations import Destination, Kind, Reply
from wireroom.core.errors import SettingError
from wireroom.destinations.actions import Answer, Job
from wireroom.edge.files import write_atomic
from wireroom.runner.works import Works

SUFFIXES = ("ninjs.json", "newsml.xml")


def folders_of(destinations: Iterable[Destination]) -> list[Path]:
    """The folders among some destinations: what a crash in the middle of writing left there is to be swept away."""
    return [Path(each.url) for each in destinations if each.kind is Kind.FOLDER]


def write_files(works: Works, job: Job) -> Answer:
    """Write both, whole and on the disk. Raises OSError, and SettingError when there is no such folder.

    It is not made: where a disk that was to be mounted is missing, nothing must be written in its place.
    """
    folder = Path(job.destination.url)
    if not folder.is_dir():
        raise SettingError(f"{folder}: there is no such folder")
    for suffix, body in zip(SUFFIXES, job.documents, strict=True):
        write_atomic(folder / f"{job.story.key}.{suffix}", body, durable=True)
    return Answer(Reply.DONE)
