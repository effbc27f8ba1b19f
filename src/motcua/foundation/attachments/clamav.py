"""A small client of the ClamAV daemon: the INSTREAM command of clamd(8), over TCP or a Unix socket."""

import socket
from dataclasses import dataclass
from typing import BinaryIO

_CHUNK = 64 * 1024
_TIMEOUT = 60
_LONGEST_ANSWER = 4096


class ScannerUnavailable(Exception):
    """The daemon does not answer, or answers with something else than a verdict: ask again later."""


@dataclass(frozen=True)
class Verdict:
    """What the scanner says: infected with `signature`, or too big for it, or neither."""

    is_infected: bool = False
    is_too_big: bool = False
    signature: str = ""


def scan(address: str, stream: BinaryIO) -> Verdict:
    """Send `stream` to the daemon at `address` (`host:port` or the path of a socket); raise ScannerUnavailable.

    The content goes in chunks, each after its length as four bytes, network order; a length of zero ends it.
    """
    try:
        with _connected(address) as connection:
            connection.sendall(b"zINSTREAM\0")
            is_whole = _send(connection, stream)
            return _verdict(_answer(connection), is_whole=is_whole)
    except OSError as error:
        raise ScannerUnavailable(str(error)) from error


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(_TIMEOUT)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _colon, port = address.rpartition(":")
    if not host or not port.isdecimal():
        raise ScannerUnavailable(f"{address!r} is neither host:port nor the path of a socket")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=_TIMEOUT)


def _send(connection: socket.socket, stream: BinaryIO) -> bool:
    """Send all chunks; False when the daemon hung up first, as it does at its size limit."""
    try:
        while chunk := stream.read(_CHUNK):
            connection.sendall(len(chunk).to_bytes(4, "big") + chunk)
        connection.sendall(bytes(4))
    except (BrokenPipeError, ConnectionResetError):
        return False
    return True


def _answer(connection: socket.socket) -> str:
    answer = b""
    while b"\0" not in answer and len(answer) < _LONGEST_ANSWER:
        if not (part := connection.recv(_LONGEST_ANSWER)):
            break
        answer += part
    return answer.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _verdict(answer: str, *, is_whole: bool) -> Verdict:
    if answer.endswith("FOUND"):
        return Verdict(is_infected=True, signature=answer.removeprefix("stream:").removesuffix("FOUND").strip())
    if "size limit exceeded" in answer:
        return Verdict(is_too_big=True)
    if answer == "stream: OK" and is_whole:
        return Verdict()
    raise ScannerUnavailable(answer or "the daemon hung up without an answer")
