"""Another system: an HTTP server of the test's own that takes webhooks, and what came there."""
import base64
import hashlib
import hmac
import http.server
import json
import threading

from server import eventually


class Receiver:
    """Answers with the codes of `answers`, one after the other, and then with 204."""

    def __init__(self, answers=()):
        self.answers, self.posts = list(answers), []
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.posts.append((dict(self.headers), body))
                self.send_response(receiver.answers.pop(0) if receiver.answers else 204)
                self.send_header("Location", receiver.url + "elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/"

    def __enter__(self):
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()

    def came(self, event, count=1, patience=60):
        """The posts of this event, once there are so many."""
        def found():
            posts = [(headers, body) for headers, body in list(self.posts) if json.loads(body)["event"] == event]
            return len(posts) >= count and posts
        return eventually(found, f"{count} of {event}", patience)


def verify(secret, headers, body):
    """As the README tells receivers to."""
    headers = {name.lower(): value for name, value in headers.items()}
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    code = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{code}"
    return headers["webhook-id"]
