"""From which address a request comes, where proxies stand in between."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address

from assistant.channels.web.settings import Network

Address = IPv4Address | IPv6Address
IPV6_PREFIX = 64  # one household or phone has a whole network of this size (RFC 6177)


def client_address(peer: str, forwarded_for: str, proxies: Iterable[Network]) -> str:
    """The address that limits count by: an IPv4 address, or an IPv6 network.

    `forwarded_for` is the X-Forwarded-For header. Anybody may write into it, so it is read from
    its end, and only as far as the addresses that wrote it are configured proxies.
    """
    trusted = tuple(proxies)
    address = _parse(peer)
    if address is None:
        return peer
    for hop in reversed(forwarded_for.split(",")):
        earlier = _parse(hop)
        if earlier is None or not any(address in network for network in trusted):
            break
        address = earlier
    return _key(address)


def _parse(text: str) -> Address | None:
    """An address, also with a port: "192.0.2.1:80", "[2001:db8::1]:80"; IPv4 in IPv6 unwrapped."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def _key(address: Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    network = int(address) >> (128 - IPV6_PREFIX) << (128 - IPV6_PREFIX)
    return f"{IPv6Address(network)}/{IPV6_PREFIX}"
