"""Who uses the portal: accounts, and browsers that are signed in as them."""
import secrets

from browser import Browser

PASSWORD = "correct horse battery"


def make_person(server, role="manager", organization="Nordhafen Energy"):
    """An account with a password; its e-mail."""
    email = f"{secrets.token_hex(4)}@stationmaster.example"
    server.command("user", "create", "--email", email, "--role", role, "--organization", organization, input=PASSWORD + "\n")
    return email


def sign_in(context, server, email):
    """Puts a session's cookie into a browser, as signing in through the page does."""
    browser = Browser(server)
    answer = browser.sign_in(email, PASSWORD)
    assert answer.get("isSignedIn"), answer
    base = f"http://127.0.0.1:{server.http_port}"
    context.add_cookies([
        {"name": "stationmaster_session", "value": browser.cookie, "url": base, "httpOnly": True, "sameSite": "Lax"},
        {"name": "stationmaster_signed_in", "value": "1", "url": base},
    ])
