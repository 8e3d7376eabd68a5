"""What people read comes from the catalogue of their language."""
import re

from server import ROOT

SOURCE = ROOT / "Sources/Portal/source"
#: Words that are no text of ours: names of things, or what programs read.
ALLOWED = {"U+"}
#: Of several words, and the same in two languages.
SAME = {"# session", "# sessions"}


def components():
    return [path for path in SOURCE.rglob("*.tsx") if "texts" not in path.parts]


def test_no_component_has_a_text_of_its_own():
    found = []
    for path in components():
        text = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(), flags=re.S)
        # Between tags, without what stands in braces, and in attributes that people read or hear.
        for part in re.findall(r"<[A-Za-z][\w.]*(?:\s[^<>]*)?>([^<>{}=;()]*[A-Za-z]{2}[^<>{}=;()]*)</", text):
            if part.strip() not in ALLOWED:
                found.append((path.name, part.strip()))
        for part in re.findall(r'\b(?:aria-label|title|placeholder|alt|label|lead|hint)="([^"]*[A-Za-z]{2}[^"]*)"', text):
            found.append((path.name, part))
    assert found == []


def test_no_language_repeats_another():
    """A text of several words that was forgotten would stand there in English."""
    texts = re.compile(r':\s*"([^"\n]* [^"\n]*)"')
    for language in ("german", "french"):
        for path in (SOURCE / "texts" / language).glob("*.ts"):
            english = set(texts.findall((SOURCE / "texts/english" / path.name).read_text())) - SAME
            assert [text for text in texts.findall(path.read_text()) if text in english] == [], (language, path.name)


def test_each_language_has_each_file():
    files = {language: {path.name for path in (SOURCE / "texts" / language).glob("*.ts")} for language in ("english", "german", "french")}
    assert files["english"] == files["german"] == files["french"]


def test_a_tag_has_one_name_in_german():
    """Der RFID-Tag, since der Tag is the day; a plural cannot be mistaken."""
    texts = re.compile(r'(\w+):\s*(?:\([^)]*\)\s*=>\s*)?["`]([^"`\n]*)["`]')
    found = []
    for path in (SOURCE / "texts/english").glob("*.ts"):
        german = dict(texts.findall((SOURCE / "texts/german" / path.name).read_text()))
        for key, text in texts.findall(path.read_text()):
            # Of a key that is there more than once nothing can be said, and of names that are put in.
            if key in ("one", "other") or not re.search(r"\b[Tt]ag\b", re.sub(r"\$\{[^}]*\}", "", text)):
                continue
            if not re.search(r"RFID-Tag|\bTags\b|Tag-", german.get(key, "Tags")):
                found.append((path.name, key, german[key]))
    assert found == []
