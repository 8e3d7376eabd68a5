"""What a browser does of HTTP: keeps a cookie, and says where its page comes from."""
import base64
import json

import httpx
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class NoCaptcha(Exception):
    """The server has none to give, and says why."""


class Browser:
    def __init__(self, server, origin=None):
        self.server = server
        self.base = f"http://127.0.0.1:{server.http_port}"
        self.http = httpx.Client(headers={"Origin": origin or self.base, "User-Agent": "Browser of the test"}, trust_env=False, timeout=60)

    def ask(self, query, variables=None):
        """The whole answer, with its status."""
        response = self.http.post(f"{self.base}/graphql", json={"query": query, "variables": variables or {}})
        return response.status_code, response.json(), response

    def data(self, query, variables=None):
        status, answer, _ = self.ask(query, variables)
        assert status == 200 and "errors" not in answer, answer
        return answer["data"]

    def mutate(self, name, input=None, selection="__typename"):
        """The payload of a mutation, or its first error."""
        kind = name[0].upper() + name[1:] + "Input"
        if input is None:
            query, variables = f"mutation {{ {name} {{ {selection} }} }}", {}
        else:
            query, variables = f"mutation ($input: {kind}!) {{ {name}(input: $input) {{ {selection} }} }}", {"input": input}
        _, answer, _ = self.ask(query, variables)
        return answer["errors"][0] if "errors" in answer else answer["data"][name]

    def captcha(self):
        """A picture, read by who has the server's key."""
        made = self.mutate("createCaptcha", None, "id image expiresAt")
        if "message" in made:
            raise NoCaptcha(made["message"])
        assert base64.b64decode(made["image"].removeprefix("data:image/png;base64,")).startswith(b"\x89PNG")
        return made["id"], read_captcha(self.server, made["id"])

    def sign_in(self, email, password):
        id, text = self.captcha()
        return self.mutate(
            "signIn", {"email": email, "password": password, "captchaId": id, "captchaText": text.lower()}, "isSignedIn secondFactor")

    @property
    def cookie(self):
        return self.http.cookies.get("stationmaster_session")


def read_captcha(server, id):
    root = (server.data / "secret.key").read_bytes()
    key = HKDF(SHA256(), 32, salt=None, info=b"identity.captcha").derive(root)
    sealed = base64.urlsafe_b64decode(id + "=" * (-len(id) % 4))
    return AESGCM(key).decrypt(sealed[:12], sealed[12:], b"captcha").decode().split(":", 1)[1]


def cookie_attributes(response):
    field = response.headers["set-cookie"]
    return {part.strip().split("=")[0].lower(): part.strip().partition("=")[2] for part in field.split(";")}


def one_time_code(secret, at):
    """RFC 6238."""
    import hashlib
    import hmac
    import struct
    mac = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(at) // 30), hashlib.sha1).digest()
    offset = mac[19] & 15
    return f"{(struct.unpack('>I', mac[offset:offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


__all__ = ["Browser", "NoCaptcha", "cookie_attributes", "one_time_code", "read_captcha", "json"]
