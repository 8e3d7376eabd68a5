"""What scripts/export-million runs: a server with so many sessions in its own tables, exported whole."""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Tests" / "EndToEndTests"))
from server import Server  # noqa: E402

SHEET = 1_048_576  # rows that Excel takes, that of the names included
GROWTH = 96 << 20  # bytes by which an export may raise the server's memory, however many rows it has

SESSIONS = """
insert into sessions (organization_id, station_id, connector_number, transaction_id, id_tag, status, "authorization",
    is_exclusive, started_at, started_at_sent, meter_start_wh, stopped_at, meter_stop_wh, last_meter_wh, last_meter_at,
    energy_wh, is_stopped_by_charger)
select s.organization_id, s.id, 1 + n % 2, nextval('transaction_ids'), 'TAG' || n % 5000, 'COMPLETED', 'ACCEPTED', false,
    timestamptz '2024-01-01T00:00:00Z' + n * interval '37 s', n::text, n,
    timestamptz '2024-01-01T00:00:00Z' + n * interval '37 s' + interval '1 h', n + 7250.5, n + 7250.5,
    timestamptz '2024-01-01T00:00:00Z' + n * interval '37 s' + interval '1 h', 7250.5, true
from stations s, generate_series(1, {count}) n where s.charge_point_id = 'MANY'
"""


def load(server, count):
    """Not through `server.sql`, whose patience ends sooner."""
    subprocess.run(
        ["psql", "--no-psqlrc", "-q", "-v", "ON_ERROR_STOP=1", "-c", SESSIONS.format(count=count), "-c", "analyze sessions",
         server.connection_string()], check=True)


def peak(server):
    status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) * 1024


def export(server, kind, target):
    """The seconds that it took, and by how much the server's memory was higher at its highest than before."""
    pathlib.Path(f"/proc/{server.process.pid}/clear_refs").write_text("5")  # the peak is counted anew
    before, start = peak(server), time.monotonic()
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.http_port}/export/sessions.{kind}", headers={"Authorization": f"Bearer {server.token}"})
    with urllib.request.urlopen(request, timeout=3_600) as answer, open(target, "wb") as file:
        while chunk := answer.read(1 << 20):
            file.write(chunk)
    return time.monotonic() - start, peak(server), peak(server) - before


def csv_rows(file):
    with open(file, "rb") as lines:
        return sum(1 for _ in lines) - 1


def workbook_rows(file):
    """Of each sheet; counted in its XML, since no reader of ours takes a million rows in a short time."""
    found = []
    with zipfile.ZipFile(file) as book:
        for name in sorted(n for n in book.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", n)):
            count, rest = 0, b""
            with book.open(name) as sheet:
                while chunk := sheet.read(1 << 20):
                    part = rest + chunk
                    count += part.count(b"<row ")
                    rest = part[-4:]
            found.append(count - 1)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=1_000_000)
    count = parser.parse_args().sessions
    with tempfile.TemporaryDirectory(prefix="stationmaster-export-") as folder:
        os.chmod(folder, 0o755)
        server = Server(folder).start()
        try:
            server.token = server.make_user()
            server.onboard("MANY")
            start = time.monotonic()
            load(server, count)
            print(f"{count} sessions loaded in {time.monotonic() - start:.1f} s", flush=True)
            wrong = []
            for kind, rows in [("csv", lambda file: [csv_rows(file)]), ("xlsx", workbook_rows)]:
                file = pathlib.Path(folder) / f"sessions.{kind}"
                seconds, highest, growth = export(server, kind, file)
                found = rows(file)
                print(
                    f"{kind}: {' + '.join(map(str, found))} rows, {seconds:.1f} s ({count / seconds:.0f} rows/s), {file.stat().st_size / 1e6:.1f} MB,"
                    f" peak memory {highest >> 20} MiB ({growth >> 20} MiB more than before)", flush=True)
                if sum(found) != count or (kind == "xlsx" and any(n >= SHEET for n in found)):
                    wrong.append(f"{kind} has not the rows that there are")
                if growth > GROWTH:
                    wrong.append(f"{kind} took {growth >> 20} MiB")
                file.unlink()
        finally:
            server.stop()
    if wrong:
        sys.exit("; ".join(wrong))


main()
