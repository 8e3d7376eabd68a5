"""A make of charger that departs from the standard: tried on its recording, then set right, with a charger that we did not write."""
import asyncio

from charger import connected
from conftest import eventually, run

CREATE = "mutation ($input: CreateQuirkProfileInput!) { createQuirkProfile(input: $input) { quirkProfile { id } } }"
UPDATE = "mutation ($input: UpdateQuirkProfileInput!) { updateQuirkProfile(input: $input) { quirkProfile { isOn } } }"
DRY_RUN = """query ($profile: ID!, $station: ID!) {
  quirkDryRun(profileId: $profile, stationId: $station, from: "2020-01-01T00:00:00Z") {
    appliesToStation messages isWhole differences { action field without with } } }"""


def test_a_reversed_tag_is_seen_in_a_dry_run_and_known_once_the_profile_is_on(server, name):
    station = server.onboard(name)
    tag = "0A" + name.encode().hex().upper()[-8:]
    server.create_tag(tag)
    heard = bytes.fromhex(tag)[::-1].hex().upper()
    profile = server.post(CREATE, {"input": {"name": name, "vendor": "*", "reversesIdTag": True}})["createQuirkProfile"]["quirkProfile"]["id"]

    def dry_run():
        found = server.post(DRY_RUN, {"profile": profile, "station": station})["quirkDryRun"]
        return found if found["messages"] >= 2 else None

    async def work():
        async with connected(server, name) as charger:
            assert (await charger.authorize(heard))["status"] == "Invalid"
            result = await asyncio.to_thread(eventually, dry_run, "the recording is written")
            assert result["appliesToStation"] and result["isWhole"]
            assert result["differences"] == [{"action": "Authorize", "field": "idTag", "without": heard, "with": tag}]
            await asyncio.to_thread(server.post, UPDATE, {"input": {"id": profile, "isOn": True}})
            assert (await charger.authorize(heard))["status"] == "Accepted"
        async with connected(server, name) as charger:
            assert (await charger.authorize(heard))["status"] == "Accepted"
        await asyncio.to_thread(server.post, UPDATE, {"input": {"id": profile, "isOn": False}})
    run(work())
