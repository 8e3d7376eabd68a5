"""A running server, a real browser, and a page that is signed in."""
import itertools
import os
import pathlib
import secrets
import shutil
import sys
import tempfile

import pytest
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "EndToEndTests"))
from people import make_person, sign_in  # noqa: E402
from server import Server  # noqa: E402


@pytest.fixture(scope="session")
def server():
    with tempfile.TemporaryDirectory(prefix="stationmaster-portal-") as folder:
        os.chmod(folder, 0o755)
        server = Server(folder, environment={"STATIONMASTER_GRAPHQL_TRACE": "everyone"}).start()
        server.token = server.make_user(organization="Nordhafen Energy")
        yield server
        assert server.stop() == 0, server.log.read_text()[-4000:]


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        path = next((path for path in ("/usr/bin/chromium", shutil.which("chromium")) if path and os.access(path, os.X_OK)), None)
        assert path, "no Chromium was found"
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        yield browser
        browser.close()


@pytest.fixture
def context(browser, server):
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{server.http_port}", viewport={"width": 1440, "height": 900}, locale="en-GB",
        permissions=["clipboard-read", "clipboard-write"])
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(context):
    """A page whose console must stay silent: no error, and nothing that the content security policy had to stop."""
    page = context.new_page()
    page.complaints = []
    page.allowed_complaints = []
    page.on("pageerror", lambda error: page.complaints.append(f"error: {error}"))
    page.on("console", lambda message: message.type in ("error", "warning") and page.complaints.append(message.text))
    yield page
    complaints = [text for text in page.complaints if not any(allowed in text for allowed in page.allowed_complaints)]
    assert not complaints, complaints


@pytest.fixture
def person(server):
    """The e-mail of somebody who manages the organization of `server.token`."""
    return make_person(server)


@pytest.fixture
def portal(page, context, server, person):
    """A page of somebody who is signed in."""
    sign_in(context, server, person)
    return page


numbers = itertools.count(1)


@pytest.fixture
def name():
    """A charge point id that no other test uses."""
    return f"PT{next(numbers):04d}{secrets.token_hex(2)}"
