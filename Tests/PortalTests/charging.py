"""A charger in a thread of its own, since the browser's driver holds the test's."""
import asyncio
import contextlib
import threading

from charger import connected


class Charging:
    """Connects, starts a session, and sends what it is told to until the block ends."""

    def __init__(self, server, charge_point_id, id_tag, password=None):
        self.server, self.id, self.tag, self.password = server, charge_point_id, id_tag, password
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)

    def __enter__(self):
        self.thread.start()
        self.stack = contextlib.AsyncExitStack()
        self.charger = self.wait(self.stack.enter_async_context(connected(self.server, self.id, self.password)))
        self.status(1, "Preparing")
        self.begin(self.tag)
        return self

    def status(self, connector, status, *more):
        self.wait(self.charger.status(connector, status, *more))

    def begin(self, tag):
        self.transaction = self.wait(self.charger.start_transaction(1, tag, 1000)).transaction_id
        self.status(1, "Charging")

    def stop(self, energy=9000):
        self.wait(self.charger.stop_transaction(self.transaction, energy))
        self.transaction = None
        self.status(1, "Finishing")

    def meter(self, energy, power=11_000):
        self.wait(self.charger.meter(1, self.transaction, energy, power))

    def __exit__(self, *_):
        if self.transaction is not None:
            with contextlib.suppress(Exception):
                self.wait(self.charger.stop_transaction(self.transaction, 9000))
        self.wait(self.stack.aclose())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.loop.close()

    def wait(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(60)
