"""Who changed what, and who looked at a secret, as the running server records it."""
from charger import connected
from conftest import run

REVEAL = "mutation ($input: RevealSecretInput!) { revealSecret(input: $input) { secret isHexadecimal } }"
TRAIL = """query ($id: ID!) { auditEntries(filter: {objectId: $id}) {
    nodes { action userEmail address objectLabel before after reason } } }"""


def test_a_password_that_somebody_looks_at_lets_the_charger_in_and_is_in_the_trail(server, name):
    owner, installer = server.make_user("organization-owner"), server.make_user("installer")
    station = server.onboard(name, "first password 1")
    shown = server.post(REVEAL, {"input": {"stationId": station, "reason": "Setting up the charger"}}, installer)["revealSecret"]
    assert shown == {"secret": "first password 1", "isHexadecimal": False}

    async def story():
        async with connected(server, name, shown["secret"]) as charger:
            await charger.status(1, "Available")

    run(story())
    server.post(
        "mutation ($input: UpdateStationInput!) { updateStation(input: $input) { station { id } } }",
        {"input": {"id": station, "description": "In the yard"}})
    looked, changed, made = None, None, None
    for entry in server.post(TRAIL, {"id": station}, owner)["auditEntries"]["nodes"]:
        assert entry["objectLabel"] == name and entry["address"] == "127.0.0.1" and "first password" not in str(entry)
        if entry["action"] == "REVEALED":
            looked = entry
        elif entry["action"] == "CREATED":
            made = entry
        else:
            assert changed is None, "what the charger did is no change of a person"
            changed = entry
    assert looked["reason"] == "Setting up the charger" and looked["after"] == {"secret": "OCPP_PASSWORD"}
    assert changed["before"] == {"description": None} and changed["after"] == {"description": "In the yard"}
    assert made["after"]["passwordVerifier"] == "***"
    assert server.post(TRAIL, {"id": station}, installer)["auditEntries"]["nodes"] == []
