"""`python -m wireroom`: the same as the `wireroom` command."""

import sys

from wireroom.runner.commands import main

sys.exit(main())
