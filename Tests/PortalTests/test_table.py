"""README.md says which tests drive which row of the feature table on which pages: that all of them are there."""
import pathlib
import re

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
#: How many rows each part of the feature table has.
PARTS = {"A": 11, "B": 6, "C": 10, "D": 2, "E": 5, "F": 5, "G": 11, "H": 3, "I": 2, "K": 1, "L": 1, "M": 1}
README = (HERE / "README.md").read_text()
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in README.splitlines() if re.match(r"\| [A-M]\d+ \|", line)]


def quoted(text):
    return re.findall(r"`([^`]+)`", text)


def routes():
    return set(re.findall(r'path: "([^"]+)"', (ROOT / "Sources/Portal/source/router/routes.ts").read_text()))


def test_each_row_is_there_once():
    wanted = [f"{part}{number}" for part, rows in PARTS.items() for number in range(1, rows + 1)]
    assert [row[0] for row in ROWS] == wanted


def test_each_test_that_is_named_exists_and_runs_always():
    tests = {f"{file.name}::{name}" for file in HERE.glob("test_*.py")
             for name in re.findall(r"^def (test_\w+)\(", file.read_text(), re.MULTILINE)}
    for row in ROWS:
        named = quoted(row[3])
        assert named and set(named) <= tests, (row[0], set(named) - tests)
    named = {test.split("::")[0] for row in ROWS for test in quoted(row[3])} | {file for file in quoted(README) if file.endswith(".py")}
    for file in {name.split("/")[-1] for name in named if name.startswith("test_")}:
        assert (HERE / file).exists(), file
        assert "skip" not in re.findall(r"@pytest\.mark\.(\w+)", (HERE / file).read_text()), file


def test_each_page_is_named_and_each_that_is_named_exists():
    known = routes()
    in_rows = {page for row in ROWS for page in quoted(row[2])}
    assert in_rows <= known, in_rows - known
    everywhere = {text for text in quoted(README) if text.startswith("/")}
    assert known - everywhere == set(), "pages that no row and no other line of README.md names"
