"""How the server hands out the page and its assets."""
import gzip
import http.client
import pathlib
import re
import tempfile

import pytest
from server import ROOT, Server


BUILT = ROOT / ".build/portal/assets"


def get(server, path, method="GET", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", server.http_port, timeout=30)
    try:
        # The path goes out as it is: a client that tidies it would hide what is tested.
        connection.putrequest(method, path, skip_accept_encoding=True)
        for field, value in headers.items():
            connection.putheader(field.replace("_", "-"), value)
        connection.endheaders()
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def assets(server):
    return re.findall(r'"(/assets/[^"]+)"', get(server, "/explorer")[2].decode())


def test_the_page_comes_with_what_keeps_it_safe(server):
    status, headers, body = get(server, "/explorer")
    assert status == 200 and headers["Content-Type"] == "text/html; charset=utf-8" and b'id="portal"' in body
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'" and policy["frame-ancestors"] == "'none'" and policy["connect-src"] == "'self'"
    assert not any("unsafe" in sources or "http" in sources for sources in policy.values())
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["Referrer-Policy"] == "no-referrer"
    assert not re.search(rb"<script>|<style|\sstyle=|\son[a-z]+=", body), "something inline that the policy forbids"


def test_the_page_is_asked_for_each_time_and_answered_with_304_when_it_is_the_same(server):
    _, headers, _ = get(server, "/explorer")
    assert headers["Cache-Control"] == "no-cache"
    for known in (headers["ETag"], f'"other", W/{headers["ETag"]}', "*"):
        status, again, body = get(server, "/explorer", If_None_Match=known)
        assert (status, body) == (304, b"") and again["ETag"] == headers["ETag"]
    assert get(server, "/explorer", If_None_Match='"other"')[0] == 200


def test_every_asset_of_the_page_is_there_and_may_be_kept_for_good(server):
    names = assets(server)
    kinds = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
    assert {pathlib.Path(name).suffix for name in names} == set(kinds)
    for name in names:
        status, headers, body = get(server, name)
        assert status == 200 and body and headers["Content-Type"] == kinds[pathlib.Path(name).suffix]
        assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert re.search(r"-[A-Z0-9]{8}\.", name), "a name without the hash that lets it be kept"


def test_head_says_what_get_would_send(server):
    for path in ["/explorer", *assets(server)]:
        status, headers, body = get(server, path)
        head_status, head_headers, head_body = get(server, path, method="HEAD")
        assert (head_status, head_body) == (status, b"")
        # Each answer has its own.
        for own in ("Date", "X-Request-Id"):
            del head_headers[own], headers[own]
        assert dict(head_headers) == dict(headers)


def test_assets_are_packed_for_those_who_take_it(server):
    script = next(name for name in assets(server) if name.endswith(".js"))
    _, plain_headers, plain = get(server, script)
    assert "Content-Encoding" not in plain_headers and plain_headers["Vary"] == "Accept-Encoding"
    for accepted in ("gzip", "br;q=0, gzip;q=0.5", "GZIP"):
        _, headers, packed = get(server, script, Accept_Encoding=accepted)
        assert headers["Content-Encoding"] == "gzip" and gzip.decompress(packed) == plain
    for accepted in ("br", "gzip, deflate, br, zstd"):
        _, headers, small = get(server, script, Accept_Encoding=accepted)
        assert headers["Content-Encoding"] == "br" and len(small) < len(packed)
    for accepted in ("gzip;q=0", "brotli", "xgzip"):
        assert get(server, script, Accept_Encoding=accepted)[2] == plain


def test_a_browser_unpacks_the_smallest_form(server, page):
    codings = {}
    page.on("response", lambda response: codings.setdefault(response.url.rsplit("/", 1)[-1], response.headers.get("content-encoding")))
    page.goto("/explorer")
    page.wait_for_load_state("networkidle")
    scripts = {name: coding for name, coding in codings.items() if name.endswith(".js")}
    assert "br" in scripts.values() and set(scripts.values()) <= {"br", None}, scripts


@pytest.mark.parametrize("path", [
    "/assets/nothing.js", "/assets/", "/assets", "/assets/../index.html", "/assets/..%2Findex.html", "/assets/%2e%2e/index.html",
    "/assets/..%2f..%2f..%2f..%2fetc%2fpasswd", "/assets/../../../../etc/passwd", "/assets//etc/passwd", "/assets/index.html",
    "/index.html", "/explorer/more", "/assets/%00", "/assets/built-from"])
def test_nothing_else_is_handed_out(server, path):
    status, _, body = get(server, path)
    assert status in (400, 404) and b"root:" not in body and b"portal" not in body


def test_the_chosen_theme_is_in_the_page_before_it_is_drawn(server):
    _, plain, system = get(server, "/explorer")
    assert plain["Vary"] == "Cookie" and b"data-theme" not in system
    for theme in ("light", "dark"):
        _, headers, body = get(server, "/explorer", Cookie=f"a=b; stationmaster_theme={theme}")
        assert f'data-theme="{theme}"'.encode() in body and headers["ETag"] != plain["ETag"]
    assert get(server, "/explorer", Cookie='stationmaster_theme="><script>')[2] == system


def test_without_a_built_portal_the_server_starts_and_says_how_to_build_it():
    with tempfile.TemporaryDirectory(prefix="stationmaster-portal-") as folder:
        resources = pathlib.Path(folder)
        resources.chmod(0o755)
        (resources / "Schema").symlink_to(ROOT / "Schema")
        server = Server(folder, environment={"STATIONMASTER_RESOURCES": folder}).start()
        try:
            status, headers, body = get(server, "/explorer")
            assert status == 404 and headers["Content-Type"].startswith("text/plain") and b"scripts/build-portal" in body
            assert server.log.read_text().count("the portal is not built") == 1
        finally:
            assert server.stop() == 0


@pytest.mark.parametrize("path", ["/", "/dashboard", "/stations", "/stations/A%2FB/configuration", "/sessions/x", "/operations/new/reset", "/sign-in"])
def test_every_address_of_the_portal_gives_its_page(server, path):
    status, headers, body = get(server, path)
    assert status == 200 and headers["Content-Type"] == "text/html; charset=utf-8" and b'id="portal"' in body


def test_the_first_page_is_light(server):
    """What the browser needs before it shows anything, and all scripts and styles together, as a browser gets them."""
    def weight(path):
        return min(each.stat().st_size for each in path.parent.glob(f"{path.name}*"))

    def with_imports(name, known):
        known.add(name)
        text = (BUILT / name).read_text() if name.endswith(".js") else ""
        for imported in re.findall(r'(?:from|import)"\./([^"]+)"', text):
            if imported not in known:
                with_imports(imported, known)
        return known

    names = set()
    for name in assets(server):
        with_imports(pathlib.Path(name).name, names)
    first = sum(weight(BUILT / name) for name in names)
    # A reader has one language.
    everything = sum(
        weight(path) for path in BUILT.iterdir() if path.suffix in (".js", ".css") and not path.name.startswith(("german", "french")))
    print(f"the first page {first:,} B with its font, all scripts and styles {everything:,} B")
    assert first < 150_000 and everything < 400_000
