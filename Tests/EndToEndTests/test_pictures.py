"""Pictures of stations: drawn anew, shown to those who see the station, and nothing else of what was sent."""
import http.client
import json
import struct
import urllib.parse
import zlib

import pytest
from files import request

PICTURES = """query ($id: ID!) { node(id: $id) { ... on Station { pictures { id alternativeText width height sizeBytes } } } }"""
DELETE = "mutation ($ids: [ID!]!) { deleteStationPictures(input: {ids: $ids}) { deletedIds } }"


def png(width, height):
    """A picture with a line at its left edge, so that one sees how it was turned."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    row = b"\0" + b"\xff\x00\x00" * 8 + b"\x20\x40\x60" * (width - 8)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) \
        + chunk(b"IDAT", zlib.compress(row * height)) + chunk(b"IEND", b"")


def with_exif(jpeg, secret):
    """The same, as if a telephone that was held upright had written where it was taken."""
    entries = struct.pack(">HHI", 0x112, 3, 1) + struct.pack(">HH", 6, 0) + struct.pack(">HHII", 0x10E, 2, len(secret), 8 + 2 + 24 + 4)
    block = b"Exif\0\0MM\0*" + struct.pack(">I", 8) + struct.pack(">H", 2) + entries + struct.pack(">I", 0) + secret
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + jpeg[2:]


def send(server, station, content, text="The gate", token=None):
    query = urllib.parse.urlencode({"station": station, "alternativeText": text})
    return request("POST", f"http://127.0.0.1:{server.http_port}/files/pictures?{query}", content,
                   {"Authorization": f"Bearer {token or server.token}"})


def fetch(server, picture, token=None):
    return request("GET", f"http://127.0.0.1:{server.http_port}/files/pictures/{picture}",
                   headers={"Authorization": f"Bearer {token or server.token}"})


@pytest.fixture
def station(server, name):
    return server.onboard(name)


def test_a_picture_is_drawn_anew_turned_upright_and_says_nothing_of_its_past(server, station):
    status, body, _ = send(server, station, png(2400, 1200), "Left of the gate")
    assert status == 201, body
    first = json.loads(body)["id"]
    status, drawn, headers = fetch(server, first)
    assert status == 200 and drawn.startswith(b"\xff\xd8\xff") and drawn.endswith(b"\xff\xd9")
    assert headers["Content-Type"] == "image/jpeg" and headers["X-Content-Type-Options"] == "nosniff"

    secret = b"52.5 north 13.4 east"
    status, body, _ = send(server, station, with_exif(drawn, secret))
    assert status == 201, body
    second = json.loads(body)["id"]
    status, again, _ = fetch(server, second)
    assert status == 200 and secret not in again and b"Exif" not in again
    pictures = server.post(PICTURES, {"id": station})["node"]["pictures"]
    assert [(each["id"], each["alternativeText"], each["width"], each["height"]) for each in pictures] == [
        (first, "Left of the gate", 1600, 800), (second, "The gate", 800, 1600)]
    assert pictures[0]["sizeBytes"] == len(drawn)

    status, body, _ = send(server, station, png(10, 10))
    assert status == 409 and b"two pictures already" in body
    assert server.post(DELETE, {"ids": [first, second]})["deleteStationPictures"]["deletedIds"] == [first, second]
    assert fetch(server, first)[0] == 404 and server.post(PICTURES, {"id": station})["node"]["pictures"] == []


BROKEN = [
    (b"", b"empty"), (b"GIF89a" + bytes(100), b"JPEG, PNG or WebP"), (b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"JPEG, PNG or WebP"),
    (png(2000, 1000)[:1000], b"damaged"), (b"\xff\xd8\xff\xe0" + bytes(500), b"damaged"),
    (png(16, 16).replace(struct.pack(">II", 16, 16), struct.pack(">II", 60_000, 60_000)), b"damaged"),
    (png(9000, 7000), b"60 million"),
]


@pytest.mark.parametrize("content, says", BROKEN, ids=range(len(BROKEN)))
def test_what_is_no_picture_is_refused_and_changes_nothing(server, station, content, says):
    status, body, _ = send(server, station, content)
    assert status == 400 and says in body, (status, body)
    assert server.post(PICTURES, {"id": station})["node"]["pictures"] == []


def test_a_file_that_is_too_large_is_refused_by_its_head(server, station):
    connection = http.client.HTTPConnection("127.0.0.1", server.http_port, timeout=30)
    connection.putrequest("POST", f"/files/pictures?station={station}&alternativeText=Gate")
    connection.putheader("Authorization", f"Bearer {server.token}")
    connection.putheader("Content-Length", str(17 << 20))
    connection.endheaders()
    answer = connection.getresponse()
    assert answer.status == 413 and b"larger than" in answer.read()
    connection.close()


@pytest.mark.parametrize("text", ["", " ", "a\nb", "x" * 301], ids=["empty", "blank", "lines", "long"])
def test_a_picture_needs_words_for_those_who_cannot_see_it(server, station, text):
    status, body, _ = send(server, station, png(10, 10), text)
    assert status == 400 and b"alternativeText" in body


def test_others_neither_add_nor_see_pictures(server, station):
    picture = json.loads(send(server, station, png(10, 10))[1])["id"]
    stranger = server.make_user("organization-owner", "Elsewhere")
    driver = server.make_user("driver")
    assert fetch(server, picture, driver)[0] == 200
    assert send(server, station, png(10, 10), token=driver)[0] == 403
    assert fetch(server, picture, stranger)[0] == 404
    assert send(server, station, png(10, 10), token=stranger)[0] == 404
    assert request("GET", f"http://127.0.0.1:{server.http_port}/files/pictures/{picture}")[0] == 401
