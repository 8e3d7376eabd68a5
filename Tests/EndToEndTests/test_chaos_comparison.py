"""What scripts/chaos makes of journals and rows that do not agree, one disagreement at a time."""
import json
import sys

import pytest
from server import ROOT

sys.path.insert(0, str(ROOT / "scripts/lib"))
import chaos_compare  # noqa: E402
from chaos_journals import Journals  # noqa: E402

START = {"fact": "start", "transaction": 1, "connector": 1, "idTag": "T", "meterWh": 100, "time": "2026-01-01T00:00:00Z"}
METER = {"fact": "meter", "transaction": 1, "connector": 1, "time": "2026-01-01T00:00:30Z", "meterWh": "150", "samples": 5}
STOP = {"fact": "stop", "transaction": 1, "meterWh": 300, "time": "2026-01-01T00:01:00Z", "reason": "Local"}
STATUS = {"fact": "status", "connector": 1, "status": "SuspendedEV"}


def answered(message, **more):
    return {"fact": "answered", "message": message, "transaction": 1, **more}


JOURNAL = [START, answered("start", number=7, verdict="Accepted"), METER, answered("meter", connector=1, time=METER["time"]), STOP,
           answered("stop"), STATUS]
SESSION = ["CP", "1", "7", "1", "T", START["time"], "100", "COMPLETED", STOP["time"], "300", "Local", "200", "ACCEPTED", "t"]
METER_ROW = ["1", "1767225630.000000", "5", "150"]
DATABASE = {
    "SESSIONS": [SESSION], "FACTS": [["START", "1"], ["STOP", "1"]], "METERS": [METER_ROW], "ORPHANS": [["0"]],
    "STATUSES": [["CP", "1", "SUSPENDED_EV"]]}


@pytest.fixture
def verdict(tmp_path):
    def compare(journal=JOURNAL, cut=False, **database):
        lines = [json.dumps({"at": "2026-01-01T00:02:00Z", "charger": "CP"} | line) for line in journal]
        (tmp_path / "CP.jsonl").write_text("\n".join(lines) + ("" if cut else "\n"))
        rows = {getattr(chaos_compare, name): rows for name, rows in (DATABASE | database).items()}
        return chaos_compare.compare(Journals(tmp_path), rows.__getitem__)
    return compare


def with_column(number, value):
    return [SESSION[:number] + [value] + SESSION[number + 1:]]


def test_what_agrees_is_not_complained_of(verdict):
    found = verdict()
    assert found.complaints == [] and found.facts == 4


def test_a_line_that_was_cut_off_says_nothing(verdict):
    assert verdict(JOURNAL + [START | {"transaction": 2}], cut=True).complaints == []


@pytest.mark.parametrize("kind, database", [
    ("lost", {"SESSIONS": [], "METERS": []}), ("lost", {"METERS": []}), ("lost", {"METERS": [METER_ROW[:2] + ["4", "150"]]}),
    ("lost", {"FACTS": [["START", "1"]]}), ("lost", {"ORPHANS": [["5"]]}),
    ("doubled", {"METERS": [METER_ROW[:2] + ["10", "150"]]}), ("doubled", {"FACTS": [["START", "2"], ["STOP", "1"]]}),
    ("doubled", {"FACTS": [["START", "1"], ["STOP", "1"], ["SECOND_STOP", "1"]]}), ("doubled", {"SESSIONS": [SESSION, SESSION]}),
    ("doubled", {"SESSIONS": [SESSION, *with_column(2, "8")]}),
    ("invented", {"SESSIONS": [SESSION, *with_column(2, "8")]}), ("invented", {"METERS": [METER_ROW, ["1", "1767225640.0", "5", "160"]]}),
    ("differing", {"METERS": [METER_ROW[:3] + ["151"]]}), ("differing", {"SESSIONS": with_column(11, "201")}),
    ("differing", {"SESSIONS": with_column(9, "299")}), ("differing", {"SESSIONS": with_column(12, "INVALID")}),
    ("differing", {"SESSIONS": with_column(7, "ESTIMATED")}), ("differing", {"SESSIONS": with_column(5, "2026-01-01T00:00:01Z")}),
    ("differing", {"STATUSES": [["CP", "1", "CHARGING"]]}),
])
def test_a_disagreement_is_named_as_what_it_is(verdict, kind, database):
    assert getattr(verdict(**database), kind)


@pytest.mark.parametrize("journal", [JOURNAL[:1], JOURNAL[:-2], [*JOURNAL[:3], *JOURNAL[4:]], [*JOURNAL, {"fact": "lost", "message": "meter"}]])
def test_what_was_never_answered_is_lost(verdict, journal):
    assert verdict(journal).lost
