"""Who uses the portal: accounts, and browsers that are signed in as them."""
import base64
import hashlib
import secrets

from browser import Browser, NoCaptcha
from server import eventually

PASSWORD = "correct horse battery"


def make_person(server, role="manager", organization="Nordhafen Energy"):
    """An account with a password; its e-mail. As `stationmaster user create` makes it, but for the cost of the hash."""
    email = f"{secrets.token_hex(4)}@stationmaster.example"
    name = organization.replace("'", "''")
    server.sql(f"""
        insert into organizations (name) values ('{name}') on conflict do nothing;
        insert into users (organization_id, email, role, password_hash)
        select id, '{email}', '{role.upper().replace("-", "_")}', '{kept(PASSWORD)}' from organizations where lower(name) = lower('{name}')""")
    return email


def kept(password):
    """As the server keeps a password, at the lowest cost that it knows: each test has people, and none is about hashing."""
    salt = secrets.token_bytes(16)
    key = hashlib.scrypt(password.encode(), salt=salt, n=1 << 10, r=8, p=1, dklen=32)
    return "scrypt$10$8$1$" + "$".join(base64.b64encode(part).decode() for part in (salt, key))


#: Sessions that were begun, by server and e-mail: a network may begin only so many in a minute.
sessions = {}


def session_of(server, email):
    browser = sessions.get((server.http_port, email))
    if browser and browser.ask("{ viewer { role } }")[0] == 200:
        return browser
    browser = Browser(server)
    answer = eventually(lambda: begun(browser, email), "a session is begun", patience=150, pause=5)
    assert answer.get("isSignedIn"), answer
    sessions[server.http_port, email] = browser
    return browser


def begun(browser, email):
    """The answer; None while too many have been begun from here, as tests of just that do."""
    try:
        answer = browser.sign_in(email, PASSWORD)
    except NoCaptcha as refusal:
        answer = {"message": str(refusal)}
    return None if answer.get("message", "").startswith("Too many attempts") else answer


def sign_in(context, server, email):
    """Puts a session's cookie into a browser, as signing in through the page does."""
    base = f"http://127.0.0.1:{server.http_port}"
    context.add_cookies([
        {"name": "stationmaster_session", "value": session_of(server, email).cookie, "url": base, "httpOnly": True, "sameSite": "Lax"},
        {"name": "stationmaster_signed_in", "value": "1", "url": base},
    ])
