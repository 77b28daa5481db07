"""A development server, and the pages that it shows: polled over one connection, every millisecond."""
import http.client
import re
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

POLL = 0.001


@dataclass(frozen=True)
class Peer:
    """A server with its site. `command` takes the port; `update` is what it prints for every update."""
    name: str
    site: Path
    command: list
    base_template: str
    settings: str
    update: str


class Server:
    """A running server; ends with the `with` that began it."""

    def __init__(self, peer):
        self.peer, self.connection = peer, None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = tempfile.TemporaryFile()

    def __enter__(self):
        command = [str(part).replace("PORT", str(self.port)) for part in self.peer.command]
        self.started = time.monotonic()
        self.process = subprocess.Popen(command, cwd=self.peer.site, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def get(self, path):
        """Status and body; (0, nothing) while the server does not answer."""
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            self.connection.request("GET", path)
            answer = self.connection.getresponse()
            body = answer.read()
            if answer.will_close:
                self.hang_up()
            return answer.status, body
        except (OSError, http.client.HTTPException):
            self.hang_up()
            if self.process.poll() is not None:
                sys.exit(f"error: {self.peer.name} ended:\n{self.said()[-2000:]}")
            return 0, b""

    def hang_up(self):
        if self.connection is not None:
            self.connection.close()
        self.connection = None

    def until(self, path, seen, since, limit):
        """Polls until `seen(status, body)` holds; seconds since the moment `since`, or None beyond the limit."""
        while time.monotonic() - since < limit:
            if seen(*self.get(path)):
                return time.monotonic() - since
            time.sleep(POLL)
        return None

    def said(self):
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    def updates(self):
        """How many updates it has made since it began, as it tells."""
        return len(re.findall(self.peer.update, self.said()))

    def memory(self):
        """Resident memory in MiB; None where the system does not tell."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text()
        except OSError:
            return None
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024
