"""A chaos run: a fleet charges, everything around it breaks, and then its journals must agree with the database.

Called by scripts/chaos. Exit status 1 on any disagreement, with the first ten named.
"""
import argparse
import collections
import contextlib
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from chaos_compare import compare
from chaos_faults import Faults
from chaos_journals import Journals
from chaos_relay import Relay
from server import PATIENCE, Server, eventually

PASSWORD = "a-long-password-of-the-fleet"
DRAIN = 120  # seconds within which everything must be told once the faults are over
NAMED = 10


def options():
    parser = argparse.ArgumentParser(prog="scripts/chaos", description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=5, help="length of the run without its end (5)")
    parser.add_argument("--seconds", type=float, help="the same in seconds")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same faults at the same times (1)")
    parser.add_argument("--chargers", type=int, default=20, help="virtual chargers, each with two connectors (20)")
    parser.add_argument("--keep", help="a folder that keeps the logs, the journals and the database")
    parser.add_argument("--before-comparing", help="SQL that is run on the database before it is compared: to see a disagreement found")
    return parser.parse_args()


class Run:
    def __init__(self, folder, wanted):
        self.wanted = wanted
        self.seconds = wanted.seconds or wanted.minutes * 60
        self.folder = pathlib.Path(folder)
        self.journals = self.folder / "journals"
        # Short, so that half-open links are found out within a short run.
        self.server = Server(folder, environment={"STATIONMASTER_PING_INTERVAL": "2s"})
        self.hits = []  # (kind, moment, moment at which it was over, chargers or None)
        self.fleet = None
        self.relay = None

    def go(self):
        try:
            self.server.start()
            self.server.token = self.server.make_user()
            self.relay = Relay(self.server.http_port)
            self.onboard()
            self.charge()
            self.harm()
            self.drain()
            if self.wanted.before_comparing:
                self.server.sql(self.wanted.before_comparing)
            journals = Journals(self.journals)
            verdict = compare(journals, self.server.sql)
            self.print(journals, verdict)
            return not verdict.complaints and len(journals.transactions) > 0
        finally:
            self.end()

    def end(self):
        """Leaves nothing running, wherever the run was."""
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for step in (self.end_fleet, self.end_relay, self.server.stop, self.end_server, self.end_postgres):
            try:
                step()
            except Exception as error:
                print(f"! {error}", file=sys.stderr, flush=True)

    def end_fleet(self):
        if self.fleet and self.fleet.poll() is None:
            self.fleet.kill()
            self.fleet.wait(PATIENCE)

    def end_relay(self):
        if self.relay:
            self.relay.close()

    def end_server(self):
        if self.server.process and self.server.process.poll() is None:
            self.server.kill()

    def end_postgres(self):
        """A server that was killed leaves its PostgreSQL running."""
        pid = self.server.postmaster_pid()
        for number in (signal.SIGINT, signal.SIGKILL):
            if pid and works_in(pid, self.server.cluster()):
                os.kill(pid, number)
                with contextlib.suppress(AssertionError):
                    eventually(lambda: not works_in(pid, self.server.cluster()), "PostgreSQL has ended", 10)

    def onboard(self):
        self.ids = [f"CHAOS{number:04d}" for number in range(self.wanted.chargers)]
        # Two drivers for each connector: one may still be charging, as far as the server knows.
        self.tags = [f"{id}T{driver}" for driver in range(4) for id in self.ids]
        for id in self.ids:
            self.server.onboard(id, PASSWORD)
        for tag in self.tags:
            self.server.create_tag(tag)

    def charge(self):
        credentials = self.folder / "credentials"
        credentials.write_text("".join(f"{id}:{PASSWORD}\n" for id in self.ids))
        with open(self.folder / "fleet.log", "wb") as log:
            self.fleet = subprocess.Popen(
                [self.server.binaries / "charger-simulator", "--url", f"ws://127.0.0.1:{self.relay.port}/ocpp",
                 "--credentials", credentials, "--id-tags", ",".join(self.tags), "--scenario", "fleet", "--busy", "0.8",
                 "--charge-length", "3s..12s", "--meter-interval", "1s", "--speed", "200", "--answer-timeout", "10s",
                 "--ping-interval", "2s", "--journal", self.journals, "--drain", f"{DRAIN}s", "--seed", str(self.wanted.seed)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def harm(self):
        faults = Faults(self.server, self.relay, self.wanted.seed)
        begun = time.monotonic()
        for at, kind in faults.plan(self.seconds):
            self.sleep_until(begun + at)
            print(f"{time.monotonic() - begun:6.1f} s  {kind}", flush=True)
            moment = time.time()
            victims = faults.kinds[kind]()
            self.hits.append((kind, moment, time.time(), victims))
        self.sleep_until(begun + self.seconds)

    def sleep_until(self, moment):
        time.sleep(max(0, moment - time.monotonic()))
        assert self.fleet.poll() is None, f"the fleet ended by itself:\n{(self.folder / 'fleet.log').read_text()[-2000:]}"

    def drain(self):
        print("the faults are over; the fleet ends its charges and tells all it has", flush=True)
        self.fleet.send_signal(signal.SIGTERM)
        status = self.fleet.wait(DRAIN + PATIENCE)
        if status:
            print(f"the fleet ended with {status}: {(self.folder / 'fleet.log').read_text()[-500:].strip()}", flush=True)
        eventually(lambda: self.server.ops("/health/ready")[0] == 200, "the server is ready")

    def recoveries(self, journals):
        """For each fault the longest time from its begin to the next acknowledged fact of a charger that it hit."""
        longest = collections.defaultdict(float)
        for kind, moment, over, victims in self.hits:
            for id in victims or self.ids:
                needed = journals.recovery(id, over if victims is None else moment)
                if needed is not None:
                    longest[kind] = max(longest[kind], needed + (over - moment if victims is None else 0))
        return longest

    def print(self, journals, verdict):
        longest = self.recoveries(journals)
        counts = collections.Counter(kind for kind, *_ in self.hits)
        rows = [(f"fault: {kind}", f"{counts[kind]} times, longest until the next acknowledged fact {longest[kind]:.1f} s")
                for kind in sorted(counts)]
        transactions = journals.transactions.values()
        rows += [
            ("chargers", self.wanted.chargers), ("seed", self.wanted.seed), ("transactions", len(transactions)),
            ("meter values", sum(len(t.meters) for t in transactions)), ("energy", f"{sum(wh(t) for t in transactions):,} Wh"),
            ("facts acknowledged", journals.acknowledged), ("facts compared", verdict.facts), ("lost", len(verdict.lost)),
            ("doubled", len(verdict.doubled)), ("known to the database alone", len(verdict.invented)),
            ("differing", len(verdict.differing)), ("differing energy", f"{verdict.differing_wh:,.0f} Wh"),
        ]
        width = max(len(name) for name, _ in rows)
        print(f"\n| {'chaos'.ljust(width)} | |\n|{'-' * (width + 2)}| --- |")
        for name, value in rows:
            print(f"| {name.ljust(width)} | {value} |")
        for complaint in verdict.complaints[:NAMED]:
            print(f"! {complaint}")
        if len(verdict.complaints) > NAMED:
            print(f"! and {len(verdict.complaints) - NAMED} more")
        sys.stdout.flush()


def works_in(pid, folder):
    with contextlib.suppress(OSError):
        return os.path.samefile(f"/proc/{pid}/cwd", folder)
    return False


def wh(transaction):
    return transaction.stop["meterWh"] - transaction.start["meterWh"] if transaction.stop else 0


def main():
    wanted = options()
    # Whoever ends us wants all of it ended.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended before its time"))
    # Not the owner's alone: as root PostgreSQL runs as another user.
    folder = wanted.keep or tempfile.mkdtemp(prefix="stationmaster-chaos-")
    os.makedirs(folder, exist_ok=True)
    if os.listdir(folder):
        sys.exit(f"chaos: {folder} is not empty")
    os.chmod(folder, 0o755)
    try:
        return 0 if Run(folder, wanted).go() else 1
    finally:
        if not wanted.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
