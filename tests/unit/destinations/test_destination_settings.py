"""[[destinations]] in wireroom.toml: read as written, refused by file, destination and setting; its numbered check."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.checks.registry import registry

from wireroom.config.newsroom import read_newsroom
from wireroom.core.destinations import Kind
from wireroom.core.errors import SettingError
from wireroom.runner.destinations.checks import register_destination_checks

TOP = 'languages = ["ja", "en"]\ntimezone = "Asia/Tokyo"\nopen_hosts = ["127.0.0.1:8080", "blog.lan"]\n'
BLOG = {"name": '"blog"', "kind": '"wordpress"', "url": '"https://blog.example"', "user": '"wire"', "secret": '"blog"'}
HOOK = {"name": '"hook"', "kind": '"webhook"', "url": '"https://hook.example/in"', "secret": '"hook"'}
MIRROR = {"name": '"mirror"', "kind": '"folder"', "url": '"/srv/mirror"'}


def write(folder: Path, *tables: dict[str, str]) -> Path:
    text = TOP
    for table in tables:
        text += "[[destinations]]\n" + "".join(f"{name} = {value}\n" for name, value in table.items() if value)
    (folder / "wireroom.toml").write_text(text, "utf-8")
    return folder


def test_each_kind_is_read_as_it_stands(tmp_path):
    blog = BLOG | {"status": '"draft"', "category": "7", "languages": '["ja"]', "since": "2024-10-18"}
    found = read_newsroom(write(tmp_path, blog, HOOK, MIRROR)).destinations
    assert [destination.kind for destination in found] == [Kind.WORDPRESS, Kind.WEBHOOK, Kind.FOLDER]
    first = found[0]
    assert (first.status, first.category, first.languages) == ("draft", 7, ("ja",))
    assert first.since == datetime(2024, 10, 17, 15, tzinfo=UTC)  # midnight in Tokyo
    assert found[2].url == "/srv/mirror"


def test_a_folder_is_named_by_path_from_the_newsroom_or_by_a_file_address(tmp_path):
    found = read_newsroom(
        write(
            tmp_path,
            MIRROR | {"url": '"../out"'},
            MIRROR | {"name": '"two"', "url": '"file:///srv/a%20b"'},
        )
    ).destinations
    assert [destination.url for destination in found] == [str(tmp_path.parent / "out"), "/srv/a b"]


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080", "http://blog.lan", "http://blog.lan:81/x"])
def test_plain_http_is_for_open_hosts(tmp_path, url):
    (found,) = read_newsroom(write(tmp_path, BLOG | {"url": f'"{url}"'})).destinations
    assert found.url == url


@pytest.mark.parametrize(
    ("table", "named"),
    [
        (BLOG | {"name": ""}, "destination 1: name"),
        (BLOG | {"name": '"Blog!"'}, "destination 1: name"),
        (BLOG | {"name": f'"{"b" * 41}"'}, "destination 1: name"),
        (BLOG | {"kind": '"ftp"'}, r"destinations\.blog: kind"),
        (BLOG | {"url": ""}, "url is missing"),
        (BLOG | {"url": '"http://blog.example"'}, "https"),
        (BLOG | {"url": '"http://127.0.0.1:9"'}, "https"),
        (BLOG | {"url": '"ftp://blog.example"'}, "https"),
        (BLOG | {"url": '"https://wire:pa55phrase@blog.example"'}, "no user name or password"),
        (BLOG | {"url": '"https://[blog"'}, "no address"),
        (BLOG | {"user": ""}, "user is missing"),
        (BLOG | {"secret": ""}, "secret is missing"),
        (BLOG | {"status": '"pending"'}, "publish or draft"),
        (BLOG | {"category": '"News"'}, "category"),
        (BLOG | {"category": "true"}, "category"),
        (BLOG | {"languages": '["de"]'}, "languages: de"),
        (BLOG | {"languages": '"ja"'}, "languages"),
        (BLOG | {"since": '"yesterday"'}, "since"),
        (BLOG | {"password": '"x"'}, "unknown setting password"),
        (BLOG | {"user": "7"}, "user must be a text"),
        (HOOK | {"category": "7"}, "for WordPress only"),
        (HOOK | {"secret": ""}, "secret is missing"),
        (MIRROR | {"secret": '"x"'}, "no secret"),
        (MIRROR | {"url": '"https://x.example"'}, "folder's path"),
    ],
)
def test_a_wrong_destination_is_refused_by_file_and_setting(tmp_path, table, named):
    with pytest.raises(SettingError, match=named) as refused:
        read_newsroom(write(tmp_path, table))
    assert str(tmp_path / "wireroom.toml") in str(refused.value)
    assert "pa55phrase" not in str(refused.value)


def test_two_of_one_name_and_one_that_is_no_table_are_refused(tmp_path):
    with pytest.raises(SettingError, match="two destinations are called blog"):
        read_newsroom(write(tmp_path, BLOG, BLOG))
    (tmp_path / "wireroom.toml").write_text('destinations = "blog"', "utf-8")
    with pytest.raises(SettingError, match=r"\[\[destinations\]\]"):
        read_newsroom(tmp_path)


def test_the_check_names_secrets_and_folders_that_are_missing(tmp_path):
    newsroom = read_newsroom(write(tmp_path, BLOG, HOOK, MIRROR | {"url": f'"{tmp_path / "mirror"}"'}))
    for name, text in (("blog", "abcd efgh"), ("hook", "too short")):
        path = tmp_path / "secrets" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        path.chmod(0o600)
    before = set(registry.deployment_checks)
    register_destination_checks(newsroom)
    (check,) = set(registry.deployment_checks) - before
    try:
        found = check(app_configs=None)
    finally:
        registry.deployment_checks.discard(check)
    assert {message.id for message in found} == {"wireroom.E008"}
    told = sorted(message.msg for message in found)
    assert len(told) == 2
    assert told[0].startswith("destination hook: secret hook: shorter than 16")
    assert told[1].startswith("destination mirror: ")
    assert "too short" not in " ".join(told)
