"""A short chaos run, that it finds what is wrong, and that it leaves nothing behind."""
import contextlib
import os
import pathlib
import signal
import subprocess
import tempfile

from conftest import PATIENCE, eventually
from server import ROOT, Server, binaries


def begin(*arguments, environment=None):
    environment = {"STATIONMASTER_TEST_BINARIES": str(binaries())} if environment is None else environment
    inherited = {name: value for name, value in os.environ.items() if name != "STATIONMASTER_TEST_BINARIES"}
    return subprocess.Popen(
        [ROOT / "scripts/chaos", *arguments], env=inherited | environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ended(run, patience=PATIENCE * 8):
    """What it said. One that takes too long is asked to end first, so that it ends what it has started."""
    try:
        output, errors = run.communicate(timeout=patience)
    except subprocess.TimeoutExpired:
        run.terminate()
        try:
            run.communicate(timeout=PATIENCE * 2)
        except subprocess.TimeoutExpired:
            run.kill()
        raise
    return subprocess.CompletedProcess(run.args, run.returncode, output, errors)


def chaos(*arguments):
    return ended(begin(*arguments))


def processes(word):
    """Those that were started with the word among their arguments or in their environment."""
    found = set()
    for entry in os.listdir("/proc"):
        with contextlib.suppress(OSError):
            folder = pathlib.Path("/proc", entry)
            if entry.isdigit() and word.encode() in (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes():
                found.add(int(entry))
    return found


def row(done, name):
    rows = [[cell.strip() for cell in line.split("|")] for line in done.stdout.splitlines() if line.startswith("| ")]
    [value] = [row[2] for row in rows if row[1] == name]
    return value


def test_a_fleet_and_the_database_agree_whatever_is_killed():
    done = chaos("--seconds", "85", "--chargers", "6", "--seed", "11")
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    kinds = [line for line in done.stdout.splitlines() if line.startswith("| fault: ")]
    assert len(kinds) == 10, "each kind of fault came\n" + done.stdout
    assert int(row(done, "transactions")) > 10 and int(row(done, "meter values")) > 50


def test_what_the_database_lost_is_named():
    done = chaos("--seconds", "10", "--chargers", "3", "--before-comparing", """
        delete from meter_values where (session_id, sampled_at) = (select session_id, min(sampled_at) from meter_values group by 1 order by 1 limit 1);
        update sessions set energy_wh = energy_wh + 1 where id = (select max(id) from sessions where status = 'COMPLETED')""")
    assert done.returncode == 1, done.stdout[-4000:] + done.stderr[-4000:]
    assert (row(done, "lost"), row(done, "differing"), row(done, "differing energy")) == ("1", "1", "1 Wh"), done.stdout
    assert "does not have the meter values of CHAOS" in done.stdout and "energy is" in done.stdout


def test_nothing_runs_on_when_it_is_ended_and_its_server_was_killed():
    with tempfile.TemporaryDirectory(prefix="stationmaster-chaos-") as folder:
        server = Server(folder)
        run = begin("--keep", folder, "--seconds", "60", "--chargers", "2")
        eventually(lambda: list((pathlib.Path(folder) / "journals").iterdir()), "the fleet charges")
        postmaster = server.postmaster_pid()
        started = processes(folder) - {run.pid}
        [own] = [pid for pid in started if pathlib.Path(f"/proc/{pid}/exe").resolve().name == "stationmaster"]
        assert postmaster in started and len(started) > 2
        os.kill(own, signal.SIGKILL)
        run.terminate()
        done = ended(run, PATIENCE * 2)
        assert done.returncode == 1, done.stdout + done.stderr
        assert not processes(folder), done.stderr


def test_a_folder_to_keep_is_empty_before():
    with tempfile.TemporaryDirectory(prefix="stationmaster-chaos-") as folder:
        (pathlib.Path(folder) / "notes").write_text("x")
        done = chaos("--keep", folder, "--seconds", "1")
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == f"chaos: {folder} is not empty\n"
        assert os.listdir(folder) == ["notes"]


def test_what_runs_is_built_before(tmp_path):
    stub, asked = tmp_path / "swift", tmp_path / "asked"
    stub.write_text(f"""#!/bin/sh
        echo "$*" >>{asked}
        [ "$1" != --version ] || echo "Swift version 6.3"
        case "$*" in *--show-bin-path) echo {tmp_path} ;; esac""")
    stub.chmod(0o755)
    done = ended(begin("--help", environment={"PATH": f"{tmp_path}:{os.environ['PATH']}"}))
    assert done.returncode == 0, done.stderr
    builds = [line for line in asked.read_text().splitlines() if line.startswith("build") and "--show-bin-path" not in line]
    assert builds == [f"build -c release -Xswiftc -cross-module-optimization --product {product}" for product in ("stationmaster", "charger-simulator")]
