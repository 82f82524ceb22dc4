"""Certificates that nobody trusts unless told to."""

import subprocess
from pathlib import Path

from tests.servers.need import need


def self_signed(folder: Path) -> None:
    """key.pem and certificate.pem for 127.0.0.1 and localhost, valid for two days."""
    subprocess.run(
        [
            *(need("openssl", "openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-nodes", "-keyout", folder / "key.pem", "-out", folder / "certificate.pem", "-days", "2"),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"),
        ],
        check=True,
        capture_output=True,
    )
