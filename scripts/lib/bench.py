"""Runs the benchmarks and prints what was measured, against what, and the ratio. Called by scripts/bench."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests/EndToEndTests"))
from server import Server, eventually, free_port  # noqa: E402

SQL = ROOT / "Sources/Benchmarks/SQL"
QUICK = "--quick" in sys.argv
SECONDS = 3 if QUICK else 8
CHARGERS = (200, 2_000) if QUICK else (200, 2_000, 10_000)
QUERY = ("{ stations(first: 50) { nodes { chargePointId presence connectors { number status } sessions(first: 5) { nodes "
         "{ energyWh startedAt tag { idTag groups { name } } } } groups { name } } } }")


def run(*command, **more):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, **more)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def pinned(core, *command):
    return ("taskset", "-c", str(core), *command) if os.cpu_count() > 1 else command


def resident_kib(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text())[1])


class Bench:
    def __init__(self, folder):
        self.server = Server(folder)
        programs = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))
        self.environment = os.environ | {"PATH": os.pathsep.join([*map(str, programs), os.environ["PATH"]]), "PGOPTIONS": "-c statement_timeout=0"}
        self.rows = []

    def heading(self, title, *columns):
        print(f"\n## {title}\n\n| {' | '.join(columns)} |\n|{' --- |' * len(columns)}", flush=True)

    def row(self, *cells):
        print(f"| {' | '.join(str(c) for c in cells)} |", flush=True)

    # -- data

    def seed(self):
        self.server.start()
        self.server.token = self.server.make_user("organization-owner", "Bench")
        [[self.organization]] = self.server.sql("select id from organizations")
        started = time.monotonic()
        run("psql", "--no-psqlrc", "-q", "-v", f"organization={self.organization}", "-f", SQL / "seed.sql", self.server.connection_string(),
            env=self.environment)
        print(f"data: 10,000 stations, 20,000 connectors, 50,000 tags, 1,000,000 sessions; made in {time.monotonic() - started:.0f} s")
        [[self.first_tag]] = self.server.sql("select min(id) from tags")
        self.server.stop()

    def start_server(self, core=None):
        self.server.environment["STATIONMASTER_LOG_LEVEL"] = "warning"
        self.server.start()
        if core is not None and os.cpu_count() > 1:
            # The server alone: its PostgreSQL keeps all cores, since "per core" is the server's.
            run("taskset", "-a", "-c", "-p", core, self.server.process.pid)

    # -- OCPP

    def load(self, url, pid, kind, chargers, core, *more):
        out = run(*pinned(core, self.server.binaries / "charger-simulator", "--url", url, "--prefix", "LOAD", "--load", kind,
                          "--chargers", chargers, "--seconds", SECONDS, "--warmup", 1, "--id-tags", "TAG0000001", "--pid", pid,
                          "--json", *more), env=self.environment)
        return json.loads(out.strip().splitlines()[-1])

    def ocpp(self):
        self.heading(
            f"OCPP messages, closed loop, server on core 0, chargers on core 1, {SECONDS} s each",
            "server", "message", "connections", "messages/s", "server cores used", "messages/s and core", "p50 ms", "p99 ms", "KiB a connection")
        echo = {}
        port = free_port()
        process = subprocess.Popen([str(c) for c in pinned(0, self.server.binaries / "benchmarks", "echo", "--port", port, "--threads", 1)])
        try:
            eventually(lambda: connects(port), "the echo listens")
            base = resident_kib(process.pid)
            for chargers in CHARGERS:
                result = self.load(f"ws://127.0.0.1:{port}/ocpp", process.pid, "heartbeat", chargers, 1)
                echo[chargers] = self.ocpp_row("bare SwiftNIO echo", "heartbeat", chargers, result, base)
        finally:
            process.terminate()
            process.wait()
        for kind in ("heartbeat", "meter"):
            for chargers in CHARGERS:
                self.start_server(core=0)
                base = resident_kib(self.server.process.pid)
                result = self.load(
                    f"ws://127.0.0.1:{self.server.http_port}/ocpp", self.server.process.pid, kind, chargers, 1, "--samples", 4)
                rate = self.ocpp_row("Stationmaster", kind, chargers, result, base)
                self.summary.append(f"{kind}, {chargers} connections: {rate / echo[chargers]:.2f} of the echo's messages/s and core")
                self.server.stop()

    def ocpp_row(self, server, kind, chargers, result, base):
        cores = result["server_cpu_s"] / result["window_s"]
        rate = result["messages_per_s"] / max(cores, 0.01)
        self.row(server, kind, chargers, f"{result['messages_per_s']:,.0f}", f"{cores:.2f}", f"{rate:,.0f}",
                 f"{result['p50_us'] / 1000:.2f}", f"{result['p99_us'] / 1000:.2f}", f"{(result['rss_max_kib'] - base) / chargers:.1f}")
        for fault in ("refused", "unanswered", "mismatched", "disconnects", "callerrors", "tag_not_accepted", "boot_not_accepted"):
            if result.get(fault):
                print(f"  !! {fault}: {result[fault]}")
        return rate

    # -- GraphQL

    def graphql(self):
        self.start_server()
        answer = self.server.post(QUERY)["stations"]["nodes"]
        assert len(answer) == 50 and all(len(n["sessions"]["nodes"]) == 5 and len(n["connectors"]) == 2 for n in answer)
        with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
            script.write(
                'wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\n'
                f'wrk.headers["Authorization"] = "Bearer {self.server.token}"\nwrk.body = \'{json.dumps({"query": QUERY})}\'\n'
                'done = function(s, l) io.write(string.format("RESULT %f %f %f %d %d\\n", s.requests / (s.duration / 1e6), '
                'l:percentile(50) / 1000, l:percentile(99) / 1000, s.errors.status, s.bytes / math.max(1, s.requests))) end\n')
            script.flush()
            self.heading(
                f"The query of 50 stations with connectors, sessions, tags and groups; requests/s, all on the same cores, {SECONDS} s each",
                "connections", "Stationmaster", "p50 ms", "p99 ms", "pgbench, same levels (limit)", "ratio", "pgbench, one json_agg", "ratio")
            for connections in (1, 16, 64):
                url = f"http://127.0.0.1:{self.server.http_port}/graphql"
                run("wrk", "-t1", f"-c{connections}", "-d2s", "--timeout", "60s", "-s", script.name, url)
                out = run("wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "--timeout", "60s", "--latency", "-s", script.name, url)
                rate, p50, p99, errors, _ = map(float, re.search(r"RESULT (.*)", out)[1].split())
                levels = self.pgbench("levels.sql", connections, f"first_tag={self.first_tag}")
                nested = self.pgbench("nested.sql", connections)
                self.row(connections, f"{rate:.0f}", f"{p50:.1f}", f"{p99:.1f}", f"{levels:.0f}", f"{rate / levels:.2f}", f"{nested:.0f}",
                         f"{rate / nested:.2f}")
                self.summary.append(f"query, {connections} connections: {rate / levels:.2f} of the limit, {rate / nested:.2f} of one json_agg")
                if errors:
                    print(f"  !! {errors:.0f} requests failed")
        self.server.stop()

    def pgbench(self, script, clients, *variables):
        definitions = [x for v in (f"organization={self.organization}", *variables) for x in ("-D", v)]
        out = run("pgbench", "-n", "-M", "prepared", "-c", clients, "-j", 1, "-T", SECONDS, *definitions, "-f", SQL / script,
                  self.server.connection_string(), env=self.environment)
        return float(re.search(r"tps = ([\d.]+) \(without", out)[1])

    # -- durable meter values

    def meter_values(self):
        self.start_server()
        result = self.load(
            f"ws://127.0.0.1:{self.server.http_port}/ocpp", self.server.process.pid, "meter", 500, 1, "--samples", 4)
        rate = result["messages_per_s"] * 4
        [[session]] = self.server.sql("select min(id) from sessions")
        self.server.sql("insert into sample_kinds (measurand, context) select 'bench', n::text from generate_series(1, 4) n on conflict do nothing")
        [[kind]] = self.server.sql("select min(id) from sample_kinds where measurand = 'bench'")
        self.heading("Durable meter values, 500 chargers, 4 samples a message, server and PostgreSQL on the same cores",
                     "what", "values/s", "ratio")
        for clients in (1, 8):
            limit = self.pgbench("insert.sql", clients, f"session={session}", f"kind={kind}") * 400
            self.row(f"pgbench, the same insert in rows of 400, {clients} connections", f"{limit:,.0f}", "1.00")
            self.summary.append(f"durable meter values: {rate / limit:.2f} of pgbench's insert over {clients} connections")
        self.row("Stationmaster, from the socket to the answer", f"{rate:,.0f}", f"{rate / limit:.2f}")
        self.server.stop()

    def all(self):
        self.summary = []
        cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
        print(f"# Benchmarks\n\n{os.cpu_count()} cores ({cpu[1] if cpu else 'unknown'}), release build, private PostgreSQL with fsync on\n")
        self.seed()
        parts = {"ocpp": self.ocpp, "graphql": self.graphql, "values": self.meter_values}
        chosen = [name for name in parts if name in sys.argv] or list(parts)
        for name in chosen:
            parts[name]()
        print("\n## In short\n")
        print("\n".join(f"- {line}" for line in self.summary))


def connects(port):
    import socket
    with socket.socket() as s:
        return s.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="stationmaster-bench-") as folder:
        os.chmod(folder, 0o755)
        bench = Bench(folder)
        try:
            bench.all()
        finally:
            if bench.server.process:
                bench.server.stop()
