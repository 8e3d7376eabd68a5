"""What was mailed, where mails are written into a folder."""
import email
import email.policy
import re

from server import eventually


def mailed(server, recipient, pattern):
    """What the first group of `pattern` matches in the newest mail to somebody that has it."""
    def found():
        for file in sorted((server.data / "mails").glob("*.eml"), key=lambda file: -int(file.stem)):
            message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            match = re.search(pattern, message.get_content(), re.MULTILINE)
            if recipient in message["To"] and match:
                return match.group(1)
        return None
    return eventually(found, f"a mail to {recipient}")
