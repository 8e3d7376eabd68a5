"""Plays a scenario file against a server."""
import pathlib
import secrets
import subprocess
import tempfile

from conftest import PATIENCE, eventually
from files import add_image
from server import ROOT

SCENARIOS = ROOT / "scripts/scenarios"
TAG = "SCENARIO"
OPERATION = "operation { id status effect answer progress { status } upload { fileName sizeBytes } compositeScheduleComparison { agrees } }"


class Play:
    """A charge point of its own that plays one file, while somebody asks of it what the scenario waits for."""

    def __init__(self, server, name, scenario, *, tag=TAG, password=None, speed=600, tls=False, asks=None):
        self.server, self.id, self.scenario = server, name, scenario
        self.text = (SCENARIOS / f"{scenario}.scenario").read_text()
        self.station = server.onboard(name, password)
        # What was asked, in order.
        self.operations = []
        if not server.sql(f"select 1 from tags where lower(id_tag) = lower('{tag}')"):
            server.create_tag(tag, allowConcurrent=True)
        options = ["--password", password] if password else []
        url = f"ws://127.0.0.1:{server.http_port}/ocpp"
        if tls:
            url = f"wss://127.0.0.1:{server.tls_port}/ocpp"
            options += ["--ca", server.folder / "root.pem"]
        process = subprocess.Popen(
            [server.binaries / "charger-simulator", "--url", url, "--id", name, "--id-tags", tag,
             "--scenario", SCENARIOS / f"{scenario}.scenario", "--speed", str(speed), "--meter-interval", "700ms", "--answer-timeout", "3s",
             "--seed", "5", *options],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            with tempfile.TemporaryDirectory() as folder:
                self.folder = pathlib.Path(folder)
                if asks:
                    self.until("select 1 from connectors where station_id = {station} and number = 1", "the charge point is connected")
                    asks(self)
            self.output, _ = process.communicate(timeout=PATIENCE * 2)
        finally:
            process.kill()
        assert process.returncode == 0, self.output[-3000:]

    def ask(self, name, expected="ACCEPTED", **input):
        """One operation; with an expected status of None nobody waits for the answer."""
        type = name[0].upper() + name[1:] + "Input"
        answer = self.server.post(
            f"mutation ($input: {type}!) {{ {name}(input: $input) {{ {OPERATION.replace('operation', 'operations', 1)} }} }}",
            {"input": {"stationIds": [self.station], "wait": expected is not None, **input}})
        [operation] = answer[name]["operations"]
        self.operations.append(operation["id"])
        assert expected is None or operation["status"] == expected, operation
        return operation

    def operation(self, number=-1):
        """As it is now."""
        return self.server.post(f"query ($id: ID!) {{ {OPERATION.replace('operation', 'operation(id: $id)', 1)} }}", {"id": self.operations[number]})["operation"]

    def becomes(self, effect, number=-1):
        return eventually(lambda: (found := self.operation(number))["effect"] == effect and found, f"the effect is {effect}")

    def image(self, headers=None, content=None):
        """A new image of the catalogue."""
        status, image = add_image(self.server, content or secrets.token_bytes(2_000_000), self.id, headers)
        assert status == 201, image
        return image["id"]

    def sql(self, statement):
        return self.server.sql(statement.format(station=f"(select id from stations where charge_point_id = '{self.id}')"))

    def until(self, statement, what):
        """Until the statement has rows."""
        return eventually(lambda: self.sql(statement), what)

    def until_status(self, status):
        self.until(f"select 1 from connectors where station_id = {{station}} and number = 1 and status = '{status}'", f"connector 1 is {status}")

    def sessions(self):
        """Status, energy and why it ended, oldest first."""
        return [tuple(row) for row in self.sql(
            "select status, energy_wh::int, coalesce(stop_reason, ''), is_stopped_by_charger from sessions"
            " where station_id = {station} order by started_at, id")]

    def facts(self):
        return [row[0] for row in self.sql("select kind from session_facts where station_id = {station} and kind <> 'NOTE' order by id")]

    def events(self, kind):
        """The names of what the charge point told of that kind, in order."""
        return [row[0] for row in self.sql(f"select name from station_events where station_id = {{station}} and kind = '{kind}' order by id")]

    def firmware(self):
        return self.sql("select firmware_version from stations where id = {station}")[0][0]

    def registers(self):
        """The session's energy as its meter values tell it, in Wh."""
        return self.sql(
            "select k.phase, m.value::int from meter_values m join sample_kinds k on k.id = m.kind_id"
            " join sessions x on x.id = m.session_id where x.station_id = {station}"
            " and k.measurand = 'Energy.Active.Import.Register' order by m.sampled_at, k.phase")

    def powers(self):
        """What was drawn, in W, oldest first."""
        return [float(row[0]) for row in self.sql(
            "select m.value from meter_values m join sample_kinds k on k.id = m.kind_id"
            " join sessions x on x.id = m.session_id where x.station_id = {station}"
            " and k.measurand = 'Power.Active.Import' order by m.sampled_at")]
