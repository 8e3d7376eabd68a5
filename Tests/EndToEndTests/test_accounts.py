"""Accounts as people have them: a browser with its cookie, and mails that a real mail server took."""
import asyncio
import contextlib
import json
import os
import secrets
import tempfile
import time
import urllib.error
import urllib.request

import pytest
from browser import Browser, cookie_attributes, one_time_code
from conftest import run
from mailbox import Mailbox
from server import Server, eventually
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

PASSWORD = "correct horse battery"
NEUTRAL = "E-mail, password or characters are not right."


@pytest.fixture(scope="module")
def mails():
    with Mailbox() as mailbox:
        yield mailbox


@pytest.fixture(scope="module")
def served(mails):
    with tempfile.TemporaryDirectory(prefix="stationmaster-e2e-") as folder:
        os.chmod(folder, 0o755)
        server = Server(folder, environment={
            "SMTP_URL": mails.url, "STATIONMASTER_MAIL_FROM": "Charging <charging@stationmaster.example>",
            "STATIONMASTER_PUBLIC_URL": "https://csms.example"}).start()
        yield server
        assert server.stop() == 0, server.log.read_text()[-4000:]


def new_person(server, role="organization-owner"):
    email = f"{secrets.token_hex(4)}@stationmaster.example"
    server.command("user", "create", "--email", email, "--role", role, "--organization", "Test", input=f"{PASSWORD}\n")
    return email


def test_signing_in_sets_a_cookie_that_scripts_cannot_read(served):
    email, browser = new_person(served), Browser(served)
    id, text = browser.captcha()
    query = "mutation ($input: SignInInput!) { signIn(input: $input) { isSignedIn secondFactor } }"
    _, answer, response = browser.ask(query, {"input": {"email": email.upper(), "password": PASSWORD, "captchaId": id, "captchaText": text}})
    assert answer["data"]["signIn"] == {"isSignedIn": True, "secondFactor": None}
    attributes = cookie_attributes(response)
    assert {"httponly", "samesite", "max-age", "path"} <= attributes.keys() and attributes["samesite"] == "Lax" and "secure" not in attributes
    viewer = browser.data("{ viewer { user { email } role permissions sessions { isCurrent userAgent address } } }")["viewer"]
    assert viewer["user"]["email"] == email and "MANAGE_USERS" in viewer["permissions"]
    assert viewer["sessions"] == [{"isCurrent": True, "userAgent": "Browser of the test", "address": "127.0.0.1"}]


def test_over_tls_that_a_proxy_ends_the_cookie_is_secure(own_folder):
    with own_folder({"STATIONMASTER_TRUSTED_PROXIES": "127.0.0.1"}) as server:
        email, browser = new_person(server), Browser(server)
        browser.http.headers.update({"X-Forwarded-Proto": "https", "X-Forwarded-For": "2001:db8:1:2:3::4"})
        id, text = browser.captcha()
        _, _, response = browser.ask(
            "mutation ($input: SignInInput!) { signIn(input: $input) { isSignedIn } }",
            {"input": {"email": email, "password": PASSWORD, "captchaId": id, "captchaText": text}})
        assert "secure" in cookie_attributes(response)
        token = server.command("token", "create", "--email", email).stdout.strip()
        assert server.post("{ viewer { sessions { address } } }", token=token)["viewer"]["sessions"] == [{"address": "2001:db8:1:2::/64"}]


@pytest.fixture
def own_folder():
    @contextlib.contextmanager
    def start(environment):
        with tempfile.TemporaryDirectory(prefix="stationmaster-e2e-") as folder:
            os.chmod(folder, 0o755)
            server = Server(folder, environment=environment).start()
            try:
                yield server
            finally:
                server.stop()
    return start


def test_a_cookie_counts_only_for_our_own_pages(served):
    email, browser = new_person(served), Browser(served)
    assert browser.sign_in(email, PASSWORD)["isSignedIn"]
    for origin in ["https://evil.example", "null", f"http://127.0.0.1:{served.http_port}.evil.example", "http://127.0.0.1:1"]:
        browser.http.headers["Origin"] = origin
        status, answer, _ = browser.ask("{ viewer { role } }")
        assert (status, answer["errors"][0]["extensions"]["code"]) == (401, "UNAUTHENTICATED"), origin
    del browser.http.headers["Origin"]
    assert browser.ask("{ viewer { role } }")[0] == 401
    # A link of our own page to a file, which names no origin.
    address = f"{browser.base}/export/stations.csv"
    assert browser.http.get(address).status_code == 401
    assert browser.http.get(address, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 401
    assert browser.http.get(address, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200
    # Nor does the token of a session count as a bearer.
    assert served.post("{ viewer { role } }", token=browser.cookie, raw=True)[0] == 401


async def subscribed(served, cookie, origin=None):
    headers = {"Cookie": f"stationmaster_session={cookie}"}
    socket = await connect(
        f"ws://127.0.0.1:{served.http_port}/graphql", subprotocols=["graphql-transport-ws"], additional_headers=headers,
        origin=origin or f"http://127.0.0.1:{served.http_port}", proxy=None)
    await socket.send(json.dumps({"type": "connection_init"}))
    return socket


def test_signing_out_ends_the_session_in_every_tab(served):
    email, browser = new_person(served), Browser(served)
    browser.sign_in(email, PASSWORD)
    cookie = browser.cookie

    async def tab():
        socket = await subscribed(served, cookie)
        assert json.loads(await socket.recv())["type"] == "connection_ack"
        await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": "subscription { stationChanged { id } }"}}))
        assert await asyncio.to_thread(browser.mutate, "signOut", None, "isSignedOut") == {"isSignedOut": True}
        with pytest.raises(ConnectionClosed) as closed:
            await asyncio.wait_for(socket.recv(), 30)
        assert closed.value.rcvd.code == 4403

    run(tab())
    assert browser.cookie is None
    browser.http.cookies.set("stationmaster_session", cookie)
    assert browser.ask("{ viewer { role } }")[0] == 401


def test_a_socket_of_another_site_is_not_let_in_by_a_cookie(served):
    email, browser = new_person(served), Browser(served)
    browser.sign_in(email, PASSWORD)

    async def other_site():
        socket = await subscribed(served, browser.cookie, origin="https://evil.example")
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()
        assert closed.value.rcvd.code == 4403

    run(other_site())


def test_without_a_cookie_only_what_leads_to_one_may_be_asked(served):
    browser = Browser(served)
    for query in ["{ viewer { role } }", "{ __schema { types { name } } }", "mutation { createCaptcha { id } signOut { isSignedOut } }", "{ nonsense"]:
        assert browser.ask(query)[0] == 401, query
    assert browser.ask("mutation { createCaptcha { id } }")[0] == 200
    # Nor is much of theirs read.
    assert browser.ask("mutation { createCaptcha { id } }", {"x": "x" * 20_000})[0] == 401


def test_everything_wrong_is_said_in_the_same_words(served):
    email, browser = new_person(served), Browser(served)
    id, text = browser.captcha()
    for input in [
        {"email": email, "password": "another password", "captchaId": id, "captchaText": text},
        {"email": email, "password": PASSWORD, "captchaId": id, "captchaText": text},  # the picture was used
        {"email": "nobody@stationmaster.example", "password": PASSWORD, **dict(zip(("captchaId", "captchaText"), browser.captcha()))},
        {"email": email, "password": PASSWORD, "captchaId": browser.captcha()[0], "captchaText": "XXXXXX"},
    ]:
        error = browser.mutate("signIn", input, "isSignedIn")
        assert error["message"] == NEUTRAL and browser.cookie is None, input


def test_a_forgotten_password_is_set_by_a_mail_that_is_good_once(served, mails):
    email, browser, other = new_person(served), Browser(served), Browser(served)
    other.sign_in(email, PASSWORD)
    assert browser.mutate("requestPasswordReset", {"email": email, "language": "de"}, "validMinutes") == {"validMinutes": 1440}
    assert browser.mutate("requestPasswordReset", {"email": "nobody@stationmaster.example"}, "validMinutes") == {"validMinutes": 1440}
    mail = mails.text_to(email)
    assert mail["Subject"] == "Neues Passwort setzen" and "https://csms.example/reset/" in mail.get_content()
    assert mail["From"] == "Charging <charging@stationmaster.example>"
    token = mails.link_to(email, "reset")
    short = browser.mutate("resetPassword", {"token": token, "password": "short"})
    assert short["extensions"]["field"] == "password"
    assert browser.mutate("resetPassword", {"token": token, "password": "quite another one"}, "isSignedOut") == {"isSignedOut": True}
    assert other.ask("{ viewer { role } }")[0] == 401
    assert "used already" in browser.mutate("resetPassword", {"token": token, "password": "yet another one"})["message"]
    assert browser.sign_in(email, "quite another one")["isSignedIn"]
    assert not [1 for to, _ in mails.mails if to == ["nobody@stationmaster.example"]]


def test_somebody_is_invited_sets_a_password_and_is_deleted(served, mails):
    owner, browser = new_person(served), Browser(served)
    browser.sign_in(owner, PASSWORD)
    email = f"{secrets.token_hex(4)}@stationmaster.example"
    made = browser.mutate("inviteUser", {"email": email, "role": "DRIVER", "firstName": "Dora"}, "user { id status role }")["user"]
    assert made["status"] == "INVITED"
    assert browser.mutate("inviteUser", {"email": email, "role": "DRIVER"}, "user { id }")["extensions"]["code"] == "CONFLICT"
    guest = Browser(served)
    assert guest.mutate("acceptInvitation", {"token": mails.link_to(email, "invite"), "password": PASSWORD, "lastName": "Doe"}, "isSignedOut")["isSignedOut"]
    assert guest.sign_in(email, PASSWORD)["isSignedIn"]
    assert guest.mutate("inviteUser", {"email": "x@y.example", "role": "DRIVER"}, "user { id }")["extensions"]["code"] == "FORBIDDEN"
    people = browser.data("{ users(filter: {text: \"Dora Doe\"}) { nodes { id status signIns { nodes { outcome } } } } }")["users"]["nodes"]
    assert people == [{"id": made["id"], "status": "ACTIVE", "signIns": {"nodes": [{"outcome": "SIGNED_IN"}, {"outcome": "PASSWORD_RESET"}]}}]
    assert browser.mutate("deleteUsers", {"ids": [made["id"]]}, "deletedIds") == {"deletedIds": [made["id"]]}
    eventually(lambda: guest.ask("{ viewer { role } }")[0] == 401, "the deleted person is out")


def test_an_account_is_deleted_by_its_person_with_the_password(served):
    email, browser, other = new_person(served, "driver"), Browser(served), Browser(served)
    browser.sign_in(email, PASSWORD)
    other.sign_in(email, PASSWORD)
    wrong = browser.mutate("deleteAccount", {"password": "not the right one"}, "isSignedOut")["extensions"]
    assert (wrong["code"], wrong["field"]) == ("BAD_USER_INPUT", "password")
    assert other.ask("{ viewer { role } }")[0] == 200
    assert browser.mutate("deleteAccount", {"password": PASSWORD}, "isSignedOut") == {"isSignedOut": True}
    assert not browser.cookie
    eventually(lambda: other.ask("{ viewer { role } }")[0] == 401, "every other browser is out")
    assert not Browser(served).sign_in(email, PASSWORD).get("isSignedIn")


def test_an_organization_is_made_with_an_owner_who_is_invited_and_renames_it(served, mails):
    platform, browser = new_person(served, "platform-operator"), Browser(served)
    browser.sign_in(platform, PASSWORD)
    name, email = f"Org {secrets.token_hex(4)}", f"{secrets.token_hex(4)}@stationmaster.example"
    made = browser.mutate(
        "createOrganization", {"name": name, "owner": {"email": email, "firstName": "Olga", "language": "de"}},
        "organization { id name } owner { email role status }")
    assert made["owner"] == {"email": email, "role": "ORGANIZATION_OWNER", "status": "INVITED"} and made["organization"]["name"] == name
    taken = browser.mutate("createOrganization", {"name": name.upper(), "owner": {"email": "x" + email}}, "organization { id }")["extensions"]
    assert (taken["code"], taken["field"]) == ("CONFLICT", "name")
    bad = browser.mutate("createOrganization", {"name": name + "2", "owner": {"email": "nobody"}}, "organization { id }")["extensions"]
    assert (bad["code"], bad["field"]) == ("BAD_USER_INPUT", "email")
    owner = Browser(served)
    assert owner.mutate("acceptInvitation", {"token": mails.link_to(email, "invite"), "password": PASSWORD}, "isSignedOut")["isSignedOut"]
    owner.sign_in(email, PASSWORD)
    assert owner.data("{ organizations { nodes { name } } users { nodes { email } } }") == {
        "organizations": {"nodes": [{"name": name}]}, "users": {"nodes": [{"email": email}]}}
    assert owner.mutate("createOrganization", {"name": "Mine", "owner": {"email": "x@y.example"}}, "organization { id }")["extensions"]["code"] == "FORBIDDEN"
    assert owner.mutate("updateOrganization", {"name": name + " AG"}, "organization { id name }")["organization"] == {
        "id": made["organization"]["id"], "name": name + " AG"}
    trail = owner.data("{ auditEntries(filter: {objectTypes: [\"Organization\"]}) { nodes { action userEmail after } } }")["auditEntries"]["nodes"]
    assert trail == [
        {"action": "CHANGED", "userEmail": email, "after": {"name": name + " AG"}},
        {"action": "CREATED", "userEmail": platform, "after": {"name": name}}]


def test_a_form_is_refused_in_the_language_of_the_browser_or_of_the_page(served):
    owner, browser = new_person(served), Browser(served)
    browser.sign_in(owner, PASSWORD)

    def refused():
        return browser.mutate("inviteUser", {"email": owner, "role": "DRIVER"}, "user { id }")["message"]

    assert refused() == "a user with this e-mail exists already"
    browser.http.headers["Accept-Language"] = "de-CH, en;q=0.5"
    assert refused() == "Ein Konto mit dieser E-Mail gibt es schon."
    browser.http.cookies.set("stationmaster_language", "fr")
    assert refused() == "Un compte avec cet e-mail existe déjà."


def test_a_second_factor_by_an_authenticator_and_by_a_recovery_code(served):
    email, browser = new_person(served), Browser(served)
    browser.sign_in(email, PASSWORD)
    secret = browser.mutate("setUpSecondFactor", {"password": PASSWORD}, "secret uri")["secret"]
    codes = browser.mutate("confirmSecondFactor", {"code": one_time_code(secret, time.time())}, "recoveryCodes")["recoveryCodes"]
    other = Browser(served)
    ticket = other.sign_in(email, PASSWORD)["secondFactor"]
    assert ticket and other.cookie is None
    used = other.mutate("completeSignIn", {"secondFactor": ticket, "code": one_time_code(secret, time.time() - 90)}, "isSignedIn")
    assert used["extensions"]["code"] == "BAD_USER_INPUT"
    assert other.mutate("completeSignIn", {"secondFactor": ticket, "code": codes[3]}, "isSignedIn") == {"isSignedIn": True}
    assert other.data("{ viewer { user { hasSecondFactor } } }")["viewer"]["user"]["hasSecondFactor"] is True


def test_a_token_that_only_reads_changes_nothing(served):
    email, browser = new_person(served), Browser(served)
    browser.sign_in(email, PASSWORD)
    token = browser.mutate("createToken", {"name": "reader", "isReadOnly": True}, "token viewer { tokens { id name isReadOnly } }")
    assert token["viewer"]["tokens"][0]["name"] == "reader"
    assert served.post("{ viewer { permissions } }", token=token["token"])["viewer"]["permissions"] == []
    _, answer = served.post("mutation { createTag(input: {idTag: \"X\"}) { tag { id } } }", token=token["token"], raw=True)
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert browser.mutate("revokeToken", {"id": token["viewer"]["tokens"][0]["id"]})["__typename"] == "ViewerPayload"
    eventually(lambda: served.post("{ viewer { role } }", token=token["token"], raw=True)[0] == 401, "the token is no longer good")


def test_a_token_does_what_its_scopes_are_for(served):
    email, browser = new_person(served), Browser(served)
    browser.sign_in(email, PASSWORD)
    token = browser.mutate("createToken", {"name": "tags", "scopes": ["WRITE_TAGS", "EXPORT"]}, "token viewer { tokens { scopes } }")
    assert token["viewer"]["tokens"][0]["scopes"] == ["WRITE_TAGS", "EXPORT"]
    token = token["token"]
    assert "nodes" in served.post("{ tags { nodes { idTag } } }", token=token)["tags"]
    for query, scope in [("{ sessions { totalCount } }", "READ_SESSIONS"), ("mutation { deleteUsers(input: {ids: []}) { deletedIds } }", "WRITE_PEOPLE"), ("{ tags { nodes { user { email } } } }", "READ_PEOPLE")]:
        _, answer = served.post(query, token=token, raw=True)
        assert answer["errors"][0]["extensions"] == {"code": "FORBIDDEN", "missingScope": scope}
        assert "data" not in answer
    for path, scope in [("/export/tags.csv", "READ_PEOPLE"), ("/export/sessions.xlsx", "READ_SESSIONS"), ("/export/me", "ACCOUNT"), ("/files/pictures/x", "READ_STATIONS"), ("/files/exports/x", None)]:
        request = urllib.request.Request(f"http://127.0.0.1:{served.http_port}{path}", headers={"Authorization": f"Bearer {token}"})
        with pytest.raises(urllib.error.HTTPError) as refusal:
            urllib.request.urlopen(request)
        told = refusal.value.read().decode()
        assert (refusal.value.code, told) == (403, f"The token has not the scope {scope}.\n") if scope else refusal.value.code == 404


def test_pages_remember_what_they_are_told(served):
    email, browser = new_person(served), Browser(served)
    browser.sign_in(email, PASSWORD)
    saved = browser.mutate("savePreference", {"key": "table.stations", "value": {"columns": ["a", "b"], "n": 1}}, "viewer { preferences }")
    assert saved["viewer"]["preferences"] == {"table.stations": {"columns": ["a", "b"], "n": 1}}
    assert browser.mutate("savePreference", {"key": "table.stations", "value": None}, "viewer { preferences }")["viewer"]["preferences"] == {}
    assert browser.mutate("savePreference", {"key": "odd", "value": {"a": ["x\u0000"]}})["extensions"] == {"code": "BAD_USER_INPUT", "field": "value"}
    assert browser.mutate("savePreference", {"key": "big", "value": "x" * 70_000})["extensions"]["code"] == "BAD_USER_INPUT"


def test_mails_wait_for_a_server_that_is_busy_and_are_given_up_where_one_refuses(own_folder):
    with Mailbox(busy=1, refused={"gone@stationmaster.example"}) as mailbox, own_folder({"SMTP_URL": mailbox.url}) as server:
        email = new_person(server)
        browser = Browser(server)
        server.command("user", "create", "--email", "gone@stationmaster.example", "--role", "driver", "--organization", "Test", input=f"{PASSWORD}\n")
        browser.mutate("requestPasswordReset", {"email": email})
        eventually(lambda: server.sql("select count(*) from mails where failure is not null") == [["1"]], "the mail was tried")
        server.kill()
        server.start()
        browser.mutate("requestPasswordReset", {"email": "gone@stationmaster.example"})
        assert mailbox.text_to(email)
        # Given up: its text is gone, though it was never sent.
        given_up = "select count(*) from mails where recipient like 'gone@%' and body_encrypted is null and sent_at is null and attempts = 1"
        eventually(lambda: server.sql(given_up) == [["1"]], "the refused mail is given up")
