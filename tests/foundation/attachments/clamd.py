"""A stand-in for the ClamAV daemon that insists on its protocol (clamd(8), INSTREAM)."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

# the test file of the European institute for anti-virus research, in two halves so that no scanner finds it here
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@dataclass
class Daemon:
    """One daemon: where it listens, what it was sent, how large a stream it takes."""

    address: str
    limit: int = 25 * 1024 * 1024
    streams: list[bytes] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def serve(self, listener: socket.socket) -> None:
        """Answer one connection after the other until the listener is closed."""
        while True:
            try:
                connection, _address = listener.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(5)
                try:
                    connection.sendall(self.answer(connection))
                except OSError as error:
                    self.faults.append(str(error))

    def answer(self, connection: socket.socket) -> bytes:
        """Read one command and its chunks; return the answer."""
        command = _exactly(connection, len(b"zINSTREAM\0"))
        if command != b"zINSTREAM\0":
            self.faults.append(f"unknown command {command!r}")
            return b"UNKNOWN COMMAND\0"
        stream = bytearray()
        while length := struct.unpack("!L", _exactly(connection, 4))[0]:
            if len(stream) + length > self.limit:
                return b"INSTREAM size limit exceeded. ERROR\0"
            stream += _exactly(connection, length)
        self.streams.append(bytes(stream))
        return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in stream else b"stream: OK\0"


@contextmanager
def running_daemon(*, path: Path | None = None, limit: int = 25 * 1024 * 1024) -> Iterator[Daemon]:
    """Run a daemon on a free port, or on the socket at `path`."""
    family = socket.AF_UNIX if path else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.bind(str(path) if path else ("127.0.0.1", 0))
        listener.listen()
        address = str(path) if path else f"127.0.0.1:{listener.getsockname()[1]}"
        daemon = Daemon(address, limit)
        thread = threading.Thread(target=daemon.serve, args=(listener,))
        thread.start()
        try:
            yield daemon
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def _exactly(connection: socket.socket, count: int) -> bytes:
    data = bytearray()
    while len(data) < count:
        if not (part := connection.recv(count - len(data))):
            raise ConnectionError(f"hung up after {len(data)} of {count} bytes")
        data += part
    return bytes(data)
