"""A charger that stands there, in a thread of its own, since the browser's driver holds the test's."""
import asyncio
import contextlib
import threading

from charger import connected


class Standing:
    """Connects, tells that its connectors are free, and does what it is told to until the block ends."""

    def __init__(self, server, charge_point_id, connectors=1, replies=None, password=None):
        self.server, self.id, self.connectors, self.password = server, charge_point_id, connectors, password
        self.replies = replies or {}
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)

    def __enter__(self):
        self.thread.start()
        self.stack = contextlib.AsyncExitStack()
        self.charger = self.wait(self.stack.enter_async_context(connected(self.server, self.id, self.password)))
        self.charger.replies |= self.replies
        for number in range(self.connectors + 1):
            self.status(number, "Available")
        return self

    def status(self, connector, status, **more):
        self.wait(self.charger.status(connector, status, **more))

    def call(self, request):
        return self.wait(self.charger.call(request))

    def asked(self):
        """The next thing that it was asked: an action and its arguments."""
        return self.wait(asyncio.wait_for(self.charger.asked.get(), 30))

    def start(self, connector, tag, meter=0):
        return self.wait(self.charger.start_transaction(connector, tag, meter)).transaction_id

    def stop(self, transaction, meter):
        self.wait(self.charger.stop_transaction(transaction, meter))

    def __exit__(self, *_):
        self.wait(self.stack.aclose())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.loop.close()

    def wait(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(60)
