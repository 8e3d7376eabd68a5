"""A mail server of the test's own, and what it took."""
import email
import email.policy
import re

from aiosmtpd.controller import Controller
from server import eventually, free_port


class Mailbox:
    """Takes mails by SMTP; refuses those to `refused` for good, and the first `busy` for now."""

    def __init__(self, refused=(), busy=0):
        self.mails, self.refused, self.busy, self.attempts = [], set(refused), busy, 0
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.attempts += 1
        if address in self.refused:
            return "550 no such mailbox"
        if self.busy > 0:
            self.busy -= 1
            return "451 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.mails.append((envelope.rcpt_tos, message))
        return "250 taken"

    def __enter__(self):
        self.controller.start()
        return self

    def __exit__(self, *_):
        self.controller.stop()

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.controller.port}"

    def text_to(self, recipient, containing=""):
        """The newest mail to somebody, once it is there."""
        def found():
            return [m for to, m in self.mails if to == [recipient] and containing in m.get_content()]
        return eventually(found, f"a mail to {recipient}")[-1]

    def link_to(self, recipient, path):
        text = self.text_to(recipient, f"/{path}/").get_content()
        return re.search(rf"/{path}/(\S+)", text).group(1)
