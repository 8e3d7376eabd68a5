"""A running server for each test session, and helpers."""
import asyncio
import itertools
import os
import secrets
import tempfile

import pytest
from server import PATIENCE, Server, eventually, free_port  # noqa: F401 (for the tests)


@pytest.fixture(scope="session")
def server():
    with tempfile.TemporaryDirectory(prefix="stationmaster-e2e-") as folder:
        os.chmod(folder, 0o755)
        server = Server(folder).start()
        server.token = server.make_user()
        yield server
        assert server.stop() == 0, server.log.read_text()[-4000:]


@pytest.fixture
def own_server():
    """A server of the test's own, to be killed at will."""
    with tempfile.TemporaryDirectory(prefix="stationmaster-e2e-") as folder:
        os.chmod(folder, 0o755)
        server = Server(folder).start()
        server.token = server.make_user()
        yield server
        if server.process.poll() is not None:
            server.start()
        server.stop()


numbers = itertools.count(1)


@pytest.fixture
def name():
    """A charge point id that no other test uses."""
    return f"CP{next(numbers):04d}{secrets.token_hex(2)}"


def run(coroutine, patience=PATIENCE * 3):
    return asyncio.run(asyncio.wait_for(coroutine, patience))
