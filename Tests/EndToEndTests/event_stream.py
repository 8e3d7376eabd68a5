"""A client of GraphQL over server-sent events on a plain socket, for what libraries hide."""
import json
import socket


class EventStream:
    def __init__(self, server, query, variables=None, token=None, receive_buffer=None):
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.connect(("127.0.0.1", server.http_port))
        self.socket.settimeout(60)
        body = json.dumps({"query": query, "variables": variables or {}}).encode()
        head = [
            "POST /graphql HTTP/1.1", "Host: localhost", f"Authorization: Bearer {token or server.token}", "Accept: text/event-stream",
            "Content-Type: application/json", f"Content-Length: {len(body)}", "", ""]
        self.socket.sendall("\r\n".join(head).encode() + body)
        self.file = self.socket.makefile("rb")

    def head(self):
        """The status and the header fields."""
        status = int(self.file.readline().split()[1])
        fields = {}
        while line := self.file.readline().strip().decode():
            name, _, value = line.partition(":")
            fields[name.lower()] = value.strip()
        return status, fields

    def lines(self):
        """Lines of the body, which comes in chunks."""
        text = b""
        while size := int(self.file.readline() or b"0", 16):
            text += self.file.read(size)
            self.file.readline()
            while b"\n" in text:
                line, text = text.split(b"\n", 1)
                yield line.decode()

    def events(self):
        """Pairs of an event's name and its data; comments are left out."""
        name, data = None, []
        for line in self.lines():
            field, _, value = line.partition(": ")
            if not line and name:
                yield name, "\n".join(data)
                name, data = None, []
            elif field == "event":
                name = value
            elif field == "data":
                data.append(value)

    def close(self):
        self.file.close()
        self.socket.close()
