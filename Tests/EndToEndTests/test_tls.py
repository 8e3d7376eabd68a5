"""TLS for chargers and people, with clients and certificates that we did not make: security profiles 2 and 3 of OCPP."""
import asyncio
import json
import shutil
import socket
import ssl
import tempfile
import urllib.error
import urllib.request

import pytest
import websockets.exceptions
from charger import connected
from conftest import eventually, run
from ocpp.v16 import call
from tls import KEYS, make_certificate, make_server, openssl


@pytest.fixture(scope="module")
def secure():
    with tempfile.TemporaryDirectory(prefix="stationmaster-e2e-") as folder:
        server = make_server(folder)
        yield server
        assert server.stop() == 0, server.log.read_text()[-4000:]


@pytest.fixture
def changing():
    """A server of the test's own, whose certificate changes."""
    with tempfile.TemporaryDirectory(prefix="stationmaster-e2e-") as folder:
        server = make_server(folder)
        yield server
        server.stop()


def client(server, pair=None, version=None, ciphers=None):
    """A context that trusts the server's authority."""
    context = ssl.create_default_context(cafile=server.folder / "root.pem")
    if version:
        context.minimum_version = context.maximum_version = version
    if ciphers:
        context.set_ciphers(ciphers)
    if pair:
        context.load_cert_chain(*pair)
    return context


def shake(server, context):
    """The version and the cipher suite that both agree on."""
    with socket.create_connection(("127.0.0.1", server.tls_port), 10) as raw:
        with context.wrap_socket(raw, server_hostname="127.0.0.1") as tls:
            return tls.version(), tls.cipher()[0]


def get(server, path, data=None, headers=None):
    request = urllib.request.Request(f"https://127.0.0.1:{server.tls_port}{path}", data, headers or {})
    try:
        with urllib.request.urlopen(request, timeout=10, context=client(server)) as response:
            return response.status, response.read().decode(), response.headers
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), error.headers


async def refusal(server, id, password=None, **more):
    with pytest.raises(websockets.exceptions.InvalidStatus) as refused:
        async with server.socket(id, password, **more):
            pass
    return refused.value.response.status_code


STATION = """query ($id: String) { station(chargePointId: $id) {
    id presence securityProfile minimumSecurityProfile lastRefusal { reason count detail address } } }"""


def station(server, id):
    return server.post(STATION, {"id": id})["station"]


def ask(server, mutation, selection="operation { status effect }", **input):
    kind = mutation[0].upper() + mutation[1:] + "Input"
    return server.post(f"mutation ($input: {kind}!) {{ {mutation}(input: $input) {{ {selection} }} }}", {"input": input})[mutation]


def reasons(server):
    return {failure["reason"] for failure in server.debug()["tls"]["failedHandshakes"]}


# The handshake

@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_tls_1_1_is_refused(secure):
    with pytest.raises(ssl.SSLError):
        shake(secure, client(secure, version=ssl.TLSVersion.TLSv1_1, ciphers="ALL:@SECLEVEL=0"))
    assert eventually(lambda: "version" in reasons(secure), "the failure is shown")


@pytest.mark.parametrize("suite", ["ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384"])
def test_tls_1_2_with_the_suites_of_the_standard_and_a_certificate_on_a_curve(secure, suite):
    assert shake(secure, client(secure, version=ssl.TLSVersion.TLSv1_2, ciphers=suite)) == ("TLSv1.2", suite)


@pytest.mark.parametrize("suite", ["ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-ECDSA-AES128-SHA"])
def test_no_other_suite_of_tls_1_2_is_spoken(secure, suite):
    with pytest.raises(ssl.SSLError):
        shake(secure, client(secure, version=ssl.TLSVersion.TLSv1_2, ciphers=suite + ":@SECLEVEL=0"))


def test_tls_1_3_is_spoken(secure):
    assert shake(secure, client(secure))[0] == "TLSv1.3"


def test_what_is_no_tls_is_ended_counted_and_no_error_of_ours(secure):
    with socket.create_connection(("127.0.0.1", secure.tls_port), 10) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        while raw.recv(1000):
            pass
    assert eventually(lambda: "not_tls" in reasons(secure), "the failure is shown")
    assert 'stationmaster_tls_handshakes_failed_total{reason="not_tls"}' in secure.ops("/metrics")[1]
    assert " error " not in secure.log.read_text()


def test_a_certificate_is_read_anew_without_a_restart_and_live_connections_stay(changing, name):
    changing.onboard(name, "a-long-password")
    folder = changing.folder

    def replace():
        pair = make_certificate(folder, "next", "/CN=next", "root", kind="RSA", addresses="IP:127.0.0.1")
        for new, old in zip(pair, (folder / "server.pem", folder / "server.key")):
            shutil.copy(new, old)

    def is_taken():
        return "next" in changing.debug()["tls"]["certificate"]

    async def charge():
        async with connected(changing, name, "a-long-password", tls=client(changing)) as charger:
            await asyncio.to_thread(replace)
            await asyncio.to_thread(eventually, is_taken, "the new certificate is taken")
            assert (await charger.call(call.Heartbeat())).current_time
            suite = "ECDHE-RSA-AES128-GCM-SHA256"
            assert shake(changing, client(changing, version=ssl.TLSVersion.TLSv1_2, ciphers=suite)) == ("TLSv1.2", suite)
            # As a charger that has only what the standard asks of every server.
            assert shake(changing, client(changing, version=ssl.TLSVersion.TLSv1_2, ciphers="AES128-GCM-SHA256"))[1] == "AES128-GCM-SHA256"
            for legacy in ("AES128-SHA", "AES256-SHA256", "ECDHE-RSA-AES128-SHA"):
                with pytest.raises(ssl.SSLError):
                    shake(changing, client(changing, version=ssl.TLSVersion.TLSv1_2, ciphers=legacy + ":@SECLEVEL=0"))
            (folder / "server.key").write_text("half a ke")
            await asyncio.to_thread(eventually, lambda: changing.debug()["tls"]["warning"], "what does not fit is shown")
            assert shake(changing, client(changing))[0] == "TLSv1.3"

    run(charge())


# Security profile 2

def test_a_password_over_tls_is_profile_2(secure, name):
    secure.onboard(name, "a-long-password")

    async def charge():
        async with connected(secure, name, "a-long-password", tls=client(secure)) as charger:
            assert station(secure, name)["securityProfile"] == 2
            assert secure.debug(name)["securityProfile"] == 2
            # What it is told to reach is over TLS too.
            charger.replies["GetDiagnostics"] = {"file_name": "diag.zip"}
            await asyncio.to_thread(ask, secure, "getDiagnostics", stationId=station(secure, name)["id"])
            _, arguments = await charger.asked.get()
            assert arguments["location"].startswith(f"https://127.0.0.1:{secure.tls_port}/files/uploads/")
            status, _, _ = await asyncio.to_thread(get, secure, arguments["location"].split(str(secure.tls_port))[1], b"log")
            assert status == 201

    run(charge())
    assert station(secure, name)["securityProfile"] == 2


def test_without_the_password_tls_is_of_no_use(secure, name):
    secure.onboard(name, "a-long-password")
    for password, reason in ((None, "NO_PASSWORD"), ("another-password", "WRONG_PASSWORD")):
        assert run(refusal(secure, name, password, tls=client(secure))) == 401
        assert station(secure, name)["lastRefusal"]["reason"] == reason


def test_a_trusted_proxy_tells_who_is_behind_it_and_that_it_ended_tls(secure, name):
    secure.onboard(name, "a-long-password")
    proxied = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}

    async def charge():
        async with connected(secure, name, "a-long-password", headers=proxied):
            assert secure.debug(name)["remoteAddress"] == "203.0.113.9"
            assert station(secure, name)["securityProfile"] == 2
        assert await refusal(secure, name, "another-password", headers=proxied) == 401
        assert station(secure, name)["lastRefusal"]["address"] == "203.0.113.9"

    run(charge())


# Security profile 3

def signed(server, name, folder, kind="P-256"):
    """Has a connected charger's request signed by the server; its certificate and key."""
    openssl(folder, "req", "-new", "-newkey", *KEYS[kind], "-nodes", "-keyout", "own.key", "-out", "own.csr", "-subj", f"/O=Test/CN={name}")

    async def sign():
        async with connected(server, name, "a-long-password", tls=client(server)) as charger:
            assert (await charger.call(call.SignCertificate(csr=(folder / "own.csr").read_text()))).status == "Accepted"
            action, arguments = await asyncio.wait_for(charger.asked.get(), 30)
            assert action == "CertificateSigned"
            (folder / "own.pem").write_text(arguments["certificate_chain"])

    run(sign())
    return folder / "own.pem", folder / "own.key"


@pytest.mark.parametrize("kind", KEYS)
@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_charger_connects_with_the_certificate_that_the_server_signed(secure, name, tmp_path, kind, version):
    secure.onboard(name, "a-long-password")
    pair = signed(secure, name, tmp_path, kind)

    async def charge():
        async with connected(secure, name, tls=client(secure, pair, version)):
            assert station(secure, name)["securityProfile"] == 3
            assert secure.debug(name)["securityProfile"] == 3

    run(charge())
    assert station(secure, name)["securityProfile"] == 3


def test_the_certificate_of_another_station_is_refused_and_shown(secure, name, tmp_path):
    other = name + "-other"
    for id in (name, other):
        secure.onboard(id, "a-long-password")
    pair = signed(secure, name, tmp_path)
    assert run(refusal(secure, other, "a-long-password", tls=client(secure, pair))) == 401
    assert station(secure, other)["lastRefusal"]["reason"] == "OTHER_CERTIFICATE"
    assert run(refusal(secure, "NOBODY-KNOWS-ME", tls=client(secure, pair))) == 404


def test_a_certificate_of_a_foreign_authority_is_refused_in_the_handshake(secure, name):
    secure.onboard(name)
    pair = make_certificate(secure.folder, "foreign", f"/CN={name}", "stranger")

    async def connect():
        async with secure.socket(name, tls=client(secure, pair)):
            pass

    with pytest.raises((OSError, EOFError, websockets.exceptions.WebSocketException)):
        run(connect())
    assert eventually(lambda: "certificate" in reasons(secure), "the failure is shown")
    assert station(secure, name)["presence"] == "UNKNOWN"


def test_a_certificate_of_the_authority_in_the_settings_names_its_station(secure, name):
    secure.onboard(name, "a-long-password")
    good = make_certificate(secure.folder, "good", f"/O=Test/CN={name}", "clients")

    async def charge():
        async with connected(secure, name, tls=client(secure, good)):
            assert station(secure, name)["securityProfile"] == 3

    run(charge())
    for subject in (f"/CN={name}x", f"/O=Elsewhere/CN={name}"):
        pair = make_certificate(secure.folder, "bad", subject, "clients")
        assert run(refusal(secure, name, tls=client(secure, pair))) == 401
        assert station(secure, name)["lastRefusal"]["reason"] == "OTHER_CERTIFICATE"


def upgrade(server, id, context, session=None):
    """The status of a handshake, its TLS session, and whether that was resumed."""
    head = [
        f"GET /ocpp/{id} HTTP/1.1", "Host: x", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", "Sec-WebSocket-Protocol: ocpp1.6", "", ""]
    with socket.create_connection(("127.0.0.1", server.tls_port), 10) as raw:
        with context.wrap_socket(raw, server_hostname="127.0.0.1", session=session) as tls:
            tls.sendall("\r\n".join(head).encode())
            return int(tls.recv(4096).split()[1]), tls.session, tls.session_reused


def test_a_certificate_is_not_that_of_a_client_behind_a_proxy(secure, name, tmp_path):
    secure.onboard(name, "a-long-password")
    context = client(secure, signed(secure, name, tmp_path))
    assert run(refusal(secure, name, tls=context, headers={"X-Forwarded-For": "203.0.113.9"})) == 401
    assert station(secure, name)["lastRefusal"]["reason"] == "NO_PASSWORD"


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_revoked_certificate_is_refused_also_over_a_resumed_session(secure, name, tmp_path, version):
    secure.onboard(name, "a-long-password")
    context = client(secure, signed(secure, name, tmp_path), version)
    status, session, _ = upgrade(secure, name, context)
    assert status == 101
    assert revoke(secure, name)["revocationReason"] == "lost"
    status, _, was_resumed = upgrade(secure, name, context, session)
    assert (status, was_resumed) == (401, True)
    assert station(secure, name)["lastRefusal"]["reason"] == "REVOKED_CERTIFICATE"


def revoke(server, name):
    selection = "clientCertificate { revokedAt revokedBy { id } revocationReason isInUse }"
    id = certificate(server, name)["id"]
    return ask(server, "revokeClientCertificate", selection, id=id, reason="lost")["clientCertificate"]


def certificate(server, name):
    query = """query ($id: [ID!]) { clientCertificates(filter: {stationIds: $id, isRevoked: false}) { nodes {
        id subject serialNumber isInUse request { status } } } }"""
    return server.post(query, {"id": [station(server, name)["id"]]})["clientCertificates"]["nodes"][0]


def test_a_connection_is_closed_when_its_certificate_is_revoked(secure, name, tmp_path):
    secure.onboard(name, "a-long-password")
    pair = signed(secure, name, tmp_path)

    async def charge():
        async with secure.socket(name, tls=client(secure, pair)) as socket:
            await asyncio.to_thread(eventually, lambda: station(secure, name)["presence"] == "ONLINE", "it is online")
            shown = await asyncio.to_thread(certificate, secure, name)
            assert (shown["subject"], shown["isInUse"], shown["request"]["status"]) == (name, True, "ISSUED")
            revoked = await asyncio.to_thread(revoke, secure, name)
            assert revoked["revokedAt"] and revoked["revokedBy"]
            await asyncio.wait_for(socket.wait_closed(), 10)
            assert (socket.close_code, socket.close_reason) == (1008, "the certificate was revoked")

    run(charge())
    assert run(refusal(secure, name, tls=client(secure, pair))) == 401
    # The password is as good as ever.
    assert upgrade_with_password(secure, name)


def upgrade_with_password(server, name):
    async def connect():
        async with connected(server, name, "a-long-password", tls=client(server)):
            return station(server, name)["presence"] == "ONLINE"

    return run(connect())


# Never less

def test_a_station_that_agreed_to_a_profile_and_came_with_it_is_not_admitted_with_less(secure, name):
    secure.onboard(name, "a-long-password")
    id = station(secure, name)["id"]

    def change(profile):
        return ask(secure, "changeConfiguration", stationId=id, key="SecurityProfile", value=profile)["operation"]

    async def agree():
        async with connected(secure, name, "a-long-password"):
            assert (await asyncio.to_thread(change, "2"))["status"] == "ACCEPTED"
            found = await asyncio.to_thread(station, secure, name)
            assert (found["securityProfile"], found["minimumSecurityProfile"]) == (1, None)
        async with connected(secure, name, "a-long-password"):
            pass
        async with connected(secure, name, "a-long-password", tls=client(secure)):
            found = await asyncio.to_thread(station, secure, name)
            assert (found["securityProfile"], found["minimumSecurityProfile"]) == (2, 2)
        assert await refusal(secure, name, "a-long-password") == 401
        refused = (await asyncio.to_thread(station, secure, name))["lastRefusal"]
        assert refused["reason"] == "INSECURE" and "2 is the lowest" in refused["detail"]

    run(agree())
    assert ask(secure, "updateStation", "station { minimumSecurityProfile }", id=id, minimumSecurityProfile=None) == {
        "station": {"minimumSecurityProfile": None}}

    async def again():
        async with connected(secure, name, "a-long-password"):
            assert (await asyncio.to_thread(station, secure, name))["securityProfile"] == 1

    run(again())


@pytest.mark.parametrize("profile", [-1, 4])
def test_a_minimum_is_one_of_the_standard(secure, name, profile):
    id = secure.onboard(name)
    _, answer = secure.post(
        "mutation ($input: UpdateStationInput!) { updateStation(input: $input) { station { id } } }",
        {"input": {"id": id, "minimumSecurityProfile": profile}}, raw=True)
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


# People

def test_graphql_and_the_portal_are_served_over_https(secure):
    headers = {"Authorization": f"Bearer {secure.token}", "Content-Type": "application/json"}
    status, body, _ = get(secure, "/graphql", json.dumps({"query": "{ viewer { user { id } } }"}).encode(), headers)
    assert status == 200 and json.loads(body)["data"]["viewer"]["user"]["id"], body
    # The page, or how to build it.
    status, body, headers = get(secure, "/explorer")
    assert status in (200, 404) and ("<!doctype html>" in body.lower() or "scripts/build-portal" in body)


def test_graphql_speaks_websocket_over_tls(secure):
    from websockets.asyncio.client import connect

    async def converse():
        address = f"wss://127.0.0.1:{secure.tls_port}/graphql"
        async with connect(address, ssl=client(secure), subprotocols=["graphql-transport-ws"], proxy=None) as socket:
            await socket.send(json.dumps({"type": "connection_init", "payload": {"authorization": f"Bearer {secure.token}"}}))
            assert json.loads(await socket.recv())["type"] == "connection_ack"
            await socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": {"query": "{ viewer { user { id } } }"}}))
            assert json.loads(await socket.recv())["payload"]["data"]["viewer"]["user"]["id"]

    run(converse())


def test_the_doctor_speaks_of_the_certificate(secure):
    soon = make_certificate(secure.folder, "soon", "/CN=soon", "root", days="3", addresses="IP:127.0.0.1")
    environment = dict(secure.environment)
    try:
        secure.environment |= {"STATIONMASTER_TLS_CERTIFICATE": str(soon[0]), "STATIONMASTER_TLS_KEY": str(soon[1])}
        said = secure.command("doctor", check=False).stdout
        assert "ok    TLS certificate: CN=soon" in said and "warn  TLS certificate: the certificate of CN=soon is valid only to" in said
        secure.environment["STATIONMASTER_TLS_KEY"] = str(secure.folder / "root.key")
        assert "wrong TLS certificate: STATIONMASTER_TLS_KEY is" in secure.command("doctor", check=False).stdout
    finally:
        secure.environment = environment
