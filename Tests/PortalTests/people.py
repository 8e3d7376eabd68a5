"""Who uses the portal: accounts, and browsers that are signed in as them."""
import secrets

from browser import Browser

PASSWORD = "correct horse battery"


def make_person(server, role="manager", organization="Nordhafen Energy"):
    """An account with a password; its e-mail."""
    email = f"{secrets.token_hex(4)}@stationmaster.example"
    server.command("user", "create", "--email", email, "--role", role, "--organization", organization, input=PASSWORD + "\n")
    return email


#: Sessions that were begun, by server and e-mail: a network may begin only so many in a minute.
sessions = {}


def session_of(server, email):
    browser = sessions.get((server.http_port, email))
    if browser and browser.ask("{ viewer { role } }")[0] == 200:
        return browser
    browser = Browser(server)
    answer = browser.sign_in(email, PASSWORD)
    assert answer.get("isSignedIn"), answer
    sessions[server.http_port, email] = browser
    return browser


def sign_in(context, server, email):
    """Puts a session's cookie into a browser, as signing in through the page does."""
    base = f"http://127.0.0.1:{server.http_port}"
    context.add_cookies([
        {"name": "stationmaster_session", "value": session_of(server, email).cookie, "url": base, "httpOnly": True, "sameSite": "Lax"},
        {"name": "stationmaster_signed_in", "value": "1", "url": base},
    ])
