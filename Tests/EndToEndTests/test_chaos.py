"""A short chaos run, and that it finds what is wrong."""
import os
import subprocess

from conftest import PATIENCE
from server import ROOT, binaries


def chaos(*arguments):
    return subprocess.run(
        [ROOT / "scripts/chaos", *arguments], env=os.environ | {"STATIONMASTER_TEST_BINARIES": str(binaries())}, capture_output=True, text=True,
        timeout=PATIENCE * 8)


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
