"""Files between chargers and the server: diagnostics, logs and firmware, over real sockets."""
import asyncio
import hashlib
import http.client
import json
import secrets
import socket
import urllib.parse

from charger import connected
from conftest import eventually, run
from files import add_image, make_root, openssl, request, sign, signature_headers
from ocpp.v16 import call

ASKED = """operation { id status effect failure request progress { status } upload { fileName sizeBytes sha256 } }"""


def ask(server, mutation, **input):
    kind = mutation[0].upper() + mutation[1:] + "Input"
    data = server.post(f"mutation ($input: {kind}!) {{ {mutation}(input: $input) {{ {ASKED} }} }}", {"input": input})
    return data[mutation]["operation"]


def operation(server, id):
    return server.post(f"query ($id: ID!) {{ {ASKED.replace('operation {', 'operation(id: $id) {', 1)} }}", {"id": id})["operation"]


def becomes(server, id, effect):
    return eventually(lambda: (found := operation(server, id))["effect"] == effect and found, f"the effect is {effect}")


def test_diagnostics_come_to_the_server(server, name):
    station = server.onboard(name)
    content = secrets.token_bytes(700_000)

    async def diagnose():
        async with connected(server, name) as charger:
            charger.replies["GetDiagnostics"] = {"file_name": "diag.zip"}
            asked = await asyncio.to_thread(ask, server, "getDiagnostics", stationId=station)
            assert (asked["status"], asked["effect"], asked["request"]) == ("ACCEPTED", "PENDING", {})
            _, arguments = await charger.asked.get()
            location = arguments["location"]
            # Where the charger itself connected to.
            assert location.startswith(f"http://127.0.0.1:{server.http_port}/files/uploads/")
            await charger.call(call.DiagnosticsStatusNotification(status="Uploading"))

            # One that breaks off leaves nothing, and may be tried again.
            def break_off():
                address = urllib.parse.urlsplit(location)
                for head in ["Content-Length: 1000", "Transfer-Encoding: chunked"]:
                    with socket.create_connection((address.hostname, address.port)) as raw:
                        raw.sendall(f"PUT {address.path} HTTP/1.1\r\nHost: h\r\n{head}\r\n\r\n5\r\nabcde\r\n".encode())
            await asyncio.to_thread(break_off)
            assert (await asyncio.to_thread(request, "POST", location, b"x", {"Content-Type": "multipart/form-data; boundary=y"}))[0] == 415

            def upload():
                status, body, _ = request("PUT", location + "/..%2Fdiag.zip", content)
                return status != 409 and (status, body)  # the broken ones may still be on their way out
            status, body = await asyncio.to_thread(eventually, upload, "the file is taken")
            assert status == 201, body
            await charger.call(call.DiagnosticsStatusNotification(status="Uploaded"))
            found = await asyncio.to_thread(becomes, server, asked["id"], "SEEN")
            assert found["upload"]["sizeBytes"] == len(content)
            assert found["upload"]["sha256"] == hashlib.sha256(content).hexdigest()
            assert [step["status"] for step in found["progress"]] == ["Uploading", "Uploaded"]

            assert (await asyncio.to_thread(request, "PUT", location, b"again"))[0] == 410
            kept = list((server.data / "files" / "uploads").iterdir())
            assert content in [file.read_bytes() for file in kept]
            assert not list((server.data / "files" / "incoming").iterdir())
            # The secret is in no record.
            token = location.rsplit("/", 1)[1]
            everything = server.sql("select row_to_json(o)::text from operations o union all select row_to_json(u)::text from station_uploads u")
            assert token not in json.dumps(everything) and token not in json.dumps(server.debug(name))

            mine = f"http://127.0.0.1:{server.http_port}/files/uploads/{asked['id']}"
            status, body, headers = await asyncio.to_thread(request, "GET", mine, None, {"Authorization": f"Bearer {server.token}"})
            assert (status, body == content) == (200, True)
            assert headers["Content-Disposition"].startswith('attachment; filename="diag.zip"')
            stranger = server.make_user(organization="Elsewhere")
            assert (await asyncio.to_thread(request, "GET", mine, None, {"Authorization": f"Bearer {stranger}"}))[0] == 404
            assert (await asyncio.to_thread(request, "GET", mine))[0] == 401

    run(diagnose())


def test_a_log_comes_to_the_server_in_chunks(server, name):
    station = server.onboard(name)

    async def fetch():
        async with connected(server, name) as charger:
            charger.replies["GetLog"] = {"status": "Accepted", "filename": "security.log"}
            asked = await asyncio.to_thread(ask, server, "getLog", stationId=station, logType="SECURITY_LOG")
            _, arguments = await charger.asked.get()
            address = urllib.parse.urlsplit(arguments["log"]["remote_location"])
            await charger.call(call.LogStatusNotification(status="Uploading", request_id=arguments["request_id"]))

            def upload():
                connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
                connection.request(
                    "POST", address.path, iter([b"first ", b"second"]), {"Content-Disposition": 'attachment; filename="security.log"'},
                    encode_chunked=True)
                return connection.getresponse().status
            assert await asyncio.to_thread(upload) == 201
            found = await asyncio.to_thread(becomes, server, asked["id"], "SEEN")
            assert (found["upload"]["fileName"], found["upload"]["sizeBytes"]) == ("security.log", 12)

    run(fetch())


def test_a_charger_that_hangs_up_with_its_last_byte_has_its_file_kept(server, name):
    station = server.onboard(name)
    content = secrets.token_bytes(3_000_000)

    async def hang_up():
        async with connected(server, name) as charger:
            charger.replies["GetDiagnostics"] = {"file_name": "d"}
            asked = await asyncio.to_thread(ask, server, "getDiagnostics", stationId=station)
            _, arguments = await charger.asked.get()
            address = urllib.parse.urlsplit(arguments["location"])

            def upload():
                with socket.create_connection((address.hostname, address.port)) as raw:
                    raw.sendall(f"PUT {address.path} HTTP/1.1\r\nHost: h\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content)
            await asyncio.to_thread(upload)
            found = await asyncio.to_thread(becomes, server, asked["id"], "SEEN")
            assert found["upload"]["sha256"] == hashlib.sha256(content).hexdigest()

    run(hang_up())


def test_an_upload_that_fails_is_missed_and_one_that_comes_late_is_seen(server, name):
    station = server.onboard(name)

    async def fail():
        async with connected(server, name) as charger:
            charger.replies["GetDiagnostics"] = {"file_name": "d"}
            asked = await asyncio.to_thread(ask, server, "getDiagnostics", stationId=station)
            _, arguments = await charger.asked.get()
            await charger.call(call.DiagnosticsStatusNotification(status="UploadFailed"))
            await asyncio.to_thread(becomes, server, asked["id"], "MISSED")
            assert (await asyncio.to_thread(request, "PUT", arguments["location"], b"late"))[0] == 201
            await asyncio.to_thread(becomes, server, asked["id"], "SEEN")

    run(fail())


def test_firmware_of_the_catalogue_is_fetched_resumed_and_installed(server, name):
    station = server.onboard(name)
    content = secrets.token_bytes(2_000_000)
    status, image = add_image(server, content, name)
    assert status == 201 and image["sha256"] == hashlib.sha256(content).hexdigest()
    assert add_image(server, content, name)[0] == 409
    assert add_image(server, content, name, token=server.make_user("driver"))[0] == 403

    listed = server.post("query ($v: String) { firmwareImages(filter: {version: $v}) { totalCount nodes { id sizeBytes isSigned vendor } } }", {"v": name})
    assert listed["firmwareImages"] == {
        "totalCount": 1, "nodes": [{"id": image["id"], "sizeBytes": len(content), "isSigned": False, "vendor": "Somebody"}]}

    async def update():
        async with connected(server, name) as charger:
            charger.replies["UpdateFirmware"] = {}
            asked = await asyncio.to_thread(ask, server, "updateFirmware", stationId=station, imageId=image["id"], retries=2)
            assert (asked["status"], asked["effect"]) == ("ACCEPTED", "PENDING")
            _, arguments = await charger.asked.get()
            location = arguments["location"]
            assert arguments["retries"] == 2
            await charger.call(call.FirmwareStatusNotification(status="Downloading"))
            status, half, headers = await asyncio.to_thread(request, "GET", location, None, {"Range": "bytes=0-999999"})
            assert (status, len(half)) == (206, 1_000_000)
            status, rest, _ = await asyncio.to_thread(
                request, "GET", location, None, {"Range": f"bytes={len(half)}-", "If-Range": headers["ETag"]})
            assert status == 206 and half + rest == content
            assert (await asyncio.to_thread(request, "GET", location))[1] == content
            for step in ["Downloaded", "Installing", "Installed"]:
                await charger.call(call.FirmwareStatusNotification(status=step))
            found = await asyncio.to_thread(becomes, server, asked["id"], "SEEN")
            assert [step["status"] for step in found["progress"]] == ["Downloading", "Downloaded", "Installing", "Installed"]

            deleted = await asyncio.to_thread(
                server.post, "mutation ($ids: [ID!]!) { deleteFirmwareImages(input: {ids: $ids}) { deletedIds } }", {"ids": [image["id"]]})
            assert deleted["deleteFirmwareImages"]["deletedIds"] == [image["id"]]
            assert (await asyncio.to_thread(request, "GET", location))[0] == 404

    run(update())


def test_signed_firmware_is_checked_taken_and_installed(server, name, tmp_path):
    station = server.onboard(name)
    content = secrets.token_bytes(100_000)
    certificate = make_root(tmp_path)
    signature = sign(tmp_path, content)
    headers = signature_headers(signature, certificate)
    status, refusal = add_image(server, content[:-1] + b"x", name, headers)
    assert status == 400 and b"does not belong" in refusal
    status, image = add_image(server, content, name, headers)
    assert status == 201, image

    async def update():
        async with connected(server, name) as charger:
            asked = await asyncio.to_thread(ask, server, "signedUpdateFirmware", stationId=station, imageId=image["id"])
            assert (asked["status"], asked["effect"]) == ("ACCEPTED", "PENDING")
            _, arguments = await charger.asked.get()
            firmware = arguments["firmware"]
            assert (firmware["signature"], firmware["signing_certificate"]) == (signature, certificate)
            # As a charger checks it.
            fetched = await asyncio.to_thread(request, "GET", firmware["location"])
            (tmp_path / "fetched").write_bytes(fetched[1])
            (tmp_path / "public").write_text(openssl(tmp_path, "x509", "-in", "certificate", "-noout", "-pubkey"))
            assert "Verified OK" in openssl(tmp_path, "dgst", "-sha256", "-verify", "public", "-signature", "signature", "fetched")
            steps = ["Downloading", "Downloaded", "SignatureVerified", "Installing", "Installed"]
            for step in steps:
                await charger.call(call.SignedFirmwareStatusNotification(status=step, request_id=arguments["request_id"]))
            found = await asyncio.to_thread(becomes, server, asked["id"], "SEEN")
            assert [step["status"] for step in found["progress"]] == steps

    run(update())


def test_images_stay_in_their_organization(server, name):
    server.onboard(name)
    stranger = server.make_user(organization="Elsewhere")
    _, image = add_image(server, b"firmware", name, token=stranger)
    station = server.post("query ($id: String) { station(chargePointId: $id) { id } }", {"id": name})["station"]["id"]
    _, answer = server.post(
        "mutation ($input: UpdateFirmwareInput!) { updateFirmware(input: $input) { operation { id } } }",
        {"input": {"stationId": station, "imageId": image["id"]}}, raw=True)
    assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    _, answer = server.post(
        "mutation ($ids: [ID!]!) { deleteFirmwareImages(input: {ids: $ids}) { deletedIds } }", {"ids": [image["id"]]}, raw=True)
    assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"


REQUESTS = """query ($ids: [ID!]) { certificateRequests(filter: {stationIds: $ids}) {
    nodes { id status reason commonName serialNumber certificate decidedBy { id } station { chargePointId } } } }"""


def certificate_requests(server, station):
    return server.post(REQUESTS, {"ids": [station]})["certificateRequests"]["nodes"]


def make_request(folder, subject):
    openssl(folder, "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "key", "-out", "csr", "-subj", subject)
    return (folder / "csr").read_text()


def check_certificate(server, folder, certificate, subject):
    """As the maker of the request checks what comes back, against the authority's certificate."""
    (folder / "certificate").write_text(certificate)
    (folder / "authority").write_text(server.sql("select replace(certificate, e'\\n', '|') from certificate_authorities")[0][0].replace("|", "\n"))
    assert "certificate: OK" in openssl(folder, "verify", "-x509_strict", "-purpose", "sslclient", "-CAfile", "authority", "certificate")
    assert openssl(folder, "x509", "-in", "certificate", "-noout", "-pubkey") == openssl(folder, "pkey", "-in", "key", "-pubout")
    assert openssl(folder, "x509", "-in", "certificate", "-noout", "-subject").strip() == f"subject={subject}"


def test_a_certificate_request_is_answered_first_and_the_certificate_comes_later(server, name, tmp_path):
    password = secrets.token_hex(10)
    station = server.onboard(name, password)
    request = make_request(tmp_path, f"/O=Test/CN={name}")

    async def sign():
        async with connected(server, name, password) as charger:
            assert (await charger.call(call.SignCertificate(csr=request))).status == "Accepted"
            action, arguments = await asyncio.wait_for(charger.asked.get(), 30)
            assert action == "CertificateSigned"
            check_certificate(server, tmp_path, arguments["certificate_chain"], f"O = Test, CN = {name}")
            (found,) = await asyncio.to_thread(certificate_requests, server, station)
            assert (found["status"], found["commonName"], found["decidedBy"]) == ("ISSUED", name, None)
            assert found["certificate"] == arguments["certificate_chain"]
            assert "BEGIN" not in server.sql("select encode(key_encrypted, 'escape') from certificate_authorities")[0][0]

    run(sign())


def test_a_request_for_somebody_else_waits_for_a_person(server, name, tmp_path):
    station = server.onboard(name)
    request = make_request(tmp_path, "/CN=Somebody")

    async def sign():
        async with connected(server, name) as charger:
            assert (await charger.call(call.SignCertificate(csr=request))).status == "Accepted"
            (found,) = await asyncio.to_thread(eventually, lambda: certificate_requests(server, station), "the request is kept")
            assert found["status"] == "PENDING" and "common name" in found["reason"]
            assert charger.asked.empty()
            approve = "mutation ($id: ID!) { approveCertificateRequest(input: {id: $id}) { certificateRequest { status } operation { status kind } } }"
            stranger = server.make_user(organization="Elsewhere")
            _, answer = await asyncio.to_thread(server.post, approve, {"id": found["id"]}, stranger, True)
            assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"
            approved = (await asyncio.to_thread(server.post, approve, {"id": found["id"]}))["approveCertificateRequest"]
            assert approved == {"certificateRequest": {"status": "ISSUED"}, "operation": {"status": "ACCEPTED", "kind": "CERTIFICATE_SIGNED"}}
            _, arguments = await charger.asked.get()
            check_certificate(server, tmp_path, arguments["certificate_chain"], "O = Test, CN = Somebody")

    run(sign())


def test_a_weak_request_is_refused(server, name, tmp_path):
    password = secrets.token_hex(10)
    station = server.onboard(name, password)
    openssl(tmp_path, "req", "-new", "-newkey", "rsa:1024", "-nodes", "-keyout", "key", "-out", "csr", "-subj", f"/CN={name}")

    async def sign():
        async with connected(server, name, password) as charger:
            await charger.call(call.SignCertificate(csr=(tmp_path / "csr").read_text()))
            (found,) = await asyncio.to_thread(eventually, lambda: certificate_requests(server, station), "the request is kept")
            assert found["status"] == "REFUSED" and "1024 bits" in found["reason"]

    run(sign())


def test_a_certificate_request_that_a_person_refused_stays_refused(server, name, tmp_path):
    station = server.onboard(name)
    request = make_request(tmp_path, f"/CN={name}")
    refuse = """mutation ($id: ID!, $reason: String!) { refuseCertificateRequest(input: {id: $id, reason: $reason}) {
        certificateRequest { status reason decidedBy { email } certificate } } }"""

    def refusal(id, token=None):
        _, answer = server.post(refuse, {"id": id, "reason": "not one of ours"}, token, raw=True)
        return answer["errors"][0]["extensions"]["code"]

    async def ask():
        async with connected(server, name) as charger:
            assert (await charger.call(call.SignCertificate(csr=request))).status == "Accepted"
            (found,) = await asyncio.to_thread(eventually, lambda: certificate_requests(server, station), "the request is kept")
            return charger, found["id"]

    charger, id = run(ask())
    assert refusal(id, server.make_user("support")) == "FORBIDDEN"
    assert refusal(id, server.make_user(organization="Elsewhere")) == "NOT_FOUND"
    decided = server.post(refuse, {"id": id, "reason": "not one of ours"})["refuseCertificateRequest"]["certificateRequest"]
    assert (decided["status"], decided["reason"], decided["certificate"]) == ("REFUSED", "not one of ours", None)
    assert decided["decidedBy"]["email"]
    assert refusal(id) == "CONFLICT"
    assert charger.asked.empty()
