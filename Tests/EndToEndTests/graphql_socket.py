"""A client of `graphql-transport-ws`, as small as the protocol allows."""
import asyncio
import contextlib
import itertools
import json

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed


class Subscription:
    def __init__(self):
        self.messages = asyncio.Queue()

    async def next(self):
        message = await asyncio.wait_for(self.messages.get(), 60)
        assert message["type"] == "next" and "errors" not in message["payload"], message
        return message["payload"]["data"]

    async def until(self, check):
        while True:
            data = await self.next()
            if check(data):
                return data


class GraphQLSocket:
    def __init__(self, server, token=None):
        self.server = server
        self.url = f"ws://127.0.0.1:{server.http_port}/graphql"
        self.token = server.token if token is None else token
        self.subscriptions = {}
        self.ids = itertools.count(1)

    async def __aenter__(self):
        self.socket = await connect(self.url, subprotocols=["graphql-transport-ws"], proxy=None)
        await self.send({"type": "connection_init", "payload": {"authorization": f"Bearer {self.token}"}})
        assert json.loads(await self.socket.recv())["type"] == "connection_ack"
        self.reading = asyncio.create_task(self.read())
        return self

    async def __aexit__(self, *_):
        self.reading.cancel()
        with contextlib.suppress(asyncio.CancelledError, ConnectionClosed):
            await self.reading
        await self.socket.close()

    async def send(self, message):
        await self.socket.send(json.dumps(message))

    async def read(self):
        async for text in self.socket:
            message = json.loads(text)
            if "id" in message:
                self.subscriptions[message["id"]].messages.put_nowait(message)

    async def subscribe(self, query, variables=None, extensions=None):
        id = str(next(self.ids))
        subscription = self.subscriptions[id] = Subscription()
        subscription.id = id
        listening = await self.listeners()
        payload = {"query": query, "variables": variables or {}, "extensions": extensions or {}}
        await self.send({"id": id, "type": "subscribe", "payload": payload})
        # The protocol has no acknowledgement, so the debug page says when its source listens.
        while await self.listeners() <= listening:
            await asyncio.sleep(0.01)
        return subscription

    async def listeners(self):
        return (await asyncio.to_thread(self.server.debug))["eventBus"]["subscribers"]

    async def ask(self, query, variables=None):
        id = str(next(self.ids))
        subscription = self.subscriptions[id] = Subscription()
        await self.send({"id": id, "type": "subscribe", "payload": {"query": query, "variables": variables or {}}})
        return await subscription.next()
