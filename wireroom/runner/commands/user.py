"""`wireroom user add|password`: who may enter the desk."""

import argparse

HELP = "add a person to the desk, or give a new password"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("user_verb", choices=["add", "password"])
    parser.add_argument("name")
    parser.add_argument("--role", choices=["editor", "administrator"], default="editor")


def run(arguments: argparse.Namespace) -> int:
    from wireroom.runner.opening import open_newsroom

    newsroom = open_newsroom(arguments.home)
    from wireroom.accounts.actions import add_user, generate_password, reset_password
    from wireroom.accounts.models import User
    from wireroom.core.errors import WireroomError
    from wireroom.edge.clock import system_clock

    password = generate_password()
    if arguments.user_verb == "add":
        add_user(arguments.name, role=arguments.role, password=password, now=system_clock())
    else:
        user = User.objects.filter(username=arguments.name).first()
        if user is None:
            raise WireroomError(f"no account is named {arguments.name!r}")
        reset_password(user, password=password, now=system_clock())
    print(f"{newsroom.base_url}/desk/  name: {arguments.name}  password: {password}")
    return 0
