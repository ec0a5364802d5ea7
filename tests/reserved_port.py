"""Ports of loopback for servers that must know their address before they start. Starts no server."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def reserved_address() -> Iterator[str]:
    """An address of 127.0.0.1, "host:port", that the system gives to nobody else meanwhile.

    Its port stays bound without listening, as one that may be shared: a server that names it can listen there.
    """
    with socket.socket() as kept:
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        kept.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{kept.getsockname()[1]}"
