"""TLS against a server whose certificates are the test's own: each mode and file, as the ``mysql`` client has them."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from driftproof.live.address import parse_url
from driftproof.live.connect import connect
from driftproof.live.throwaway import throwaway
from support.runner import Ran, driftproof, write_scripts


@dataclass(frozen=True, slots=True)
class Secured:
    """A server with TLS: its port, and the folder of the certificates ``ca``, ``other``, ``server`` and ``client``."""

    port: int
    certificates: Path

    def status(self, tmp_path: Path, host: str, *words: str) -> Ran:
        """What ``driftproof status`` says to the account that needs a client's certificate."""
        folder = write_scripts(tmp_path / "s", {"V1__a.sql": "DO 1;\n"})
        filled = [word.replace("PEM", str(self.certificates)) for word in words]
        url = f"mysql://guest@{host}:{self.port}/shop"
        return driftproof(
            "status", str(folder), *filled, env={"DRIFTPROOF_URL": url, "DRIFTPROOF_PASSWORD": "Secret-1"}
        )


def openssl(folder: Path, *words: str) -> None:
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


def make_certificates(folder: Path) -> None:
    """Two authorities, and of the first a server's certificate for 127.0.0.1 alone and a client's."""
    for name in ("ca", "other"):
        named = ("-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.pem")
        openssl(folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *named)
    (folder / "names").write_text("subjectAltName=IP:127.0.0.1\n")
    for name in ("server", "client"):
        named = ("-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.csr")
        openssl(folder, "req", "-newkey", "rsa:2048", "-nodes", *named)
        signed = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "names", "-days", "2")
        openssl(folder, "x509", "-req", "-in", f"{name}.csr", "-out", f"{name}.pem", *signed)
    for path in folder.iterdir():
        path.chmod(0o644)


@pytest.fixture(scope="module")
def secured() -> Iterator[Secured]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        make_certificates(folder)
        options = (f"--ssl-ca={name}/ca.pem", f"--ssl-cert={name}/server.pem", f"--ssl-key={name}/server.key")
        with throwaway("local", options=options) as server:
            connection = connect(parse_url(server.url))
            connection.change("CREATE USER guest@`%` IDENTIFIED BY 'Secret-1' REQUIRE X509")
            connection.change("CREATE DATABASE shop")
            connection.change("GRANT ALL ON shop.* TO guest@`%`")
            connection.close()
            yield Secured(parse_url(server.url).port or 0, folder)


CLIENT = ("--ssl-cert", "PEM/client.pem", "--ssl-key", "PEM/client.key")


@pytest.mark.parametrize("mode", ["PREFERRED", "REQUIRED", "VERIFY_CA", "VERIFY_IDENTITY"])
def test_a_known_authority_and_a_client_certificate(secured: Secured, tmp_path: Path, mode: str) -> None:
    done = secured.status(tmp_path, "127.0.0.1", "--ssl-mode", mode, "--ssl-ca", "PEM/ca.pem", *CLIENT)
    assert done.status == 0, done.err


def test_the_host_must_be_the_certificates_only_for_verify_identity(secured: Secured, tmp_path: Path) -> None:
    words = ("--ssl-ca", "PEM/ca.pem", *CLIENT)
    assert secured.status(tmp_path, "localhost", "--ssl-mode", "VERIFY_CA", *words).status == 0
    refused = secured.status(tmp_path, "localhost", "--ssl-mode", "VERIFY_IDENTITY", *words)
    assert refused.status == 2
    assert "Hostname mismatch" in refused.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--ssl-ca", "PEM/other.pem", *CLIENT), "no TLS connection to"),
        (("--ssl-mode", "VERIFY_CA", *CLIENT), "no TLS connection to"),
        (("--ssl-mode", "REQUIRED"), "Access denied"),
        (("--ssl-mode", "DISABLED", *CLIENT), "Access denied"),
        (("--ssl-ca", "PEM/ca.pem", "--ssl-cert", "PEM/client.pem", "--ssl-key", "PEM/other.key"), "TLS settings"),
        (("--ssl-ca", "PEM/names"), "TLS settings"),
    ],
)
def test_what_is_refused(secured: Secured, tmp_path: Path, words: tuple[str, ...], says: str) -> None:
    done = secured.status(tmp_path, "127.0.0.1", *words)
    assert done.status == 2, done.out
    assert says in done.err
    assert "Secret-1" not in done.text
    assert "Traceback" not in done.err
