"""A folder: each article as a ninjs and a NewsML-G2 file, replaced when it changes. Removes no file.

What is killed or withheld is replaced by a document that says so, so that who mirrors the folder takes it down.
"""

from pathlib import Path

from wireroom.core.destinations import Reply
from wireroom.core.errors import SettingError
from wireroom.destinations.actions import Answer, Job
from wireroom.edge.files import write_atomic
from wireroom.runner.works import Works

SUFFIXES = ("ninjs.json", "newsml.xml")


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
