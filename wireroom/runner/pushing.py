"""Push, as the runner sets it up: what the web side needs for it, and a provider's first secret. Receives nothing."""

import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from wireroom.config.newsroom import Newsroom
from wireroom.core.errors import SettingError
from wireroom.edge.files import RawStore
from wireroom.edge.http.decoding import decode_body
from wireroom.edge.secrets import FOLDER, find_variable, read_secret
from wireroom.public.push import MOST_BYTES, PushDoor, secret_name

SECRET_BYTES = 32


def open_push_door(newsroom: Newsroom) -> PushDoor:
    """Secrets of the newsroom's folder, its store of received bytes, and codings unpacked within bounds."""

    def unpack(pieces: Iterable[bytes], coding: str) -> bytes:
        return decode_body(pieces, coding=coding, max_bytes=MOST_BYTES)

    return PushDoor(
        secret=lambda name: read_secret(name, newsroom.home), unpack=unpack, keep=RawStore(newsroom.raw).put
    )


def found_push_secret(slug: str, home: Path) -> str:
    """Where the secret of a provider's pushes stands, made in the newsroom's folder when it is nowhere yet.

    Raises SettingError when it is somewhere and cannot be read.
    """
    name = secret_name(slug)
    if os.environ.get(find_variable(name), "").strip():
        return f"the environment variable {find_variable(name)}"
    path = home / FOLDER / name
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        read_secret(name, home)
    except OSError as error:
        raise SettingError(f"{path}: {error.strerror}") from None
    else:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(SECRET_BYTES) + "\n")
    return str(path)
