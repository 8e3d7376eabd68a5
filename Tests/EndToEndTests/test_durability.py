"""Nothing acknowledged is lost and nothing doubled, whatever is killed."""
import asyncio
import contextlib
import json
import os
import signal
import time

import websockets.exceptions
from charger import now
from conftest import eventually, run


class StubbornCharger:
    """Sends its transaction messages in order and repeats each until it is answered, over as many connections as it takes."""

    def __init__(self, server, id, messages):
        self.server, self.id, self.messages = server, id, messages
        self.acknowledged = []
        self.transaction_id = None

    async def work(self):
        number = 0
        while len(self.acknowledged) < self.messages:
            with contextlib.suppress(OSError, websockets.exceptions.WebSocketException, asyncio.TimeoutError):
                async with self.server.socket(self.id) as socket:
                    while len(self.acknowledged) < self.messages:
                        number += 1
                        action, payload = self.message(len(self.acknowledged))
                        await socket.send(json.dumps([2, str(number), action, payload]))
                        answer = await asyncio.wait_for(self.answer(socket, str(number)), 40)
                        if action == "StartTransaction":
                            assert self.transaction_id in (None, answer["transactionId"])
                            self.transaction_id = answer["transactionId"]
                        self.acknowledged.append(action)
            await asyncio.sleep(0.1)

    async def answer(self, socket, id):
        while True:
            frame = json.loads(await socket.recv())
            if frame[0] == 2:
                await socket.send(json.dumps([4, frame[1], "NotImplemented", "", {}]))
            elif frame[1] == id:
                assert frame[0] == 3, f"an acknowledged fact was refused: {frame}"
                return frame[2]

    def message(self, step):
        def at(step):
            return f"2026-02-01T10:{step // 60:02d}:{step % 60:02d}.000Z"
        if step == 0:
            return "StartTransaction", {"connectorId": 1, "idTag": self.id[:15] + "T", "meterStart": 0, "timestamp": at(0)}
        if step == self.messages - 1:
            return "StopTransaction", {"transactionId": self.transaction_id, "meterStop": step * 10, "timestamp": at(step)}
        return "MeterValues", {
            "connectorId": 1, "transactionId": self.transaction_id,
            "meterValue": [{"timestamp": at(step), "sampledValue": [{"value": str(step * 10)}]}]}


def fleet(server, size, messages):
    chargers = []
    for number in range(size):
        id = f"STUBBORN{number:03d}"
        server.onboard(id)
        server.create_tag(id[:15] + "T")
        chargers.append(StubbornCharger(server, id, messages))
    return chargers


def check_everything_is_there_once(server, chargers, messages):
    for charger in chargers:
        assert charger.acknowledged.count("StartTransaction") == charger.acknowledged.count("StopTransaction") == 1
    ids = ",".join(str(c.transaction_id) for c in chargers)
    size = len(chargers)
    assert server.sql("select count(*) from sessions") == [[str(size)]]
    assert server.sql(f"select count(*) from sessions where transaction_id in ({ids}) and status = 'COMPLETED'") == [[str(size)]]
    assert server.sql("select kind, count(*) from session_facts group by 1 order by 1") == [["START", str(size)], ["STOP", str(size)]]
    assert server.sql("select count(*) from meter_values") == [[str(size * (messages - 2))]]
    assert server.sql(f"select distinct energy_wh::int from sessions") == [[str((messages - 1) * 10)]]


def in_the_middle(server, chargers, messages, harm):
    """Runs the fleet and does `harm` when half of it is done."""
    async def work():
        tasks = [asyncio.create_task(charger.work()) for charger in chargers]
        total = len(chargers) * messages
        while sum(len(c.acknowledged) for c in chargers) < total // 3:
            for task in tasks:
                if task.done():
                    task.result()
            await asyncio.sleep(0.005)
        await asyncio.to_thread(harm)
        await asyncio.gather(*tasks)

    run(work())
    check_everything_is_there_once(server, chargers, messages)


def test_a_server_killed_in_the_middle_of_charges_loses_and_doubles_nothing(own_server):
    chargers = fleet(own_server, 25, 40)

    def harm():
        for _ in range(2):
            before = sum(len(c.acknowledged) for c in chargers)
            own_server.kill()
            own_server.start()
            # The second kill meets charges that go on, not chargers that still reconnect.
            eventually(lambda: sum(len(c.acknowledged) for c in chargers) > before + 25, "the charges go on")

    in_the_middle(own_server, chargers, 40, harm)


def test_a_database_killed_in_the_middle_of_writes_loses_and_doubles_nothing(own_server):
    chargers = fleet(own_server, 25, 40)

    def harm():
        before = own_server.postmaster_pid()
        os.kill(before, signal.SIGKILL)
        eventually(lambda: own_server.postmaster_pid() not in (None, before), "PostgreSQL is started again")

    in_the_middle(own_server, chargers, 40, harm)


def test_a_database_away_for_ten_seconds_loses_and_doubles_nothing(own_server):
    chargers = fleet(own_server, 25, 40)

    def harm():
        pids = descendants(own_server.postmaster_pid())
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        time.sleep(10)
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)

    in_the_middle(own_server, chargers, 40, harm)
    assert own_server.process.poll() is None


def test_a_server_that_is_stopped_says_goodbye_and_starts_again_with_what_it_knew(own_server, name):
    own_server.onboard(name)

    async def connect_and_wait():
        async with own_server.socket(name) as socket:
            await socket.send(json.dumps([2, "1", "StatusNotification", {"connectorId": 1, "errorCode": "NoError", "status": "Faulted", "timestamp": now()}]))
            await socket.recv()
            await asyncio.to_thread(own_server.stop)
            await socket.wait_closed()
            return socket.close_code

    assert run(connect_and_wait()) == 1001
    assert own_server.process.returncode == 0
    own_server.start()
    station = own_server.post(
        "query ($id: String) { station(chargePointId: $id) { presence connectors { status isStale } } }", {"id": name})["station"]
    assert station == {"presence": "OFFLINE", "connectors": [{"status": "FAULTED", "isStale": True}]}


def descendants(pid):
    """The process and all that it started."""
    found = [pid]
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            with contextlib.suppress(OSError), open(f"/proc/{entry}/stat") as file:
                if int(file.read().rpartition(")")[2].split()[1]) == pid:
                    found.append(int(entry))
    return found
