"""`wireroom init`: makes an empty newsroom."""

import argparse

from wireroom.config.newsroom import Newsroom, home_folder

HELP = "make an empty newsroom: settings, database, folders"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", default="Wireroom", help="the site's name")
    parser.add_argument("--language", default="en", help="languages of the site, the first is the default: ja,en")
    parser.add_argument("--timezone", default="UTC", help="the site's zone, such as Asia/Tokyo")
    parser.add_argument("--base-url", default="http://127.0.0.1:8000", help="where visitors find the site")


def run(arguments: argparse.Namespace) -> int:
    from wireroom.runner.founding import found_newsroom

    newsroom = found_newsroom(
        Newsroom(
            home=home_folder(arguments.home),
            name=arguments.name,
            base_url=arguments.base_url,
            languages=tuple(tag.strip() for tag in arguments.language.split(",") if tag.strip()),
            timezone=arguments.timezone,
        )
    )
    print(f"made the newsroom {newsroom.name!r} in {newsroom.home}")
    print("next: wireroom feed add URL …, wireroom user add NAME, wireroom run")
    return 0
