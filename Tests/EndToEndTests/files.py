"""Files over HTTP, and what signs them."""
import base64
import json
import subprocess
import urllib.error
import urllib.parse
import urllib.request


def request(method, address, body=None, headers=None):
    """The status, the body and the headers; a refusal is an answer too."""
    request = urllib.request.Request(address, body, headers or {}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, response.read(), response.headers
    except urllib.error.HTTPError as error:
        return error.code, error.read(), error.headers


def add_image(server, content, version, headers=None, token=None, model="Model X"):
    query = urllib.parse.urlencode({"vendor": "Somebody", "model": model, "version": version, "fileName": "fw.bin"})
    headers = {"Authorization": f"Bearer {token or server.token}", **(headers or {})}
    status, body, _ = request("POST", f"http://127.0.0.1:{server.http_port}/files/firmware?{query}", content, headers)
    return status, json.loads(body) if status == 201 else body


def openssl(folder, *arguments):
    done = subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr
    return done.stdout


def make_root(folder, name="certificate", subject="/O=Somebody/CN=Signer"):
    """A self-signed certificate `name` with its key `name.key` in that folder; the certificate in PEM."""
    openssl(folder, "req", "-new", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"{name}.key",
            "-out", name, "-days", "9", "-subj", subject)
    return (folder / name).read_text()


def hashes_of_root(folder, name="certificate"):
    """How OCPP names a self-signed certificate, which is how OCSP does."""
    text = openssl(folder, "ocsp", "-sha256", "-issuer", name, "-cert", name, "-no_nonce", "-req_text")
    told = dict(line.strip().split(": ") for line in text.splitlines() if "Hash: " in line or "Serial Number: " in line)
    return {
        "hashAlgorithm": "SHA256", "issuerNameHash": told["Issuer Name Hash"].lower(), "issuerKeyHash": told["Issuer Key Hash"].lower(),
        "serialNumber": told["Serial Number"].lower().lstrip("0")}


def sign(folder, content, name="certificate"):
    """The signature of `make_root`'s key in Base64."""
    (folder / "image").write_bytes(content)
    openssl(folder, "dgst", "-sha256", "-sign", f"{name}.key", "-out", "signature", "image")
    return base64.b64encode((folder / "signature").read_bytes()).decode()


def signature_headers(signature, certificate):
    """What tells the catalogue of firmware the signature of an image."""
    return {"Firmware-Signature": signature, "Firmware-Signing-Certificate": base64.b64encode(certificate.encode()).decode()}
