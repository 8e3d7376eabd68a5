"""The stages of graphql-core on the documents and data of `benchmarks engine`: one line of JSON for each measure.

engine.py DOCUMENTS SCHEMA SECONDS
"""
import json
import pathlib
import sys
import time

from graphql import build_schema, execute_sync, parse, validate

FOLDER = pathlib.Path(sys.argv[1])
SECONDS = float(sys.argv[3])


def text(name):
    return (FOLDER / f"{name}.graphql").read_text()


def clock(work):
    """Warms up, then the median over samples of at least 10 ms each."""
    repetitions = 1

    def sample():
        start = time.perf_counter()
        for _ in range(repetitions):
            work()
        return time.perf_counter() - start

    warm = time.perf_counter() + SECONDS / 2
    while True:
        if sample() < 0.01:
            repetitions *= 2
        if time.perf_counter() > warm:
            break
    samples = []
    end = time.perf_counter() + SECONDS
    while not samples or time.perf_counter() < end:
        samples.append(sample() / repetitions)
    samples.sort()
    return {"microseconds": samples[len(samples) // 2] * 1e6, "fastest": samples[0] * 1e6}


def measure(stage, document, work, size=None):
    print(json.dumps({"stage": stage, "document": document, "bytes": size} | clock(work)), flush=True)


def data():
    things = [{
        "id": f"thing-{i}", "name": f"Thing number {i}", "number": i * 7, "ratio": i / 8, "isOn": i % 2 == 0,
        "kind": ("FIRST", "SECOND", "THIRD")[i % 3], "label": None if i % 4 == 0 else f"label {i % 10}",
        "count": None if i % 5 == 0 else i % 100, "total": None if i % 6 == 0 else i * 1.25,
        "note": None if i % 7 == 0 else f'a note with "quotes" on {i}',
    } for i in range(1000)]
    points = [{"name": f"Point {i}", "value": i / 4} for i in range(1000)]
    areas = [{"name": f"Area {i}", "points": points[i * 10:i * 10 + 10]} for i in range(100)]
    sites = [{"name": f"Site {i}", "areas": areas[i * 10:i * 10 + 10]} for i in range(10)]
    return {"things": things, "sites": sites}


def main():
    schema = build_schema(pathlib.Path(sys.argv[2]).read_text() + text("directive"))
    for name, file in (("nested", "nested"), ("introspection", "introspection"), ("fragments", "fragments"), ("kitchen sink", "kitchen-sink")):
        source = text(file)
        measure("parse", name, lambda: parse(source))
        document = parse(source)
        errors = validate(schema, document)
        if errors:
            raise errors[0]
        measure("validate", name, lambda: validate(schema, document))
    data_schema = build_schema(text("data"))
    root = data()
    for name in ("things", "sites"):
        document = parse(text(name))

        def run():
            result = execute_sync(data_schema, document, root_value=root)
            if result.errors:
                raise result.errors[0]
            return json.dumps({"data": result.data}, separators=(",", ":"))
        measure("execute", name, run, len(run().encode()))


if __name__ == "__main__":
    main()
