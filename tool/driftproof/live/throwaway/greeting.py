"""The first packet that a server sends, which names its version before anybody logs in.

Source: https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_handshake_v10.html
"""

from __future__ import annotations

import socket

from driftproof.model.errors import ServerUnavailable

_PROTOCOL_10, _REFUSAL = 0x0A, 0xFF


def read_greeting(host: str, port: int, timeout: float) -> str:
    """Return the version text that the server at `host` and `port` greets with, such as ``10.11.6-MariaDB``.

    Raises `ServerUnavailable` when nothing answers there in `timeout` seconds, or what answers refuses or is no server.
    """
    try:
        with socket.create_connection((host, port), timeout=timeout) as connection:
            head = _receive(connection, 4)
            packet = _receive(connection, int.from_bytes(head[:3], "little"))
    except OSError as error:
        raise ServerUnavailable(f"no server answers at {host}:{port}: {error}") from error
    if packet[:1] == bytes([_REFUSAL]):
        number, text = int.from_bytes(packet[1:3], "little"), packet[3:].decode("utf-8", "replace")
        raise ServerUnavailable(f"the server at {host}:{port} refuses: ERROR {number}: {text}")
    if packet[:1] != bytes([_PROTOCOL_10]):
        raise ServerUnavailable(f"what answers at {host}:{port} is no MySQL or MariaDB server")
    return packet[1:].partition(b"\0")[0].decode("ascii", "replace")


def _receive(connection: socket.socket, size: int) -> bytes:
    received = b""
    while len(received) < size:
        chunk = connection.recv(min(size - len(received), 65536))
        if not chunk:
            raise ConnectionError("the connection was closed before the greeting")
        received += chunk
        if len(received) > 4096:
            break  # no greeting is that long: something else answers
    return received
