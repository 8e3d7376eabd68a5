"""A TCP relay between the fleet and the server, whose links can be cut, frozen half-open and slowed down."""
import asyncio
import contextlib
import socket
import threading


class Link:
    """One charger's connection, as two sockets with us in the middle."""

    def __init__(self, charger, server):
        self.charger, self.server = charger, server  # (reader, writer) of each side
        self.id = ""  # of the charge point, as the request line names it
        self.swallows = set()  # "up": to the server, "down": to the charger
        self.delay = 0.0


class Relay:
    """Runs in a thread of its own; everything public may be called from any."""

    PIECE = 65536

    def __init__(self, target_port):
        self.target_port = target_port
        self.links = set()
        self.port = None
        self.loop = asyncio.new_event_loop()
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()
        self.ready.wait()

    def run(self):
        asyncio.set_event_loop(self.loop)
        self.server = self.loop.run_until_complete(asyncio.start_server(self.serve, "127.0.0.1", 0))
        self.port = self.server.sockets[0].getsockname()[1]
        self.ready.set()
        self.loop.run_forever()

    async def serve(self, reader, writer):
        try:
            server = await asyncio.open_connection("127.0.0.1", self.target_port)
        except OSError:
            writer.close()
            return
        link = Link((reader, writer), server)
        self.links.add(link)
        up = asyncio.ensure_future(self.pump(link, "up", reader, server[1]))
        down = asyncio.ensure_future(self.pump(link, "down", server[0], writer))
        await asyncio.gather(up, down, return_exceptions=True)
        self.links.discard(link)

    async def pump(self, link, direction, reader, writer):
        with contextlib.suppress(OSError):
            while piece := await reader.read(self.PIECE):
                if direction == "up" and not link.id:
                    link.id = piece.split(b" ", 2)[1].rpartition(b"/")[2].decode(errors="replace")
                if link.delay:
                    await asyncio.sleep(link.delay)
                # The sender's own side goes on as if all were well.
                if direction in link.swallows:
                    continue
                writer.write(piece)
                await writer.drain()
        # The end of one side is the other's only where the link is whole: a half-open one hides it.
        if direction not in link.swallows:
            writer.close()

    def call(self, work):
        """Runs `work` on the relay's thread and returns its result."""
        async def on_loop():
            return work()
        return asyncio.run_coroutine_threadsafe(on_loop(), self.loop).result(10)

    def ids(self):
        return self.call(lambda: sorted({link.id for link in self.links if link.id}))

    def of(self, ids):
        return [link for link in self.links if link.id in ids]

    def cut(self, ids):
        """Resets both sides, as a box that loses its state does; what is on its way is lost."""
        def work():
            for link in self.of(ids):
                for _, writer in (link.charger, link.server):
                    # Without lingering, so that it ends with a reset.
                    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                    writer.transport.abort()
        self.call(work)

    def swallow(self, ids, directions):
        """Drops all that comes, for good: the sockets stay open until their owners give them up."""
        def work():
            for link in self.of(ids):
                link.swallows |= set(directions)
        self.call(work)

    def slow(self, ids, seconds):
        def work():
            for link in self.of(ids):
                link.delay = seconds
        self.call(work)

    def close(self):
        def work():
            self.server.close()
            for link in list(self.links):
                for _, writer in (link.charger, link.server):
                    writer.transport.abort()
        self.call(work)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
