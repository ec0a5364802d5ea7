"""The command as an operator types it: exit codes, what is named on stderr, settings files, the editor's verbs."""

import dataclasses
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from published_rows import add_article, add_feed, add_item
from shell import shell

from wireroom.config.newsroom import Newsroom, home_folder, read_newsroom
from wireroom.core.errors import SettingError, WireroomError
from wireroom.runner.commands import VERBS, main
from wireroom.runner.verbs import find_item
from wireroom.wire.models import GuidAlias, Provider

NOON = datetime(2024, 10, 18, 3, tzinfo=UTC)
STORY = """<rss version="2.0"><channel><title>x</title><language>en</language><item><guid>g1</guid>
<title>Ferry returns to Minato</title><description>The night ferry is back in service.</description>
<pubDate>Fri, 18 Oct 2024 03:00:00 GMT</pubDate></item></channel></rss>"""


# The settings file.


def settings_file(folder: Path, text: str) -> Path:
    (folder / "wireroom.toml").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("nmae = 'x'", "nmae"),
        ("[comments]\nopne = true", "comments.opne"),
        ("base_url = 'http://a.example/'", "base_url"),
        ("base_url = 'a.example'", "base_url"),
        ("languages = []", "languages"),
        ("timezone = 'Mars/Base'", "timezone"),
        ("fetch_floor_s = 0", "fetch_floor_s"),
        ("fetch_every_s = 5", "fetch_every_s"),
        ("database = 'mysql://x'", "database"),
        ("hub = 'hub.example'", "hub"),
        ("websub = 'yes'", "websub"),
        ("websub = 1", "websub"),
        ("name = ", "wireroom.toml"),
    ],
)
def test_a_wrong_setting_is_refused_by_file_and_name(tmp_path, text, named):
    with pytest.raises(SettingError, match=named) as refused:
        read_newsroom(settings_file(tmp_path, text))
    assert str(tmp_path / "wireroom.toml") in str(refused.value)


def test_a_missing_newsroom_says_how_to_make_one(tmp_path):
    with pytest.raises(SettingError, match="wireroom init"):
        read_newsroom(tmp_path)


def test_settings_are_read_as_they_stand(tmp_path):
    text = 'name = "Minato"\nlanguages = ["ja", "en"]\nopen_hosts = ["127.0.0.1:9"]\n[sections]\nja = ["政治"]\n'
    newsroom = read_newsroom(settings_file(tmp_path, text + "[comments]\nhold = false\n"))
    assert (newsroom.name, newsroom.default_language, newsroom.open_hosts) == ("Minato", "ja", ("127.0.0.1:9",))
    assert (newsroom.sections_of("ja"), newsroom.sections_of("en")) == (("政治",), ())
    assert newsroom.comments.hold is False
    assert dataclasses.replace(newsroom, home=Path("/x")).site == Path("/x/site")


def test_hubs_are_asked_where_they_can_call_back_or_as_the_operator_says(tmp_path):
    def takes_hints(text: str) -> bool:
        return read_newsroom(settings_file(tmp_path, text)).takes_hints

    assert not takes_hints("")
    assert takes_hints("base_url = 'https://news.minato.jp'")
    assert not takes_hints("base_url = 'https://news.minato.jp'\nwebsub = false")
    assert takes_hints("websub = true")


def test_the_home_is_the_one_named_else_the_environments(monkeypatch, tmp_path):
    monkeypatch.setenv("WIREROOM_HOME", str(tmp_path))
    assert home_folder() == tmp_path
    assert home_folder("/elsewhere") == Path("/elsewhere")
    monkeypatch.delenv("WIREROOM_HOME")
    monkeypatch.chdir(tmp_path)
    assert home_folder() == tmp_path / "newsroom"


def test_the_default_newsroom_takes_no_private_host_and_shows_no_unread_comment():
    newsroom = Newsroom(home=Path("/x"))
    assert newsroom.open_hosts == ()
    assert newsroom.comments.hold is True


# Wrong use.


@pytest.mark.parametrize("arguments", [[], ["publish"], ["kill"], ["kill", "g"], ["run", "--sometimes"], ["feed"]])
def test_wrong_use_is_answered_with_two(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: wireroom" in capsys.readouterr().err


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_tells_how_it_is_used(verb, capsys):
    with pytest.raises(SystemExit) as ended:
        main([verb, "--help"])
    assert ended.value.code == 0
    assert f"usage: wireroom {verb}" in capsys.readouterr().out


# Which item an editor means.


@pytest.mark.django_db
def test_an_item_is_found_by_guid_alias_address_or_key():
    article = add_article(item=add_item(guid="urn:1"))
    GuidAlias.objects.create(provider=article.item.provider, guid="urn:old", item=article.item, at=NOON)
    path = article.path
    for name in ("urn:1", "urn:old", article.key, path, path.rstrip("/"), f"https://site.example{path}"):
        assert find_item(name) == article.item, name


@pytest.mark.django_db
def test_a_guid_nobody_has_and_one_that_two_have_are_refused():
    add_item(guid="urn:1")
    with pytest.raises(WireroomError, match="urn:2"):
        find_item("urn:2")
    other = add_item(guid="urn:1", feed=add_feed(name="Other", url="https://other.example/feed"))
    with pytest.raises(WireroomError, match="--provider"):
        find_item("urn:1")
    assert find_item("urn:1", provider="other") == other
    assert find_item("urn:1", provider=Provider.objects.get(slug="other").name) == other


# A newsroom from the shell, from its making to a kill.


def test_a_newsroom_is_made_fed_run_and_told_to_kill(tmp_path):
    home, inbox = tmp_path / "newsroom", tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "one.xml").write_text(STORY, "utf-8")

    made = shell("init", "--name", 'The "Minato" Post', "--language", "en,ja", "--timezone", "Asia/Tokyo", home=home)
    assert made.returncode == 0, made.stderr
    assert read_newsroom(home).name == 'The "Minato" Post'
    assert (home / "secret.key").stat().st_mode & 0o077 == 0
    again = shell("init", home=home)
    assert (again.returncode, "there is a newsroom here already" in again.stderr) == (1, True)

    added = shell("feed", "add", str(inbox), "--provider", "Harbour Press", home=home)
    assert added.returncode == 0, added.stderr
    ran = shell("run", "--once", home=home)
    assert ran.returncode == 0, ran.stderr
    assert "1 new" in ran.stdout
    (page,) = (home / "site" / "en" / "2024" / "10" / "18").glob("*/index.html")
    assert "The night ferry is back in service." in page.read_text("utf-8")

    status = shell("status", "--json", home=home)
    told = json.loads(status.stdout)
    assert (status.returncode, told["ok"], told["items"], told["articles"]["live"]) == (0, True, 1, 1)

    killed = shell("kill", "g1", "--reason", "no such ferry", home=home)
    assert killed.returncode == 0, killed.stderr
    assert "410" in killed.stdout
    left = [
        file
        for file in (home / "site").rglob("*")
        if file.is_file() and "night ferry" in file.read_text("utf-8", "ignore")
    ]
    assert left == []
    unknown = shell("release", "g2", home=home)
    assert unknown.returncode == 1
    assert "g2" in unknown.stderr


def test_a_provider_is_let_push_by_a_secret_that_is_made_once_and_never_printed(tmp_path):
    home = tmp_path / "newsroom"
    assert shell("init", "--base-url", "https://news.example", home=home).returncode == 0
    opened = shell("feed", "push", "Harbour Press", "--contract", home=home)
    assert opened.returncode == 0, opened.stderr
    secret = home / "secrets" / "push-harbour-press"
    assert "https://news.example/push/harbour-press" in opened.stdout
    assert str(secret) in opened.stdout
    assert secret.stat().st_mode & 0o077 == secret.parent.stat().st_mode & 0o077 == 0
    made = secret.read_text().strip()
    again = shell("feed", "push", "Harbour Press", home=home)
    assert secret.read_text().strip() == made
    listed = shell("feed", "list", home=home)
    assert "push:harbour-press" in listed.stdout
    assert made not in opened.stdout + again.stdout + listed.stdout
    secret.chmod(0o644)
    refused = shell("feed", "push", "Harbour Press", home=home)
    assert refused.returncode == 1
    assert "chmod 600" in refused.stderr
