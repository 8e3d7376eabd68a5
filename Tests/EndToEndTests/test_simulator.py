"""The simulator's fleet against the running server."""
import subprocess

from conftest import PATIENCE


def test_fifty_virtual_chargers_charge_and_everything_adds_up(own_server):
    server = own_server
    credentials = server.folder / "credentials"
    ids = [f"SIM{number:03d}" for number in range(50)]
    for id in ids:
        server.onboard(id, "a-long-password")
        server.create_tag("TAG" + id)
    credentials.write_text("".join(f"{id}:a-long-password\n" for id in ids))
    done = subprocess.run(
        [server.binaries / "charger-simulator", "--url", f"ws://127.0.0.1:{server.http_port}/ocpp", "--credentials", credentials,
         "--id-tags", ",".join("TAG" + id for id in ids), "--scenario", "charge", "--speed", "600", "--seed", "7"],
        capture_output=True, text=True, timeout=PATIENCE * 4)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    [[sessions, completed, energy]] = server.sql(
        "select count(*), count(*) filter (where status = 'COMPLETED'), min(energy_wh)::int from sessions")
    assert (sessions, completed) == ("50", "50") and int(energy) > 0
    assert int(server.sql("select count(*) from meter_values")[0][0]) > 50
