"""Whether the fleet's journals and the database tell the same story, fact by fact."""
import dataclasses

from chaos_journals import seconds

SESSIONS = """
select s.charge_point_id, x.id, x.transaction_id, x.connector_number, x.id_tag, x.started_at_sent, x.meter_start_wh,
    x.status, coalesce(x.stopped_at_sent, ''), coalesce(x.meter_stop_wh::text, ''), coalesce(x.stop_reason, ''), x.energy_wh,
    x."authorization", x.is_stopped_by_charger
from sessions x join stations s on s.id = x.station_id order by x.id"""
FACTS = "select kind, count(*) from session_facts group by 1"
METERS = """
select m.session_id, extract(epoch from m.sampled_at)::text, count(*),
    max(m.value) filter (where k.measurand = 'Energy.Active.Import.Register')
from meter_values m join sample_kinds k on k.id = m.kind_id group by 1, 2"""
ORPHANS = "select count(*) from station_meter_values where transaction_id <> 0"
STATUSES = """
select s.charge_point_id, c.number, c.status from connectors c join stations s on s.id = c.station_id where c.number > 0"""


@dataclasses.dataclass
class Verdict:
    """Everything that does not agree, in words, by kind."""
    lost: list = dataclasses.field(default_factory=list)
    doubled: list = dataclasses.field(default_factory=list)
    invented: list = dataclasses.field(default_factory=list)
    differing: list = dataclasses.field(default_factory=list)
    differing_wh: float = 0
    facts: int = 0

    @property
    def complaints(self):
        return self.lost + self.doubled + self.invented + self.differing


def compare(journals, sql):
    verdict = Verdict()
    sessions = {}
    for row in sql(SESSIONS):
        sessions.setdefault((row[0], int(row[2])), []).append(row)
    for line in journals.lost:
        verdict.lost.append(f"{line['charger']} had to give up its {line['message']} of #{line.get('transaction')}")
    known, ids = set(), {}
    for transaction in journals.transactions.values():
        found = sessions.get((transaction.charger, transaction.number), [])
        known.add((transaction.charger, transaction.number))
        check_transaction(verdict, transaction, found)
        if found:
            ids[found[0][1]] = transaction
    for (charger, number), rows in sessions.items():
        if (charger, number) not in known:
            verdict.invented.append(f"the database has transaction {number} of {charger}, which no journal knows: {rows[0]}")
    check_starts(verdict, sessions)
    check_facts(verdict, journals, dict(sql(FACTS)))
    check_meters(verdict, journals, ids, sql(METERS))
    [[orphans]] = sql(ORPHANS)
    if int(orphans):
        verdict.lost.append(f"{orphans} values of transactions were kept without their session")
    check_statuses(verdict, journals, sql(STATUSES))
    return verdict


def check_transaction(verdict, transaction, found):
    verdict.facts += 1
    if not transaction.start_answered:
        verdict.lost.append(f"the start of {transaction.name} was never answered")
        return
    if not found:
        verdict.lost.append(f"the database does not have {transaction.name}, started {transaction.start['time']}")
        return
    if len(found) > 1:
        verdict.doubled.append(f"the database has {transaction.name} {len(found)} times")
    start, stop = transaction.start, transaction.stop
    (_, _, _, connector, id_tag, started, meter_start, status, stopped, meter_stop, reason, energy, authorization, by_charger) = found[0]
    expected = {
        "connector": start["connector"], "idTag": start["idTag"], "start": start["time"], "meterStart": float(start["meterWh"]),
        "verdict": transaction.verdict.upper().replace("CONCURRENTTX", "CONCURRENT_TX"),
    }
    actual = {
        "connector": int(connector), "idTag": id_tag, "start": started, "meterStart": float(meter_start), "verdict": authorization,
    }
    if stop and transaction.stop_answered:
        verdict.facts += 1
        wanted = stop["meterWh"] - start["meterWh"]
        expected |= {"status": "COMPLETED", "stop": stop["time"], "meterStop": float(stop["meterWh"]), "reason": stop["reason"],
                     "stopped by": "t", "energy": float(wanted)}
        actual |= {"status": status, "stop": stopped, "meterStop": float(meter_stop or "nan"), "reason": reason,
                   "stopped by": by_charger, "energy": float(energy)}
        verdict.differing_wh += abs(wanted - float(energy))
    else:
        verdict.lost.append(f"the stop of {transaction.name} was never answered")
    for name, value in expected.items():
        if actual[name] != value:
            verdict.differing.append(f"{transaction.name}: {name} is {actual[name]} in the database and {value} in the journal")


def check_starts(verdict, sessions):
    """One transaction under two numbers: the charger knows one of them, the other is a ghost."""
    keys = {}
    for rows in sessions.values():
        for row in rows:
            keys.setdefault((row[0], *row[3:7]), []).append(row[2])
    for key, numbers in keys.items():
        if len(numbers) > 1:
            verdict.doubled.append(f"the start {key} is in the database as transactions {', '.join(numbers)}")


def check_facts(verdict, journals, counts):
    """The ledger: each start and each stop once, however often it was sent."""
    stops = sum(1 for t in journals.transactions.values() if t.stop_answered)
    told = {"START": len(journals.transactions), "STOP": stops}
    # A stop of a session that had been closed at an estimate is a stop as well.
    found = {"START": int(counts.get("START", 0)), "STOP": int(counts.get("STOP", 0)) + int(counts.get("LATE_STOP", 0))}
    for kind, number in told.items():
        if found[kind] != number:
            (verdict.doubled if found[kind] > number else verdict.lost).append(
                f"the ledger has {found[kind]} facts of kind {kind}, the journals have {number}")
    for kind in ("SECOND_STOP", "ORPHAN_STOP"):
        if int(counts.get(kind, 0)):
            verdict.doubled.append(f"the ledger has {counts[kind]} facts of kind {kind}, which no charger sent")


def check_meters(verdict, journals, ids, rows):
    found = {}
    for session, at, count, register in rows:
        found[session, round(float(at), 3)] = (int(count), register)
    for session, transaction in ids.items():
        for time, (register, samples) in transaction.meters.items():
            verdict.facts += 1
            stored = found.pop((session, round(seconds(time), 3)), None)
            if time not in transaction.meters_answered:
                verdict.lost.append(f"the meter values of {transaction.name} at {time} were never answered")
            elif stored is None:
                verdict.lost.append(f"the database does not have the meter values of {transaction.name} at {time}")
            elif stored[0] != samples:
                kind = verdict.doubled if stored[0] > samples else verdict.lost
                kind.append(f"{transaction.name} at {time}: {stored[0]} values in the database and {samples} in the journal")
            elif float(stored[1]) != float(register):
                verdict.differing.append(f"{transaction.name} at {time}: {stored[1]} Wh in the database and {register} in the journal")
    for session, at in found:
        verdict.invented.append(f"the database has meter values of session {session} at {at}, which no journal knows")


def check_statuses(verdict, journals, rows):
    found = {(charger, int(number)): status for charger, number, status in rows}
    for (charger, connector), status in journals.statuses.items():
        if connector == 0:
            continue
        verdict.facts += 1
        stored = found.get((charger, connector), "")
        if stored.replace("_", "").upper() != status.upper():
            verdict.differing.append(f"{charger} connector {connector} is {stored} in the database and {status} in the journal")
