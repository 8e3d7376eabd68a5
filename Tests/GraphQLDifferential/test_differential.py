"""Asks the engine and graphql-core the same questions, and wants the same answers.

    python Tests/GraphQLDifferential/test_differential.py --seed 7 --minutes 60

runs with another seed for as long as wanted and prints every difference with the case that shows it; `--case SEED`
repeats one case. pytest runs a fixed number of cases with a fixed seed. Both need `graphql-conformance`, which
`swift build` makes; GRAPHQL_CONFORMANCE names another one.
"""

import argparse
import collections
import json
import os
import subprocess
import sys
import time
import traceback

sys.path.insert(0, os.path.dirname(__file__))

import compare
import documents
import reference
import schemas
from chance import Chance, damaged
from values import World

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
EXECUTABLE = os.environ.get("GRAPHQL_CONFORMANCE", os.path.join(ROOT, ".build/debug/graphql-conformance"))


class Engine:
    """Our side, one process for all cases."""

    def __init__(self):
        self.process = subprocess.Popen([EXECUTABLE], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, case):
        self.process.stdin.write(json.dumps(case).encode() + b"\n")
        self.process.stdin.flush()

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the engine ended with {self.process.wait()}")
        return json.loads(line, object_pairs_hook=without_repeats)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def without_repeats(pairs):
    result = dict(pairs)
    if len(result) != len(pairs):
        raise compare.Difference(f"a name twice in one object: {pairs}")
    return result


class Case:
    """One schema with documents, all of it from the seed."""

    def __init__(self, seed):
        self.seed = seed
        chance = Chance(f"case {seed}")
        kind = chance.random.random()
        self.sdl = schemas.schema(f"schema {seed}", 0 if kind < 0.6 else chance.number(1, 3))
        if 0.6 < kind < 0.7:
            self.sdl = damaged(chance, self.sdl, chance.number(1, 3))
        self.schema, self.reasons = reference.schema(self.sdl)
        self.operations = []
        self.world = None
        if self.schema is not None:
            self.world = World(self.schema, chance.pick([0, 20, 80, 200]))
            self.operations = [self.operation(chance, number) for number in range(12)]

    def operation(self, chance, number):
        kind = chance.random.random()
        request = documents.document(self.schema, f"{self.seed} {number}", 0 if kind < 0.5 else chance.number(1, 3))
        if kind > 0.9:
            request["query"] = damaged(chance, request["query"], chance.number(1, 3))
        return request

    def question(self):
        introspection = {"query": compare.QUERY, "variables": {}}
        return {
            "sdl": self.sdl, "world": self.world.description() if self.world else {},
            "operations": [*self.operations, introspection] if self.world else [],
        }

    def check(self, answer, note):
        """Compares; `note` takes each difference."""
        counts = collections.Counter()
        self.attempt(note, lambda: compare.compare_schema(self.sdl, answer, self.schema, self.reasons), self.sdl)
        counts["schemas accepted" if self.schema else "schemas refused"] += 1
        if self.schema is None or "schema" in answer:
            return counts
        if "operations" not in answer:
            note(f"case {self.seed}: {answer}")
            return counts
        answers = answer["operations"]
        for request, one in zip(self.operations, answers):
            verdict = reference.verdict(self.schema, self.world, request)
            counts["documents: " + verdict.stage] += 1
            counts.update("rule: " + error[0] for error in verdict.errors if verdict.stage == "validation")
            if verdict.stage == "executed" and isinstance(verdict.results, list):
                counts["executions with errors"] += any(result.errors for result in verdict.results)
            text = f"{self.sdl}\n--- trouble {self.world.trouble}\n{json.dumps(request['variables'])} {request['operationName']}\n{request['query']}"
            self.attempt(note, lambda: compare.compare_operation(request, one, verdict), text)
        self.attempt(note, lambda: compare.compare_introspection(self.sdl, answers[-1]), self.sdl)
        return counts

    def attempt(self, note, comparison, text):
        try:
            comparison()
        except compare.Difference as difference:
            note(f"case {self.seed}: {difference}\n{text}")
        except Exception:
            note(f"case {self.seed}: {traceback.format_exc()}\n{text}")


def run(seeds, note):
    """All cases; the engine works on one while graphql-core works on the one before."""
    engine = Engine()
    counts = collections.Counter()
    try:
        for seed in seeds:
            case = Case(seed)
            try:
                engine.ask(case.question())
                counts += case.check(engine.answer(), note)
            except (RuntimeError, BrokenPipeError) as error:
                note(f"case {seed}: {error}\n{case.sdl}")
                engine = Engine()
    finally:
        engine.close()
    return counts


def test_the_engine_agrees_with_graphql_core():
    differences = []
    counts = run(range(300), differences.append)
    assert not differences, "\n\n".join(differences[:5])


def test_clients_load_the_schema_of_the_product():
    with open(os.path.join(ROOT, "Schema/schema.graphql"), encoding="utf-8") as file:
        sdl = file.read()
    schema, reasons = reference.schema(sdl)
    assert schema is not None, reasons
    engine = Engine()
    engine.ask({
        "sdl": sdl, "world": World(schema, 0).description(),
        "operations": [{"query": compare.QUERY, "variables": {}}],
    })
    compare.compare_introspection(sdl, engine.answer()["operations"][0])
    engine.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--case", type=int)
    parser.add_argument("--most", type=int, default=20, help="differences after which to stop")
    options = parser.parse_args()
    end = time.monotonic() + options.minutes * 60
    differences = []

    def seeds():
        if options.case is not None:
            yield options.case
            return
        seed = options.seed * 1_000_000
        while time.monotonic() < end and len(differences) < options.most:
            yield seed
            seed += 1

    def note(difference):
        differences.append(difference)
        print(difference, end="\n\n", flush=True)

    counts = run(seeds(), note)
    for name, count in sorted(counts.items()):
        print(f"{count:9} {name}")
    print(f"{len(differences)} differences")
    sys.exit(bool(differences))


if __name__ == "__main__":
    main()
