"""What a listening address knows of itself and of whoever calls."""

from ipaddress import ip_network

import pytest

from intakebot.channels.receiving.listener import Listener, Peer

LISTENER = Listener(
    host="",
    port=25,
    hostname="mail.desk.example",
    trusted_peers=(ip_network("192.0.2.0/24"), ip_network("2001:db8::/32")),
)


@pytest.mark.parametrize(
    ("peername", "peer"),
    [
        (("192.0.2.7", 40000), Peer(name="192.0.2.7", group="192.0.2.7", trusted=True)),
        (("198.51.100.7", 40000), Peer(name="198.51.100.7", group="198.51.100.7", trusted=False)),
        (("::ffff:192.0.2.7", 40000, 0, 0), Peer(name="192.0.2.7", group="192.0.2.7", trusted=True)),
        (("2001:db8::1:2", 40000, 0, 0), Peer(name="2001:db8::1:2", group="2001:db8::/64", trusted=True)),
        (("fe80::1%lo", 40000, 0, 1), Peer(name="fe80::1", group="fe80::/64", trusted=False)),
        (None, Peer(name="unknown", group="unknown", trusted=False)),
    ],
)
def test_who_calls(peername: object, peer: Peer) -> None:
    assert LISTENER.peer(peername) == peer


def test_a_caller_in_the_file_system_counts_as_loopback() -> None:
    local = Listener(host="unix:/run/x", port=0, hostname="mail.desk.example", trusted_peers=(ip_network("127.0.0.1"),))
    assert local.peer("") == Peer(name="unix", group="unix", trusted=True)


def test_tls_can_not_be_required_without_a_certificate() -> None:
    with pytest.raises(ValueError, match="require_tls needs a certificate"):
        Listener(host="", port=25, hostname="mail.desk.example", require_tls=True)
