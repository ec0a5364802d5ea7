"""Signatures: what is good, for how long, under which keys."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.errors import SettingError
from wireroom.core.signatures import (
    WINDOW,
    Signature,
    derive_key,
    is_signed,
    parse_keys,
    parse_signature,
    parse_timestamp,
    sign,
)

NOW = datetime(2024, 10, 18, 3, tzinfo=UTC)
OLD, NEW = "the old secret of sixteen", "the new secret of sixteen"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (OLD, (OLD,)),
        (f"  {OLD}\n", (OLD,)),
        (f"{NEW}\n{OLD}", (NEW, OLD)),
        (f"{NEW}, {OLD}", (NEW, OLD)),
        (f"{NEW}\r\n\r\n{OLD}\r\n", (NEW, OLD)),
        (f"{OLD},{OLD}", (OLD,)),
        ("秘密の言葉は十六文字以上でなければならない", ("秘密の言葉は十六文字以上でなければならない",)),
    ],
)
def test_a_secret_is_one_or_two_keys(text, keys):
    assert parse_keys(text, name="push-x") == keys


@pytest.mark.parametrize("text", ["", " \n,\n", "short", f"{OLD},short", f"{OLD},{NEW},a third secret of sixteen"])
def test_no_secret_a_short_one_or_a_third_is_refused_by_name_and_never_shown(text):
    with pytest.raises(SettingError, match="push-x") as refused:
        parse_keys(text, name="push-x")
    assert OLD not in str(refused.value)
    assert "short,," not in str(refused.value)


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_every_method_of_the_specification_is_understood(method):
    claimed = parse_signature(sign(OLD, [b"a body"], method=method))
    assert claimed.method == method
    assert is_signed([b"a ", b"body"], [OLD], claimed=claimed)
    assert not is_signed([b"a body"], [NEW], claimed=claimed)
    assert not is_signed([b"a body."], [OLD], claimed=claimed)


def test_a_signature_in_capitals_is_the_same():
    claimed = parse_signature(sign(OLD, [b"x"]).upper())
    assert is_signed([b"x"], [OLD], claimed=claimed)


@pytest.mark.parametrize(
    "value",
    [
        *("", "sha256", "sha256=", "=" + "a" * 64, "a" * 64, "sha256=" + "a" * 63, "sha256=" + "a" * 65),
        *("sha256=" + "g" * 64, "md5=" + "a" * 32, "sha1=" + "a" * 64, "sha256 = " + "a" * 64, "sha512=" + "a" * 64),
        *("sha256=" + "a" * 64 + ",sha256=" + "b" * 64, "sha256=" + "٣" * 64, "sha3=" + "a" * 64),
    ],
)
def test_what_is_no_signature_is_none(value):
    assert parse_signature(value) is None


def test_either_key_is_good_and_no_signature_never_is():
    for key in (OLD, NEW):
        assert is_signed([b"x"], (NEW, OLD), claimed=parse_signature(sign(key, [b"x"])))
    assert not is_signed([b"x"], (NEW, OLD), claimed=None)
    assert not is_signed([b"x"], (), claimed=Signature("sha256", "a" * 64))


def test_the_body_is_read_to_its_end_even_when_nothing_is_claimed():
    pieces = iter([b"a", b"b", b"c"])
    is_signed(pieces, [OLD], claimed=None)
    assert list(pieces) == []


@pytest.mark.parametrize(
    ("offset", "good"),
    [
        *((timedelta(0), True), (WINDOW, True), (-WINDOW, True)),
        *((WINDOW + timedelta(seconds=1), False), (-WINDOW - timedelta(seconds=1), False)),
    ],
)
def test_a_time_is_good_for_five_minutes_on_either_side(offset, good):
    stamp = NOW + offset
    assert parse_timestamp(f"{stamp.timestamp():.0f}", now=NOW) == (stamp if good else None)


@pytest.mark.parametrize("value", ["", "now", "-1", "1e9", "1729220400.0", " 1729220400", "१७२९२२०४००", "9" * 13])
def test_what_is_no_whole_number_of_seconds_is_no_time(value):
    assert parse_timestamp(value, now=NOW) is None


def test_keys_for_different_purposes_differ_and_come_back():
    assert derive_key(OLD, "a") == derive_key(OLD, "a")
    assert len({derive_key(OLD, "a"), derive_key(OLD, "b"), derive_key(NEW, "a")}) == 3


@given(st.binary(max_size=300), st.integers(0, 300), st.binary(max_size=300))
def test_a_body_bears_its_signature_however_it_is_cut_and_no_other_body_does(body, cut, other):
    claimed = parse_signature(sign(OLD, [body]))
    assert is_signed([body[:cut], body[cut:]], [NEW, OLD], claimed=claimed)
    assert is_signed([other], [OLD], claimed=claimed) == (other == body)


@given(st.text(max_size=100))
def test_any_header_is_read(value):
    assert parse_signature(value) is None or "=" in value
    parse_timestamp(value, now=NOW)
