"""The demo that scripts/run starts, made through the API: what there is, and that a second start adds nothing."""
from server import Server, eventually

SEEN = """{ stations { totalCount } tags { totalCount } groups { nodes { name } } tariffs { nodes { name } }
    sessions(filter: {status: COMPLETED}) { totalCount } }"""
SHARES = "{ stations(first: 1, filter: {chargePointId: \"DEMO-001\"}) { nodes { shares { organizationName level } } } }"


def token_of(server, email):
    return server.command("token", "create", "--email", email).stdout.strip()


def test_the_demo_is_made_once_and_lives(tmp_path):
    server = Server(tmp_path, arguments=["--demo", "--demo-chargers", "3"]).start()
    try:
        server.token = token_of(server, "demo@stationmaster.example")
        seen = eventually(lambda: len((data := server.post(SEEN))["tariffs"]["nodes"]) == 2 and data["sessions"]["totalCount"] > 20 and data,
                          "the demo has a month of sessions")
        assert (seen["stations"]["totalCount"], seen["tags"]["totalCount"]) == (3, 7)
        assert [group["name"] for group in seen["groups"]["nodes"]] == ["Depot", "Depot North", "Depot South"]
        assert server.post(SHARES)["stations"]["nodes"] == [{"shares": [{"organizationName": "Neighbour", "level": "CHARGE"}]}]
        caretaker = token_of(server, "caretaker@stationmaster.example")
        roles = "{ viewer { role user { groupRoles { role group { name } } } } inventory { totalCount } }"
        seen_there = server.post(roles, token=caretaker)
        assert seen_there["viewer"] == {"role": "DRIVER", "user": {"groupRoles": [{"role": "MANAGER", "group": {"name": "Depot North"}}]}}
        # A part of the three stations is in that group.
        assert 0 < seen_there["inventory"]["totalCount"] < 3
        driver = token_of(server, "driver@stationmaster.example")
        own = eventually(lambda: (data := server.post("{ tags { nodes { idTag } } sessions { totalCount } }", token=driver))
                         ["sessions"]["totalCount"] > 0 and data, "the driver has charged")
        assert [tag["idTag"] for tag in own["tags"]["nodes"]] == ["DEMO0001", "DEMODRIVER"]
        neighbour = token_of(server, "neighbour@stationmaster.example")
        names = server.post("{ stations { nodes { chargePointId } } }", token=neighbour)["stations"]["nodes"]
        assert sorted(name["chargePointId"] for name in names) == ["DEMO-001", "NEIGHBOUR-001"]
        eventually(lambda: server.post("{ stations(filter: {presence: ONLINE}) { totalCount } }")["stations"]["totalCount"] == 3,
                   "the fleet is connected")

        assert server.stop() == 0
        server.start()
        eventually(lambda: server.post("{ stations(filter: {presence: ONLINE}) { totalCount } }")["stations"]["totalCount"] == 3,
                   "the fleet is connected again, with new passwords")
        again = server.post(SEEN)
        assert server.post(roles, token=caretaker) == seen_there
        assert {name: again[name] for name in ("stations", "tags", "groups", "tariffs")} \
            == {name: seen[name] for name in ("stations", "tags", "groups", "tariffs")}
        assert server.post(SHARES)["stations"]["nodes"][0]["shares"] == [{"organizationName": "Neighbour", "level": "CHARGE"}]
        assert "the demo could not be made" not in server.log.read_text()
    finally:
        assert server.stop() == 0, server.log.read_text()[-3000:]
