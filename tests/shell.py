"""The wireroom command as an operator types it, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

LIMIT_S = 600


def shell(*arguments: str, home: Path) -> subprocess.CompletedProcess:
    """What a command of a newsroom answered; settings of the tests' own newsroom do not reach it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("WIREROOM", "DJANGO"))}
    command = [sys.executable, "-m", "wireroom", *arguments, "--home", str(home)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=LIMIT_S, check=False)
