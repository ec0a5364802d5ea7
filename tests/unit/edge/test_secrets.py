"""Where a secret may stand, and what is refused; no message ever holds it."""

import pytest

from wireroom.core.errors import SettingError
from wireroom.edge.secrets import read_secret

SECRET = "tide-table-4711"


@pytest.fixture
def home(tmp_path):
    (tmp_path / "secrets").mkdir()
    return tmp_path


def keep(home, text=SECRET, *, mode=0o600, name="harbour-press"):
    path = home / "secrets" / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    path.chmod(mode)
    return path


def test_a_secret_is_read_from_its_file_without_the_line_end(home):
    keep(home, f"{SECRET}\n")
    assert read_secret("harbour-press", home) == SECRET


def test_a_secret_of_several_lines_stays_one(home):
    keep(home, "first\nsecond\n")
    assert read_secret("harbour-press", home) == "first\nsecond"


def test_the_environment_goes_before_the_file(home, monkeypatch):
    keep(home, "old")
    monkeypatch.setenv("WIREROOM_SECRET_HARBOUR_PRESS", SECRET)
    assert read_secret("harbour-press", home) == SECRET


def test_a_link_to_a_private_file_is_followed(home):
    target = keep(home, name="mounted")
    (home / "secrets" / "harbour-press").symlink_to(target)
    assert read_secret("harbour-press", home) == SECRET


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_file_that_others_may_read_is_refused_by_name(home, mode):
    path = keep(home, mode=mode)
    with pytest.raises(SettingError) as refused:
        read_secret("harbour-press", home)
    assert str(path) in str(refused.value)
    assert SECRET not in str(refused.value)


def test_a_missing_secret_names_both_places(home):
    with pytest.raises(SettingError) as refused:
        read_secret("harbour-press", home)
    assert "WIREROOM_SECRET_HARBOUR_PRESS" in str(refused.value)
    assert str(home / "secrets" / "harbour-press") in str(refused.value)


@pytest.mark.parametrize("body", [b"", b" \n", b"\xff\xfe" + SECRET.encode()])
def test_an_empty_or_unreadable_file_is_refused_without_its_bytes(home, body):
    keep(home, body)
    with pytest.raises(SettingError) as refused:
        read_secret("harbour-press", home)
    assert SECRET not in str(refused.value)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("name", ["", "../wireroom.toml", "a/b", ".hidden", "-x", "a b", "a\0b", "x" * 200])
def test_a_name_that_could_lead_elsewhere_is_refused(home, name):
    with pytest.raises(SettingError):
        read_secret(name, home)


def test_a_folder_in_its_place_is_refused(home):
    (home / "secrets" / "harbour-press").mkdir(mode=0o700)
    with pytest.raises(SettingError, match="harbour-press"):
        read_secret("harbour-press", home)
