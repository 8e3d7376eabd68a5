"""What the fleet wrote down of itself."""
import dataclasses
import datetime
import json


@dataclasses.dataclass
class Transaction:
    charger: str
    key: int
    start: dict
    stop: dict | None = None
    number: int | None = None
    verdict: str | None = None
    start_answered: bool = False
    stop_answered: bool = False
    meters: dict = dataclasses.field(default_factory=dict)  # time as sent -> (Wh as sent, samples)
    meters_answered: set = dataclasses.field(default_factory=set)

    @property
    def name(self):
        return f"{self.charger} #{self.key} (transaction {self.number})"


class Journals:
    def __init__(self, folder):
        self.transactions = {}  # (charger, key) -> Transaction
        self.statuses = {}  # (charger, connector) -> status confirmed last
        self.lost = []  # facts that a charger gave up
        self.answers = {}  # charger -> when each of its facts was acknowledged
        self.acknowledged = 0
        for path in sorted(folder.glob("*.jsonl")):
            # A line without its line break was cut off.
            for line in path.read_text().split("\n")[:-1]:
                self.take(json.loads(line))

    def take(self, line):
        key = (line["charger"], line.get("transaction"))
        getattr(self, "take_" + line["fact"])(line, self.transactions.get(key))

    def take_start(self, line, _):
        self.transactions[line["charger"], line["transaction"]] = Transaction(line["charger"], line["transaction"], line)

    def take_meter(self, line, transaction):
        if transaction:
            transaction.meters[line["time"]] = (line.get("meterWh"), line["samples"])

    def take_stop(self, line, transaction):
        transaction.stop = line

    def take_lost(self, line, _):
        self.lost.append(line)

    def take_status(self, line, _):
        self.statuses[line["charger"], line["connector"]] = line["status"]

    def take_answered(self, line, transaction):
        self.acknowledged += 1
        self.answers.setdefault(line["charger"], []).append(seconds(line["at"]))
        if not transaction:
            return
        match line["message"]:
            case "start":
                transaction.start_answered = True
                transaction.number, transaction.verdict = line["number"], line["verdict"]
            case "meter":
                transaction.meters_answered.add(line["time"])
            case "stop":
                transaction.stop_answered = True

    def recovery(self, charger, after):
        """Seconds from that moment until the charger's next fact was acknowledged; nil where none was."""
        return next((at - after for at in self.answers.get(charger, []) if at > after), None)


def seconds(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()
