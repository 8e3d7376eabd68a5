"""A real server with its private PostgreSQL, and helpers to talk to it."""
import contextlib
import json
import os
import pathlib
import re
import secrets
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds before a test gives up on something that should happen soon


def binaries():
    path = os.environ.get("STATIONMASTER_TEST_BINARIES")
    if not path:
        path = subprocess.run(["swift", "build", "--show-bin-path"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
    return pathlib.Path(path)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def eventually(check, what, patience=PATIENCE, pause=0.05):
    """Calls `check` until it returns something true, with so many seconds between two calls."""
    deadline = time.monotonic() + patience
    while True:
        with contextlib.suppress(OSError, urllib.error.URLError):
            result = check()
            if result:
                return result
        assert time.monotonic() < deadline, f"did not happen within {patience} s: {what}"
        time.sleep(pause)


class Server:
    def __init__(self, folder, *, arguments=(), environment=None):
        self.binaries = binaries()
        self.folder = pathlib.Path(folder)
        self.data = self.folder / "data"
        self.http_port, self.ops_port = free_port(), free_port()
        self.arguments = list(arguments)
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("STATIONMASTER_") and k != "DATABASE_URL"}
        self.environment |= {
            "STATIONMASTER_DATA_DIR": str(self.data),
            "STATIONMASTER_HTTP_PORT": str(self.http_port),
            "STATIONMASTER_OPS_PORT": str(self.ops_port),
            "STATIONMASTER_RESOURCES": str(ROOT),
            **(environment or {}),
        }
        self.log = self.folder / "server.log"
        self.process = None
        self.token = None
        self.tls_port = None

    def use_tls(self, certificate, key, client_ca=None):
        """Before the start: a second port with this certificate, all of them files."""
        self.tls_port = free_port()
        self.environment |= {
            "STATIONMASTER_TLS_PORT": str(self.tls_port), "STATIONMASTER_TLS_CERTIFICATE": str(certificate),
            "STATIONMASTER_TLS_KEY": str(key), **({"STATIONMASTER_TLS_CLIENT_CA": str(client_ca)} if client_ca else {}),
        }
        return self

    def start(self, wait=True):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [self.binaries / "stationmaster", "serve", *self.arguments], env=self.environment, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log)
        if wait:
            self.wait_until_ready()
        return self

    def wait_until_ready(self):
        def ready():
            assert self.process.poll() is None, f"the server ended with {self.process.returncode}:\n{self.log.read_text()[-4000:]}"
            return self.ops("/health/ready")[0] == 200
        eventually(ready, "the server is ready")

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(PATIENCE)
        return self.process.returncode if self.process else None

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)

    def command(self, *arguments, input=None, check=True):
        done = subprocess.run(
            [self.binaries / "stationmaster", *arguments], env=self.environment, input=input, capture_output=True, text=True, timeout=PATIENCE)
        assert not check or done.returncode == 0, done.stderr
        return done

    def make_user(self, role="manager", organization="Test"):
        email = f"{secrets.token_hex(4)}@stationmaster.example"
        self.command("user", "create", "--email", email, "--role", role, "--organization", organization, input="correct horse battery\n")
        return self.command("token", "create", "--email", email).stdout.strip()

    def ops(self, path, headers=None):
        request = urllib.request.Request(f"http://127.0.0.1:{self.ops_port}{path}", headers=headers or {})
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def debug(self, charge_point_id=None):
        status, body = self.ops("/debug/actors" + (f"/{charge_point_id}" if charge_point_id else ""))
        assert status == 200, body
        return json.loads(body)

    def post(self, query, variables=None, token=None, raw=False):
        """One GraphQL request; the answer's data, or with `raw` the whole answer and its status."""
        headers = {"Content-Type": "application/json"}
        token = self.token if token is None else token
        if token:
            headers["Authorization"] = f"Bearer {token}"
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.http_port}/graphql", json.dumps({"query": query, "variables": variables or {}}).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as response:
                status, answer = response.status, json.load(response)
        except urllib.error.HTTPError as error:
            status, answer = error.code, json.load(error)
        if raw:
            return status, answer
        assert "errors" not in answer, answer
        return answer["data"]

    def onboard(self, charge_point_id, password=None, **more):
        data = self.post(
            "mutation ($input: OnboardStationInput!) { onboardStation(input: $input) { station { id } } }",
            {"input": {"chargePointId": charge_point_id, "password": password, **more}})
        return data["onboardStation"]["station"]["id"]

    def create_tag(self, id_tag, **more):
        data = self.post(
            "mutation ($input: CreateTagInput!) { createTag(input: $input) { tag { id } } }", {"input": {"idTag": id_tag, **more}})
        return data["createTag"]["tag"]["id"]

    def create_group(self, name, **more):
        data = self.post(
            "mutation ($input: CreateGroupInput!) { createGroup(input: $input) { group { id } } }", {"input": {"name": name, **more}})
        return data["createGroup"]["group"]["id"]

    def sql(self, statement):
        """Rows of a statement on the private PostgreSQL, as lists of text."""
        done = subprocess.run(
            ["psql", "--no-psqlrc", "-At", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-c", statement, self.connection_string()],
            capture_output=True, text=True, timeout=PATIENCE)
        assert done.returncode == 0, done.stderr
        return [line.split("\t") for line in done.stdout.splitlines()]

    def connection_string(self):
        lines = self.postmaster_file().read_text().splitlines()
        return f"postgresql://stationmaster@/stationmaster?host={lines[4]}&port={lines[3]}"

    def cluster(self):
        """The folder of its private PostgreSQL, which the log names: as root it may be another than asked for."""
        [folder] = set(re.findall(r"directory=(\S+) \[PostgresServer\] making a new database", self.log.read_text()))
        return pathlib.Path(folder)

    def postmaster_file(self):
        """What PostgreSQL wrote of itself at its start."""
        return self.cluster() / "postmaster.pid"

    def postmaster_pid(self):
        with contextlib.suppress(OSError, ValueError, IndexError):
            return int(self.postmaster_file().read_text().splitlines()[0])
        return None

    def socket(self, charge_point_id, password=None, subprotocols=("ocpp1.6",), tls=None, headers=None, **more):
        """A charger's WebSocket; with `tls`, a context, on the port for that."""
        from websockets.asyncio.client import connect
        headers = dict(headers or {})
        if password is not None:
            import base64
            headers["Authorization"] = "Basic " + base64.b64encode(f"{charge_point_id}:{password}".encode()).decode()
        base = f"wss://127.0.0.1:{self.tls_port}" if tls else f"ws://127.0.0.1:{self.http_port}"
        return connect(
            f"{base}/ocpp/{charge_point_id}", ssl=tls, subprotocols=list(subprotocols) or None,
            additional_headers=headers, open_timeout=PATIENCE, proxy=None, **more)
