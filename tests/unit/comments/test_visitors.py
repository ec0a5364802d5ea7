"""Who a visitor is for limits, and that the address itself never stays."""

import pytest

from wireroom.core.visitors import find_client, hash_visitor

KEY = "a secret"


def test_an_address_is_told_apart_and_its_network_kept_together():
    one, two, far = (hash_visitor(ip, key=KEY) for ip in ("192.0.2.1", "192.0.2.2", "198.51.100.1"))
    assert one.address_hash != two.address_hash
    assert one.network_hash == two.network_hash != far.network_hash


def test_ipv6_is_one_visitor_a_64_and_one_network_a_48():
    one, same, near, far = (
        hash_visitor(ip, key=KEY)
        for ip in ("2001:db8:1:1::1", "2001:db8:1:1::ffff", "2001:db8:1:2::1", "2001:db8:2::1")
    )
    assert one == same
    assert one.address_hash != near.address_hash
    assert one.network_hash == near.network_hash != far.network_hash


def test_the_same_address_in_another_guise_is_the_same_visitor():
    plain = hash_visitor("192.0.2.1", key=KEY)
    assert hash_visitor("::ffff:192.0.2.1", key=KEY) == plain
    assert hash_visitor("192.0.2.1:4711", key=KEY) == plain
    assert hash_visitor("[2001:db8::1]:80", key=KEY) == hash_visitor("2001:db8::1", key=KEY)


def test_the_hash_depends_on_the_key_and_never_shows_the_address():
    assert hash_visitor("192.0.2.1", key=KEY) != hash_visitor("192.0.2.1", key="another")
    assert "192.0.2" not in str(hash_visitor("192.0.2.1", key=KEY))
    assert hash_visitor("", key=KEY) == hash_visitor("nonsense", key=KEY)


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "client"),
    [
        ("203.0.113.9", "", (), "203.0.113.9"),
        ("203.0.113.9", "192.0.2.1", (), "203.0.113.9"),
        ("127.0.0.1", "192.0.2.1", ("127.0.0.1",), "192.0.2.1"),
        ("127.0.0.1", "6.6.6.6, 192.0.2.1", ("127.0.0.1",), "192.0.2.1"),
        ("127.0.0.1", "6.6.6.6, 192.0.2.1, 10.0.0.7", ("127.0.0.1", "10.0.0.0/8"), "192.0.2.1"),
        ("127.0.0.1", "unknown", ("127.0.0.1",), "127.0.0.1"),
        ("127.0.0.1", "192.0.2.1, ", ("127.0.0.1",), "127.0.0.1"),
        ("127.0.0.1", "", ("127.0.0.1",), "127.0.0.1"),
        ("::1", "2001:db8::5", ("::1",), "2001:db8::5"),
        ("", "192.0.2.1", ("127.0.0.1",), ""),
    ],
)
def test_only_trusted_proxies_speak_for_somebody_else(peer, forwarded, trusted, client):
    assert find_client(peer, forwarded, trusted=trusted) == client
