"""The faults of a chaos run: each does its harm, and says whom it hit."""
import contextlib
import os
import pathlib
import random
import signal
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests/EndToEndTests"))
from server import eventually  # noqa: E402


class Faults:
    """Every fault is a method that returns the chargers it hit; None: all."""

    def __init__(self, server, relay, seed):
        self.server, self.relay = server, relay
        self.random = random.Random(seed)
        self.kinds = {
            "server killed (-9)": self.kill_server,
            "PostgreSQL killed (-9)": self.kill_postgres,
            "server stopped (SIGTERM) and started": self.drain_server,
            "PostgreSQL held up (SIGSTOP)": self.hold_postgres,
            "server killed while PostgreSQL is held up": self.kill_server_without_postgres,
            "links half-open, both ways": lambda: self.swallow("up", "down"),
            "links half-open, answers lost": lambda: self.swallow("down"),
            "links half-open, messages lost": lambda: self.swallow("up"),
            "links reset": self.cut,
            "links slow": self.slow,
        }

    def plan(self, seconds):
        """Moments and kinds: each kind once before any comes twice, in an order that the seed decides."""
        moments, at = [], self.random.uniform(3, 5)
        order = []
        while at < seconds - 3:
            if not order:
                order = self.random.sample(sorted(self.kinds), len(self.kinds))
            moments.append((at, order.pop()))
            at += self.random.uniform(4, 10)
        return moments

    def victims(self):
        ids = self.relay.ids()
        return self.random.sample(ids, min(len(ids), max(1, len(ids) // 3)))

    def kill_server(self):
        self.server.kill()
        time.sleep(self.random.uniform(0, 1.5))
        self.server.start()

    def drain_server(self):
        status = self.server.stop()
        assert status == 0, f"the server ended with {status} after SIGTERM"
        self.server.start()

    def kill_postgres(self):
        before = self.server.postmaster_pid()
        os.kill(before, signal.SIGKILL)
        eventually(lambda: self.server.postmaster_pid() not in (None, before), "PostgreSQL is started again")

    def hold_postgres(self):
        with self.held_postgres():
            time.sleep(self.random.uniform(1, 6))

    def kill_server_without_postgres(self):
        """Whatever was answered and is not on the disk yet is gone after this."""
        with self.held_postgres():
            time.sleep(self.random.uniform(1, 3))
            self.server.kill()
        self.server.start()

    @contextlib.contextmanager
    def held_postgres(self):
        pids = descendants(self.server.postmaster_pid())
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT)

    def swallow(self, *directions):
        victims = self.victims()
        self.relay.swallow(victims, directions)
        return victims

    def cut(self):
        victims = self.victims()
        self.relay.cut(victims)
        return victims

    def slow(self):
        victims = self.victims()
        self.relay.slow(victims, self.random.uniform(0.2, 1.5))
        time.sleep(3)
        self.relay.slow(victims, 0)
        return victims


def descendants(pid):
    """The process and all that it started."""
    found = [pid]
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            with contextlib.suppress(OSError), open(f"/proc/{entry}/stat") as file:
                if int(file.read().rpartition(")")[2].split()[1]) == pid:
                    found.append(int(entry))
    return found
