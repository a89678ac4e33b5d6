"""What a link may lead to, and what it may cost."""

import asyncio
import socket
from threading import Barrier

import aiohttp
import pytest
from aiohttp.abc import AbstractResolver

from prongsai.evidence.adapters.fetching import AGENT, Limits, fetcher
from prongsai.evidence.rules.addresses import is_public
from prongsai.evidence.rules.links import LinkRefused, require_link

METADATA = "169.254.169.254"
#: Ways to write an address of this machine, of its network, or of the cloud that it runs in.
INWARD = [
    "http://127.0.0.1/",
    "http://127.0.0.1:8000/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://017700000001/",
    "http://0177.0.0.1/",
    "http://0/",
    "http://0.0.0.0/",
    "http://①②⑦.⓪.⓪.①/",
    "http://localhost/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    f"http://{METADATA}/latest/meta-data/",
    "http://2852039166/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::127.0.0.1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[0:0:0:0:0:ffff:169.254.169.254]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b:1::a9fe:a9fe]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::80ff:fffe]/",
    "http://[fe80::1]/",
    "http://[fe80::1%25lo]/",
    "http://[fd00:ec2::254]/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
]
#: What is no page of the public web, whatever it leads to.
NO_PAGES = [
    "file:///etc/passwd",
    "gopher://example.org:70/_x",
    "ftp://example.org/",
    "dict://example.org:11211/stats",
    "ldap://example.org/",
    "javascript:alert(1)",
    "data:text/html,x",
    "//example.org/",
    "example.org",
    "http://",
    "http:///path",
    "http://user:secret@example.org/",
    "http://example.org@127.0.0.1/",
    "http://example.org:22/",
    "http://example.org:99999/",
    "http://example.org:port/",
    "http://exam ple.org/",
    "http://example.org/\r\nHost: inside",
    "http://example.org\\@127.0.0.1/",
    "http://[::1/",
    "http://example.org/" + "x" * 3000,
]
#: Those of them that a page can pass on to, and that do not mean the same site.
PASSED_ON = [link for link in NO_PAGES if ":" in link and " " not in link and "///" not in link]


class TurningResolver(AbstractResolver):
    """A name that is public when it is first asked for, and leads inside from then on."""

    def __init__(self) -> None:
        self.answers = iter(["93.184.215.14"])

    async def resolve(self, host, port=0, family=socket.AF_INET):  # noqa: ARG002
        address = next(self.answers, "127.0.0.1")
        told = {"hostname": host, "host": address, "port": port}
        return [{**told, "family": socket.AF_INET, "proto": 0, "flags": 0}]

    async def close(self):
        pass


@pytest.mark.parametrize("link", INWARD)
def test_a_link_that_leads_inside_is_refused(fetch, link):
    with pytest.raises(LinkRefused):
        fetch(link, may_reach=False)


@pytest.mark.parametrize("link", INWARD)
def test_a_page_that_passes_on_to_the_inside_leads_nowhere(fetch, site, link):
    with pytest.raises(LinkRefused):
        fetch(f"http://{site[0]}:{site[1]}/onward?to={link}")


@pytest.mark.parametrize("link", NO_PAGES)
def test_what_is_no_page_of_the_web_is_refused_before_anything_is_asked(link):
    with pytest.raises(LinkRefused):
        require_link(link)


@pytest.mark.parametrize("link", PASSED_ON)
def test_a_page_that_passes_on_to_something_else_leads_nowhere(fetch, site, link):
    with pytest.raises(LinkRefused):
        fetch(f"http://{site[0]}:{site[1]}/onward", to=link)


def test_a_name_that_turns_inward_after_it_was_looked_up_gains_nothing(fetch, site):
    """The port is one that listens here, so only the check of the address can refuse."""
    resolver = TurningResolver()
    next(resolver.answers)  # somebody looked, and saw a public address
    with pytest.raises(LinkRefused):
        fetch(f"http://turning.example:{site[1]}/", may_reach=False, resolver=resolver)


def test_an_address_is_public_or_not():
    assert all(map(is_public, ["93.184.215.14", "203.150.1.1", "2606:2800:21f:cb07::1"]))
    assert not any(map(is_public, ["127.0.0.1", METADATA, "fe80::1%eth0", "::ffff:10.0.0.1"]))


def test_a_page_is_kept_as_it_came(fetch, site):
    got = fetch(f"http://{site[0]}:{site[1]}/onward?to=/")
    assert [hop.status for hop in got.hops] == [302, 200]
    assert got.body.decode() == "<h1>แผนปฏิบัติราชการ</h1>"
    assert got.last.address == site[0]
    assert ("Content-Type", "text/html; charset=utf-8") in got.last.headers


def test_a_page_that_never_ends_is_cut(fetch, site):
    got = fetch(f"http://{site[0]}:{site[1]}/endless", limits=Limits(size=50_000, seconds=5))
    assert got.is_cut
    assert len(got.body) == 50_000


def test_a_page_that_does_not_answer_is_given_up(fetch, site):
    with pytest.raises(TimeoutError):
        fetch(f"http://{site[0]}:{site[1]}/slow", limits=Limits(seconds=0.3))


def test_a_circle_of_redirects_ends(fetch, site):
    with pytest.raises(LinkRefused):
        fetch(f"http://{site[0]}:{site[1]}/again")


def test_no_cookie_is_brought_back(fetch, site):
    address = f"http://{site[0]}:{site[1]}/cookies"
    assert fetch(address, address).body == b"{}"
    assert "Prongsai" in AGENT


def test_a_name_that_is_looked_up_for_long_holds_no_other_up(monkeypatch):
    links = [f"http://site{number}.example/" for number in range(40)]
    together = Barrier(len(links))

    def looked_up(*_asked, **_how):
        together.wait(10)
        raise socket.gaierror("no such name")

    async def missed():
        async with fetcher(Limits(), at_once=len(links)) as one:
            return await asyncio.gather(*map(one.fetch, links), return_exceptions=True)

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    assert {type(error) for error in asyncio.run(missed())} == {aiohttp.ClientConnectorDNSError}
