"""Authorities, certificates, and a server that speaks TLS with them."""
import os
import pathlib
import subprocess

from server import Server

CURVE = ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
KEYS = {"P-256": CURVE, "P-521": ["ec", "-pkeyopt", "ec_paramgen_curve:P-521"], "RSA": ["rsa:2048"]}


def openssl(folder, *arguments):
    done = subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr
    return done.stdout


def make_authority(folder, name):
    openssl(
        folder, "req", "-x509", "-newkey", *CURVE, "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.pem", "-days", "30",
        "-subj", f"/CN={name}")


def make_certificate(folder, name, subject, authority, kind="P-256", days="30", addresses=None):
    """`NAME.pem` and `NAME.key`, signed by an authority; for a server when it has addresses."""
    openssl(folder, "req", "-new", "-newkey", *KEYS[kind], "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", subject)
    (folder / f"{name}.ext").write_text(f"subjectAltName={addresses}\n" if addresses else "extendedKeyUsage=clientAuth\n")
    openssl(
        folder, "x509", "-req", "-in", f"{name}.csr", "-CA", f"{authority}.pem", "-CAkey", f"{authority}.key", "-CAcreateserial",
        "-days", days, "-extfile", f"{name}.ext", "-out", f"{name}.pem")
    return folder / f"{name}.pem", folder / f"{name}.key"


def make_server(folder):
    os.chmod(folder, 0o755)
    folder = pathlib.Path(folder)
    for name in ("root", "clients", "stranger"):
        make_authority(folder, name)
    pair = make_certificate(folder, "server", "/CN=server", "root", addresses="IP:127.0.0.1")
    server = Server(folder, environment={"STATIONMASTER_TRUSTED_PROXIES": "127.0.0.1"}).use_tls(*pair, folder / "clients.pem")
    server.start()
    server.token = server.make_user()
    return server
