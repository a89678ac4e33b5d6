"""Which addresses of the network are public."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address
#: Not public, though not all versions of Python say so.
_SHUT = tuple(
    map(
        ip_network,
        (
            *("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15"),
            *("::/96", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16"),
            *("fc00::/7", "fe80::/10", "fec0::/10"),
        ),
    )
)
#: Their last 32 bits are an IPv4 address, to which a gateway leads.
_TRANSLATED = tuple(map(ip_network, ("64:ff9b::/96", "64:ff9b:1::/48")))


def is_public(written: str) -> bool:
    """Whether an address may be reached by anybody, and leads to one machine.

    In: an address in the form that sockets use, with a zone ("fe80::1%eth0") perhaps
    """
    address = ip_address(written.partition("%")[0])
    return all(_is_public(one) for one in (address, *_inside(address)))


def _is_public(address: Address) -> bool:
    known = address.is_global and not address.is_multicast and not address.is_reserved
    mapped = isinstance(address, IPv6Address) and address.ipv4_mapped is not None
    return (known or mapped) and not any(address in network for network in _SHUT)


def _inside(address: Address) -> list[IPv4Address]:
    """Return the IPv4 addresses that an IPv6 address carries."""
    if isinstance(address, IPv4Address):
        return []
    carried = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if any(address in network for network in _TRANSLATED):
        carried.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return [one for one in carried if one is not None]
