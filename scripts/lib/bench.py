"""Runs the benchmarks and prints what was measured, against what, and the ratio. Called by scripts/bench."""
import contextlib
import itertools
import json
import os
import pathlib
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests/EndToEndTests"))
from server import Server, eventually, free_port  # noqa: E402

SQL = ROOT / "Sources/Benchmarks/SQL"
ENGINE = ROOT / "Sources/Benchmarks/Engine"
DOCUMENTS = ENGINE / "Documents"
SCHEMA = ROOT / "Schema/schema.graphql"
NODE_MODULES = os.environ.get("STATIONMASTER_BENCH_NODE_MODULES", "")
QUICK = "--quick" in sys.argv
SECONDS = 3 if QUICK else 8
WARMUP = 2
CHARGERS = (200, 2_000) if QUICK else (200, 2_000, 10_000)
STORMS = 1 if QUICK else 3
SUBSCRIBERS = (1_000,) if QUICK else (1_000, 10_000)
QUERY = (DOCUMENTS / "nested.graphql").read_text()
SUBSCRIPTION = "subscription { connectorChanged { id number status powerW statusChangedAt isStale station { id chargePointId } } }"
AIMS = {"parse": 3, "validate": 3, "execute": 5}


def run(*command, **more):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, **more)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def pinned(core, *command):
    return ("taskset", "-c", str(core), *command) if os.cpu_count() > 1 else command


def resident_kib(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text())[1])


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def cpu_seconds_of_postgres(postmaster):
    """Of the postmaster, of the processes that it has now, and of those that have ended."""
    def times(fields, count):
        return sum(map(int, fields[11:11 + count])) / os.sysconf("SC_CLK_TCK")
    total = 0
    for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text().rsplit(")", 1)[1].split()
            if path.parent.name == str(postmaster):
                total += times(fields, 4)
            elif fields[1] == str(postmaster):
                total += times(fields, 2)
    return total


def is_idle(pid):
    before = cpu_seconds(pid)
    time.sleep(1)
    return cpu_seconds(pid) - before < 0.1


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
        self.server.stop()

    def start_server(self, core=None):
        self.server.environment["STATIONMASTER_LOG_LEVEL"] = "warning"
        self.server.start()
        if core is not None and os.cpu_count() > 1:
            # The server alone: its PostgreSQL keeps all cores, since "per core" is the server's.
            run("taskset", "-a", "-c", "-p", core, self.server.process.pid)

    # -- the engine by itself

    def engine(self):
        """Each engine in turn, and again: what disturbs one round disturbs all of them."""
        seconds = 0.2 if QUICK else 2
        node = os.environ | {"NODE_ENV": "production", "NODE_PATH": NODE_MODULES}
        commands = {
            "Stationmaster": ((self.server.binaries / "benchmarks", "engine", "--documents", DOCUMENTS, "--schema", SCHEMA, "--seconds", seconds), None),
            "graphql-js": (("node", ENGINE / "engine.js", DOCUMENTS, SCHEMA, seconds), node),
            "graphql-core": ((sys.executable, ENGINE / "engine.py", DOCUMENTS, SCHEMA, seconds), None),
        }
        times = {}
        for _ in range(1 if QUICK else 3):
            for name, (command, environment) in commands.items():
                for line in run(*command, env=environment).splitlines():
                    measure = json.loads(line)
                    times.setdefault((measure["stage"], measure["document"]), {}).setdefault(name, []).append(measure)
        self.heading(
            f"The stages of the engine by themselves, one thread, median of {seconds} s in each of {1 if QUICK else 3} rounds, microseconds; "
            "execution includes the JSON text",
            "stage", "document", "Stationmaster", "graphql-js", "faster", "graphql-core", "faster", "aim over graphql-js")
        for (stage, document), engines in times.items():
            ours, js, core = (self.microseconds(engines.get(name)) for name in commands)
            # "things, from objects" has its match in "things": the others have no columns.
            if js is None and stage == "execute":
                js, core = (self.microseconds(times[stage, document.split(",")[0]][name]) for name in ("graphql-js", "graphql-core"))
            self.row(stage, document, f"{ours:,.1f}", *(x for t in (js, core) for x in ((f"{t:,.0f}", f"{t / ours:.1f}×") if t else ("–", "–"))),
                     f"{AIMS[stage]}×" if js else "–")
            if js:
                self.summary.append(f"{stage}, {document}: {js / ours:.1f} times as fast as graphql-js (aim: {AIMS[stage]}), {core / ours:.1f} times graphql-core")

    @staticmethod
    def microseconds(measures):
        return statistics.median(m["microseconds"] for m in measures) if measures else None

    # -- OCPP

    def load(self, url, pid, kind, chargers, core, *more):
        out = run(*pinned(core, self.server.binaries / "charger-simulator", "--url", url, "--prefix", "LOAD", "--load", kind,
                          "--chargers", chargers, "--seconds", SECONDS, "--warmup", 1, "--id-tags", "TAG0000001", "--pid", pid,
                          "--json", *more), env=self.environment)
        return json.loads(out.strip().splitlines()[-1])

    def ocpp(self):
        self.heading(
            f"OCPP messages, closed loop, server on core 0, chargers on core 1, {SECONDS} s each; recorder on, TLS and deflate off",
            "server", "message", "connections", "messages/s", "server cores used", "messages/s and core", "p50 ms", "p99 ms", "KiB a connection")
        echo = {}
        with self.echo() as (url, pid):
            base = resident_kib(pid)
            for chargers in CHARGERS:
                result = self.load(url, pid, "heartbeat", chargers, 1)
                echo[chargers] = self.ocpp_row("bare SwiftNIO echo", "heartbeat", chargers, result, base)
        for kind in ("heartbeat", "meter"):
            for chargers in CHARGERS:
                self.start_server(core=0)
                base = resident_kib(self.server.process.pid)
                result = self.load(
                    f"ws://127.0.0.1:{self.server.http_port}/ocpp", self.server.process.pid, kind, chargers, 1, "--samples", 4)
                rate = self.ocpp_row("Stationmaster", kind, chargers, result, base)
                self.summary.append(f"{kind}, {chargers} connections: {rate / echo[chargers]:.2f} of the echo's messages/s and core")
                self.server.stop()
        self.idle()

    def idle(self):
        """What a charger costs that says something once in a while."""
        chargers = CHARGERS[-1]
        self.heading("Resident memory of a connected charger that sends a heartbeat now and then; recorder on", "connections", "kB each", "aim")
        self.start_server(core=0)
        base = resident_kib(self.server.process.pid)
        result = self.load(
            f"ws://127.0.0.1:{self.server.http_port}/ocpp", self.server.process.pid, "heartbeat", chargers, 1,
            "--rate-messages", chargers / 50, "--seconds", 4 if QUICK else 20)
        each = (result["rss_max_kib"] - base) * 1.024 / chargers
        self.row(f"{chargers:,}", f"{each:.1f}", "14")
        self.summary.append(f"{each:.1f} kB resident for each of {chargers} idle chargers (aim: at most 14)")
        self.server.stop()

    @contextlib.contextmanager
    def echo(self):
        """The bare echo on core 0: its address and its process."""
        port = free_port()
        process = subprocess.Popen([str(c) for c in pinned(0, self.server.binaries / "benchmarks", "echo", "--port", port, "--threads", 1)])
        try:
            eventually(lambda: connects(port), "the echo listens")
            yield f"ws://127.0.0.1:{port}/ocpp", process.pid
        finally:
            process.terminate()
            process.wait()

    def ocpp_row(self, server, kind, chargers, result, base):
        cores = result["server_cpu_s"] / result["window_s"]
        rate = result["messages_per_s"] / max(cores, 0.01)
        self.row(server, kind, chargers, f"{result['messages_per_s']:,.0f}", f"{cores:.2f}", f"{rate:,.0f}",
                 f"{result['p50_us'] / 1000:.2f}", f"{result['p99_us'] / 1000:.2f}", f"{(result['rss_max_kib'] - base) / chargers:.1f}")
        for fault in ("refused", "unanswered", "mismatched", "disconnects", "callerrors", "tag_not_accepted", "boot_not_accepted"):
            if result.get(fault):
                print(f"  !! {fault}: {result[fault]}")
        return rate

    # -- a reconnect storm

    def storm(self):
        """Chargers that all connect in the same moment, as after the end of a power cut; until the last one's status is answered."""
        chargers = CHARGERS[-1]
        self.heading(
            f"{chargers:,} chargers that connect at once to a server with nothing else to do, each with its boot and one status; server on "
            f"core 0, chargers on core 1, median of {STORMS} storms; recorder on", "server", "s until all are served", "server CPU µs a charger", "of the echo's time")
        everybody = ("--handshakes", chargers, "--warmup", 0, "--seconds", 0.1)

        def measure(name, url, pid, echo=None):
            results = []
            for _ in range(STORMS):
                eventually(lambda: is_idle(pid), "what the chargers before left behind is done")
                results.append(self.load(url, pid, "heartbeat", chargers, 1, *everybody))
            seconds = statistics.median(r["connect_s"] for r in results)
            cpu = statistics.median(r["connect_server_cpu_s"] for r in results)
            if refused := max(r["refused"] for r in results):
                print(f"  !! refused: {refused}")
            self.row(name, f"{seconds:.2f}", f"{cpu / chargers * 1e6:.0f}", f"{seconds / (echo or seconds):.2f}")
            return seconds

        with self.echo() as (url, pid):
            echo = measure("bare SwiftNIO echo", url, pid)
        self.start_server(core=0)
        seconds = measure("Stationmaster", f"ws://127.0.0.1:{self.server.http_port}/ocpp", self.server.process.pid, echo)
        self.summary.append(f"{chargers} chargers at once: {seconds / echo:.2f} of the echo's time (aim: at most 1.33)")
        self.server.stop()

    # -- GraphQL

    def graphql(self):
        self.start_server()
        answer = self.server.post(QUERY)
        nodes = answer["stations"]["nodes"]
        assert len(nodes) == 50 and all(len(n["sessions"]["nodes"]) == 5 and len(n["connectors"]) == 2 for n in nodes)
        levels = [f"{name}={value}" for name, value in self.level_ids().items()]
        self.heading(
            f"The query of 50 stations with connectors, sessions, tags and groups; requests/s, all on the same cores, {SECONDS} s each",
            "connections", "Stationmaster", "p50 ms", "p99 ms", "CPU µs: server", "PostgreSQL", "pgbench, same statements (limit)",
            "CPU µs: PostgreSQL", "ratio", "pgbench, one json_agg", "ratio",
            "Node, graphql-js and loaders", "p50 ms", "ratio")
        with self.node_server() as node_url:
            assert self.same(post(node_url, QUERY), answer), "the Node server answers something else"
            for connections in (1, 16, 64):
                before = self.cpu()
                rate, p50, p99 = self.wrk(f"http://127.0.0.1:{self.server.http_port}/graphql", connections)
                between = self.cpu()
                limit = self.pgbench("levels.sql", connections, *levels)
                after = self.cpu()
                own, database = ((b - a) / (rate * (SECONDS + WARMUP)) * 1e6 for a, b in zip(before, between))
                bare = (after[1] - between[1]) / (limit * SECONDS) * 1e6
                nested = self.pgbench("nested.sql", connections)
                node, node_p50, _ = self.wrk(node_url, connections)
                self.row(connections, f"{rate:.0f}", f"{p50:.1f}", f"{p99:.1f}", f"{own:.0f}", f"{database:.0f}", f"{limit:.0f}", f"{bare:.0f}",
                         f"{rate / limit:.2f}", f"{nested:.0f}", f"{rate / nested:.2f}", f"{node:.0f}", f"{node_p50:.1f}", f"{rate / node:.1f}×")
                self.summary.append(
                    f"query, {connections} connections: {rate / limit:.2f} of the limit (aim at 16: 0.80), {rate / nested:.2f} of one json_agg "
                    f"(aim: more than 1), {rate / node:.1f} times the Node server (aim: 10); {own:.0f} µs of CPU a request are the server's, "
                    f"{database:.0f} PostgreSQL's")
        self.server.stop()

    def cpu(self):
        """Seconds of CPU that the server and its PostgreSQL have used until now."""
        return cpu_seconds(self.server.process.pid), cpu_seconds_of_postgres(self.server.postmaster_pid())

    def wrk(self, url, connections):
        """Requests/s, and the median and the 99th percentile of the answers' times in ms."""
        with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
            script.write(
                'wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\n'
                f'wrk.headers["Authorization"] = "Bearer {self.server.token}"\nwrk.body = [==[{json.dumps({"query": QUERY})}]==]\n'
                'done = function(s, l) io.write(string.format("RESULT %f %f %f %d\\n", s.requests / (s.duration / 1e6), '
                'l:percentile(50) / 1000, l:percentile(99) / 1000, s.errors.status)) end\n')
            script.flush()
            run("wrk", "-t1", f"-c{connections}", f"-d{WARMUP}s", "--timeout", "60s", "-s", script.name, url)
            out = run("wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "--timeout", "60s", "--latency", "-s", script.name, url)
        rate, p50, p99, errors = map(float, re.search(r"RESULT (.*)", out)[1].split())
        if errors:
            print(f"  !! {errors:.0f} requests failed")
        return rate, p50, p99

    def level_ids(self):
        """The ids that the query's statements take from the level above, as the server binds them."""
        def array(statement):
            return "{" + ",".join(row[0] for row in self.server.sql(statement)) + "}"
        stations = array(f"select id from stations where organization_id = {self.organization} order by charge_point_id, id limit 50")
        tags = array(
            f"select distinct q.tag_id from unnest('{stations}'::bigint[]) p(id) cross join lateral "
            "(select tag_id from sessions where station_id = p.id order by started_at desc, id desc limit 5) q where q.tag_id is not null")
        return {"stations": stations, "tags": tags}

    @contextlib.contextmanager
    def node_server(self):
        """Peers/node_server.js on the same database."""
        lines = self.server.postmaster_file().read_text().splitlines()
        port = free_port()
        process = subprocess.Popen(
            ["node", ROOT / "Sources/Benchmarks/Peers/node_server.js", self.organization, SCHEMA],
            env=os.environ | {"NODE_ENV": "production", "NODE_PATH": NODE_MODULES, "PORT": str(port), "PGHOST": lines[4], "PGPORT": lines[3],
                              "PGUSER": "stationmaster", "PGDATABASE": "stationmaster"})
        try:
            eventually(lambda: connects(port), "the Node server listens")
            yield f"http://127.0.0.1:{port}/graphql"
        finally:
            process.terminate()
            process.wait()

    @staticmethod
    def same(left, right):
        """Times may be written with or without their zero milliseconds."""
        def plain(value):
            return json.dumps(value, sort_keys=True).replace(".000Z", "Z")
        return plain(left) == plain(right)

    def pgbench(self, script, clients, *variables):
        definitions = [x for v in (f"organization={self.organization}", *variables) for x in ("-D", v)]
        out = run("pgbench", "-n", "-M", "prepared", "-c", clients, "-j", 1, "-T", SECONDS, *definitions, "-f", SQL / script,
                  self.server.connection_string(), env=self.environment)
        return float(re.search(r"tps = ([\d.]+) \(without", out)[1])

    # -- one event to many

    def fan_out(self):
        self.heading(
            "One change of a connector's status to many sockets with the same subscription, medians over the events; ms since the charger sent it",
            "subscribers", "events", "charger answered", "first", "half of them", "last", "server CPU µs a delivery", "KiB a subscriber", "after the events")
        for subscribers in SUBSCRIBERS:
            self.start_server()
            out = run(self.server.binaries / "benchmarks", "fan-out", "--port", self.server.http_port, "--token", self.server.token,
                      "--charge-point-id", "LOAD0001", "--query", SUBSCRIPTION, "--subscribers", subscribers, "--events", 10 if QUICK else 30,
                      "--pid", self.server.process.pid, env=self.environment)
            r = json.loads(out.strip().splitlines()[-1])
            self.row(subscribers, r["events"], *(f"{r[k]:.1f}" for k in ("answered_ms", "first_ms", "p50_ms", "last_ms")),
                     f"{r['server_cpu_us']:.1f}", f"{r['kib']:.1f}", f"{r['kib_after']:.1f}")
            self.summary.append(f"one event to {subscribers} subscribers: {r['last_ms']:.0f} ms to the last, {r['kib']:.1f} KiB a subscriber")
            self.server.stop()

    # -- durable meter values

    def meter_values(self):
        self.start_server()
        result = self.load(
            f"ws://127.0.0.1:{self.server.http_port}/ocpp", self.server.process.pid, "meter", 500, 1, "--samples", 4)
        rate = result["messages_per_s"] * 4
        script, variables = self.meter_statement()
        limit = self.pgbench(script, 1, *variables) * int(variables[0].split("=")[1])
        self.heading("Durable meter values, 500 chargers, 4 samples a message; server, chargers and PostgreSQL on the same cores",
                     "what", "values/s", "ratio")
        self.row("pgbench, a flush of the server's word for word, over one connection (limit)", f"{limit:,.0f}", "1.00")
        self.row("Stationmaster, from the socket to the answer", f"{rate:,.0f}", f"{rate / limit:.2f}")
        [[session]] = self.server.sql("select min(id) from sessions")
        self.server.sql("insert into sample_kinds (measurand, context) select 'bench', n::text from generate_series(1, 4) n on conflict do nothing")
        [[kind]] = self.server.sql("select min(id) from sample_kinds where measurand = 'bench'")
        for clients in (1, 8):
            bare = self.pgbench("insert.sql", clients, f"session={session}", f"kind={kind}") * 400
            self.row(f"pgbench, nothing but values inserted in rows of 400, {clients} connections", f"{bare:,.0f}", f"{bare / limit:.2f}")
        self.summary.append(f"durable meter values: {rate / limit:.2f} of pgbench with the same statement (aim: 0.60)")
        self.server.stop()

    def meter_statement(self):
        """The largest commit of meter values that the server makes for 500 chargers, from PostgreSQL's log, for pgbench.

        The times are moved on each time, so that the values are new and the sessions' energy is raised as in a real one."""
        settings = self.server.cluster() / "postgresql.auto.conf"
        kept = settings.read_text()

        def log(statements):
            settings.write_text(kept + ("log_min_duration_statement = 0\n" if statements else ""))
            os.kill(self.server.postmaster_pid(), signal.SIGHUP)
            time.sleep(1)
        log(True)
        run(self.server.binaries / "charger-simulator", "--url", f"ws://127.0.0.1:{self.server.http_port}/ocpp", "--prefix", "LOAD", "--load", "meter",
            "--chargers", 500, "--seconds", 1, "--warmup", 1, "--samples", 4, "--id-tags", "TAG0000001", env=self.environment)
        log(False)
        self.server.sql("update sessions set status = 'ACTIVE', stopped_at = null, stopped_at_sent = null, meter_stop_wh = null, "
                        "is_stopped_by_charger = false where id in (select max(id) from sessions group by station_id, connector_number "
                        "having max(opened_at) > now() - interval '1 minute' and not bool_or(status = 'ACTIVE'))")
        text = "".join(p.read_text() for p in (self.server.cluster() / "log").iterdir())
        flushes = re.findall(r"execute [^:]*: (WITH found AS MATERIALIZED [^\n]*\n(?:\t[^\n]*\n)*)[^\n]*DETAIL:  parameters: ([^\n]*)", text)
        sql, parameters = max((f for f in flushes if "INSERT INTO meter_values" in f[0]), key=lambda f: len(f[1]))
        values = {int(n): v.strip("'") for n, v in re.findall(r"\$(\d+) = ('(?:[^']|'')*'|NULL)", parameters)}
        types = self.types_of(sql, values)
        for number in sorted(values, reverse=True):
            bound = f":p{number}::{types[number]}"
            if types[number] == "timestamptz[]":
                bound = f"(select array_agg(t + :flush * interval '1 millisecond') from unnest({bound}) t)"
            sql = sql.replace(f"${number}", bound)
        script = pathlib.Path(self.server.folder) / "flush.sql"
        script.write_text("\\set flush :flush + 1\n" + sql.strip() + ";\n")
        samples = max(v.count(",") + 1 for v in values.values())
        return script, [f"samples={samples}", "flush=1000000", *(f"p{n}={v}" for n, v in values.items())]

    def types_of(self, sql, values):
        """The types of a statement's arrays, which the log does not tell: by their values, and where all are NULL by what PostgreSQL accepts."""
        def candidates(value):
            if re.match(r'\{("?\d{4}-\d\d-\d\d|NULL,)*"?\d{4}-\d\d-', value):
                return ["timestamptz[]"]
            found = [v for v in value.strip("{}").split(",") if v != "NULL"]
            if not found:
                return ["text[]", "float8[]", "int4[]", "timestamptz[]"]
            return ["int8[]"] if all(re.fullmatch(r"-?\d+", v) for v in found) else ["float8[]"]
        for types in itertools.product(*(candidates(values[n]) for n in sorted(values))):
            with contextlib.suppress(AssertionError):
                self.server.sql(f"prepare flush ({', '.join(types)}) as {sql}")
                return dict(zip(sorted(values), types))
        sys.exit("the types of the flush's arrays were not found")

    def all(self):
        self.summary = []
        cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
        print(f"# Benchmarks\n\n{os.cpu_count()} cores ({cpu[1] if cpu else 'unknown'}), release build, private PostgreSQL with fsync on\n")
        parts = {"engine": self.engine, "ocpp": self.ocpp, "storm": self.storm, "graphql": self.graphql, "fanout": self.fan_out, "values": self.meter_values}
        chosen = [name for name in parts if name in sys.argv] or list(parts)
        if chosen != ["engine"]:
            self.seed()
        for name in chosen:
            parts[name]()
        print("\n## In short\n")
        print("\n".join(f"- {line}" for line in self.summary))


def post(url, query):
    request = urllib.request.Request(url, json.dumps({"query": query}).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as response:
        return json.load(response)["data"]


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
