"""Whose address counts: a header is believed only as far as configured proxies wrote it."""

from ipaddress import ip_network

import pytest

from assistant.channels.web.addresses import client_address

PROXIES = [ip_network("10.0.0.0/8"), ip_network("192.0.2.1"), ip_network("fd00::/8")]


@pytest.mark.parametrize(
    ("peer", "forwarded_for", "client"),
    [
        pytest.param("203.0.113.5", "", "203.0.113.5", id="no proxy"),
        pytest.param("203.0.113.5", "1.2.3.4", "203.0.113.5", id="a client that claims to be one"),
        pytest.param("10.0.0.1", "203.0.113.5", "203.0.113.5", id="behind a proxy"),
        pytest.param("10.0.0.1", "", "10.0.0.1", id="a proxy that says nothing"),
        pytest.param("10.0.0.1", "203.0.113.5, 192.0.2.1", "203.0.113.5", id="behind two proxies"),
        pytest.param("10.0.0.1", "1.2.3.4, 203.0.113.5", "203.0.113.5", id="a forged first entry"),
        pytest.param("10.0.0.1", "1.2.3.4, 10.9.9.9", "1.2.3.4", id="a proxy of the same network"),
        pytest.param("10.0.0.1", "203.0.113.5, nonsense", "10.0.0.1", id="no address"),
        pytest.param("10.0.0.1", "203.0.113.5:4711", "203.0.113.5", id="with a port"),
        pytest.param("10.0.0.1", "[2001:db8::7]:80", "2001:db8::/64", id="IPv6 with a port"),
        pytest.param("2001:db8:0:1:a:b:c:d", "", "2001:db8:0:1::/64", id="a network for IPv6"),
        pytest.param("::ffff:10.0.0.1", "203.0.113.5", "203.0.113.5", id="IPv4 written as IPv6"),
        pytest.param("fd00::1", "203.0.113.5", "203.0.113.5", id="an IPv6 proxy"),
        pytest.param("a socket's file", "203.0.113.5", "a socket's file", id="no peer address"),
    ],
)
def test_the_client(peer, forwarded_for, client):
    assert client_address(peer, forwarded_for, PROXIES) == client


def test_nobody_is_believed_by_default():
    assert client_address("127.0.0.1", "203.0.113.5", ()) == "127.0.0.1"
