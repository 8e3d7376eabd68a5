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


def test_a_fleet_tells_first_what_it_charged_before_it_came(own_server):
    server = own_server
    server.onboard("OLD1")
    for tag in ("OLDA", "OLDB"):
        server.create_tag(tag)
    done = subprocess.run(
        [server.binaries / "charger-simulator", "--url", f"ws://127.0.0.1:{server.http_port}/ocpp", "--id", "OLD1", "--id-tags", "OLDA,OLDB",
         "--history", "20", "--scenario", "idle", "--duration", "30s", "--drain", "60s"],
        capture_output=True, text=True, timeout=PATIENCE * 3)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    [[sessions, completed, refused, days, energy, gaps]] = server.sql("""
        select count(*), count(*) filter (where status = 'COMPLETED'), count(*) filter (where "authorization" <> 'ACCEPTED'),
            count(distinct started_at::date), min(energy_wh)::int, count(*) filter (where energy_wh <> meter_stop_wh - meter_start_wh)
        from sessions""")
    assert int(sessions) > 20 and sessions == completed and refused == gaps == "0" and int(days) > 10 and int(energy) > 0
