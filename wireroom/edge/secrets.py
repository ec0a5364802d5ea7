"""Secrets by name, from the environment or a file of the newsroom's folder. Keeps, shows and logs none."""

import os
import re
import stat
from pathlib import Path

from wireroom.core.errors import SettingError

FOLDER = "secrets"
_NAME = re.compile(r"\w[\w-]{0,99}\Z")
_MOST_BYTES = 64 * 1024


def read_secret(name: str, home: Path) -> str:
    """The secret of that name, without the white space around it; it may hold several lines.

    Looked for in the environment as WIREROOM_SECRET_<NAME> (upper case, - as _), then in the file
    `home`/secrets/<name>, which nobody but its owner may read. Raises SettingError naming where it was looked for.
    """
    if not _NAME.match(name):
        raise SettingError(f"{name[:100]!r} is no name of a secret: letters, digits, _ and - only")
    variable = find_variable(name)
    if value := os.environ.get(variable, "").strip():
        return value
    path = home / FOLDER / name
    try:
        value = _read_private(path)
    except FileNotFoundError:
        raise SettingError(
            f"the secret {name} is neither in the environment ({variable}) nor in the file {path}"
        ) from None
    except OSError as error:
        raise SettingError(f"the secret {name} cannot be read from {path}: {error.strerror}") from None
    except UnicodeDecodeError:
        # Not chained: the error holds the bytes.
        raise SettingError(f"the secret {name} in {path} is no text in UTF-8") from None
    if not value:
        raise SettingError(f"the secret {name} in {path} is empty")
    return value


def find_variable(name: str) -> str:
    """The environment variable a secret may stand in."""
    return f"WIREROOM_SECRET_{name.upper().replace('-', '_')}"


def _read_private(path: Path) -> str:
    # One open file is judged and read, so that nobody can put another in between.
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise SettingError(f"{path}: no file that a secret can be read from")
        if found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise SettingError(f"{path}: others may read this secret; do: chmod 600 {path}")
        return file.read(_MOST_BYTES).decode("utf-8").strip()
