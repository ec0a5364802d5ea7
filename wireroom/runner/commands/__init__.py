"""The `wireroom` command: finds the verb's module and runs it. Each verb is a file beside this one."""

import argparse
import importlib
import os
import sys

from wireroom.core.errors import WireroomError
from wireroom.runner.commands.home_option import add_home

VERBS = (
    *("demo", "init", "feed", "user", "run", "serve", "worker", "status", "check", "rebuild"),
    *("kill", "release", "withhold", "correct", "quiet", "purge", "drill", "ledger", "parse", "read", "match"),
)
WITHOUT_NEWSROOM = {"parse", "read", "match"}
DONE, FAILED, WRONG_USE = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 done, 1 something failed (named on stderr), 2 wrong use."""
    given = sys.argv[1:] if arguments is None else arguments
    # Only the verb asked for is imported, so that `parse` starts without Django.
    wanted = next((word for word in (given[2:3] if given[:1] == ["--home"] else given[:1]) if word in VERBS), None)
    parser = argparse.ArgumentParser(prog="wireroom", description="Turns syndicated news feeds into a news site.")
    add_home(parser, default=None)
    verbs = parser.add_subparsers(dest="verb", metavar="COMMAND", required=True)
    modules = {}
    for verb in VERBS:
        if wanted and verb != wanted:
            verbs.add_parser(verb)
            continue
        module = modules[verb] = importlib.import_module(f"wireroom.runner.commands.{verb}")
        sub = verbs.add_parser(verb, help=module.HELP, description=module.HELP)
        if verb not in WITHOUT_NEWSROOM:
            add_home(sub)
        module.add_arguments(sub)
    options = parser.parse_args(given)
    try:
        return modules[options.verb].run(options)
    except WireroomError as error:
        print(f"wireroom {options.verb}: {error}", file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        # The reader went away (`| head`): that is its right; keep the interpreter from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        # Named by its module: Django is not imported for the verbs that need none.
        if not type(error).__module__.startswith("django.db"):
            raise
        hint = "wireroom check says whether its tables are of an older version, wireroom run brings them up to date"
        print(f"wireroom {options.verb}: the database: {str(error).partition(chr(10))[0]} ({hint})", file=sys.stderr)
        return FAILED
