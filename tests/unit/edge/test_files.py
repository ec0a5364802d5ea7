"""Files whole or not at all, and received bytes found again by their hash."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wireroom.core.errors import WireroomError
from wireroom.edge.clock import system_clock
from wireroom.edge.files import RawStore, sweep_temporary, write_atomic


@given(body=st.binary(max_size=2000))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_what_is_put_is_got_by_its_hash(tmp_path, body):
    store = RawStore(tmp_path / "raw", durable=False)
    sha256 = store.put(body)
    assert sha256 == hashlib.sha256(body).hexdigest()
    assert store.exists(sha256)
    assert store.get(sha256) == body


@pytest.mark.parametrize("durable", [True, False])
def test_the_same_bytes_are_kept_once_and_compressed(tmp_path, durable):
    store = RawStore(tmp_path, durable=durable)
    body = b"<item>the same words</item>" * 1000
    assert store.put(body) == store.put(body)
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    sha256 = hashlib.sha256(body).hexdigest()
    assert file.relative_to(tmp_path).as_posix() == f"{sha256[:2]}/{sha256[2:]}.zst"
    assert file.stat().st_size < len(body) / 10


def test_many_threads_may_put_the_same_bytes(tmp_path):
    store = RawStore(tmp_path, durable=False)
    bodies = [b"copy %d" % (n % 5) * 500 for n in range(200)]
    with ThreadPoolExecutor(16) as threads:
        hashes = list(threads.map(store.put, bodies))
    assert [store.get(sha256) for sha256 in hashes] == bodies
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 5


def test_missing_bytes_are_named(tmp_path):
    sha256 = "ab" * 32
    store = RawStore(tmp_path)
    assert not store.exists(sha256)
    with pytest.raises(WireroomError, match=f"{sha256} are missing"):
        store.get(sha256)


def test_damaged_bytes_are_never_given_out(tmp_path):
    store = RawStore(tmp_path)
    one, two = store.put(b"one" * 100), store.put(b"two" * 100)
    path_one, path_two = (tmp_path / sha256[:2] / f"{sha256[2:]}.zst" for sha256 in (one, two))
    path_one.write_bytes(path_two.read_bytes())
    path_two.write_bytes(path_two.read_bytes()[:-4])
    with pytest.raises(WireroomError, match=f"{one} are damaged"):
        store.get(one)
    with pytest.raises(WireroomError, match=f"{two} cannot be read"):
        store.get(two)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "ab", "AB" * 32, "ab" * 32 + "\n"])
def test_what_is_no_hash_touches_no_file(tmp_path, name):
    with pytest.raises(WireroomError, match="no SHA-256"):
        RawStore(tmp_path).get(name)


def test_a_file_is_replaced_whole_and_may_be_read_by_a_web_server(tmp_path):
    path = tmp_path / "ja" / "2024" / "index.html"
    write_atomic(path, b"old")
    write_atomic(path, b"new", durable=True)
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o644
    assert list(path.parent.iterdir()) == [path]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "page.html"
    path.mkdir()
    (path / "inside").write_bytes(b"kept")
    with pytest.raises(OSError, match=r"page\.html"):
        write_atomic(path, b"new")
    assert (path / "inside").read_bytes() == b"kept"
    assert list(tmp_path.iterdir()) == [path]


def test_the_sweep_takes_what_a_crash_left_and_nothing_else(tmp_path):
    write_atomic(tmp_path / "site" / "page.html", b"page")
    left = tmp_path / "site" / "deep" / ".wireroom-tmp-abc123"
    left.parent.mkdir()
    left.write_bytes(b"half a pa")
    hidden = tmp_path / "site" / ".htaccess"
    hidden.write_bytes(b"kept")
    assert sweep_temporary(tmp_path) == 1
    assert not left.exists()
    assert hidden.exists()
    assert (tmp_path / "site" / "page.html").read_bytes() == b"page"
    assert sweep_temporary(tmp_path / "nowhere") == 0


def test_the_clock_is_aware_and_in_utc():
    assert system_clock().utcoffset() == timedelta(0)


def test_erased_bytes_are_gone_and_not_kept_when_they_come_again(tmp_path):
    store = RawStore(tmp_path, durable=False)
    sha256 = store.put(b"words that must go" * 10)
    assert store.erase(sha256)
    assert not store.exists(sha256)
    assert store.put(b"words that must go" * 10) == sha256
    assert not store.exists(sha256)
    assert store.is_erased(sha256)
    with pytest.raises(WireroomError, match=f"{sha256} were erased by a purge"):
        store.get(sha256)
    assert not store.erase(sha256), "erasing again finds nothing"


def test_removed_bytes_may_be_kept_again(tmp_path):
    store = RawStore(tmp_path, durable=False)
    sha256 = store.put(b"a picture" * 10)
    assert store.remove(sha256)
    assert not store.remove(sha256)
    assert store.put(b"a picture" * 10) == sha256
    assert store.exists(sha256)
