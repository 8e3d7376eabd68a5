"""Charging profiles from the preview to the comparison with the charger's own schedule."""
import asyncio
import datetime

import pytest
from charger import connected, now
from conftest import eventually, run

PROFILES = """
query ($id: String) { station(chargePointId: $id) { chargingProfiles { totalCount nodes {
  id profileId connector purpose stackLevel transactionId schedule { unit periods { startSeconds limit phases } } operation { kind status } } } } }
"""
PREVIEW = """
query ($station: ID!, $connector: Int, $with: ChargingProfileInput, $without: [ID!], $unit: ChargingRateUnit) {
  compositeSchedulePreview(stationId: $station, connector: $connector, durationSeconds: 3600, with: $with, without: $without, unit: $unit) {
    unit durationSeconds replaces { profileId } periods { startSeconds limit phases sources { profileId profile { id } } } } }
"""
COMPARISON = "{ agrees connector unit durationSeconds tolerance differences { startSeconds endSeconds stationLimit ourLimit } }"


def profile(id, limit, purpose="TX_DEFAULT_PROFILE", level=0, **more):
    return {
        "profileId": id, "purpose": purpose, "kind": "ABSOLUTE", "stackLevel": level, **more,
        "schedule": {"unit": "A", "startAt": "2026-01-01T00:00:00Z", "periods": [{"startSeconds": 0, "limit": limit}]}}


def ask(server, mutation, more="", **input):
    type = mutation[0].upper() + mutation[1:] + "Input"
    query = f"mutation ($input: {type}!) {{ {mutation}(input: $input) {{ operation {{ id status failure {more} }} }} }}"
    return server.post(query, {"input": input})[mutation]["operation"]


def refusal(server, mutation, **input):
    type = mutation[0].upper() + mutation[1:] + "Input"
    _, answer = server.post(f"mutation ($input: {type}!) {{ {mutation}(input: $input) {{ operation {{ id }} }} }}", {"input": input}, raw=True)
    [error] = answer["errors"]
    return error["extensions"]["code"], error["message"]


def profiles(server, name):
    return server.post(PROFILES, {"id": name})["station"]["chargingProfiles"]["nodes"]


def preview(server, station, **variables):
    return server.post(PREVIEW, {"station": station, **variables})["compositeSchedulePreview"]


def test_profiles_are_previewed_accepted_replaced_and_cleared(server, name):
    station = server.onboard(name)

    async def everything():
        async with connected(server, name) as charger:
            def work():
                before = preview(server, station, connector=1, **{"with": profile(1, 16)})
                assert before["replaces"] == []
                assert before["periods"] == [
                    {"startSeconds": 0, "limit": 16.0, "phases": 3, "sources": [{"profileId": 1, "profile": None}]}]
                assert profiles(server, name) == []

                assert ask(server, "setChargingProfile", stationId=station, connector=1, profile=profile(1, 16))["status"] == "ACCEPTED"
                [known] = profiles(server, name)
                assert (known["profileId"], known["connector"], known["purpose"]) == (1, 1, "TX_DEFAULT_PROFILE")
                assert known["schedule"] == {"unit": "A", "periods": [{"startSeconds": 0, "limit": 16.0, "phases": None}]}
                assert known["operation"] == {"kind": "SET_CHARGING_PROFILE", "status": "ACCEPTED"}

                # The same purpose and level on the same connector: told before, done after.
                after = preview(server, station, connector=1, unit="W", **{"with": profile(2, 10)})
                assert after["replaces"] == [{"profileId": 1}] and after["periods"][0]["limit"] == 6900.0
                ask(server, "setChargingProfile", stationId=station, connector=1, profile=profile(2, 10))
                ask(server, "setChargingProfile", stationId=station, connector=1, profile=profile(3, 6, level=1))
                ask(server, "setChargingProfile", stationId=station, connector=0, profile=profile(4, 32, "CHARGE_POINT_MAX_PROFILE"))
                assert sorted(row["profileId"] for row in profiles(server, name)) == [2, 3, 4]
                high = next(row["id"] for row in profiles(server, name) if row["profileId"] == 3)
                assert preview(server, station, connector=1)["periods"][0]["limit"] == 6.0
                assert preview(server, station, connector=1, without=[high])["periods"][0]["limit"] == 10.0

                ask(server, "clearChargingProfile", stationId=station, connector=1, stackLevel=1)
                assert sorted(row["profileId"] for row in profiles(server, name)) == [2, 4]
                ask(server, "clearChargingProfile", stationId=station, profileId=2)
                assert [row["profileId"] for row in profiles(server, name)] == [4]

            await asyncio.to_thread(work)
            charger.replies["SetChargingProfile"] = "Rejected"
            refused = await asyncio.to_thread(ask, server, "setChargingProfile", stationId=station, connector=1, profile=profile(9, 1))
            assert refused["status"] == "REJECTED"
            assert [row["profileId"] for row in await asyncio.to_thread(profiles, server, name)] == [4]

    run(everything())


def test_a_profile_for_a_transaction_ends_with_it(server, name):
    station = server.onboard(name)
    server.create_tag(name + "T")
    sent = profile(1, 8, "TX_PROFILE")

    async def charge():
        async with connected(server, name) as charger:
            code, message = await asyncio.to_thread(refusal, server, "setChargingProfile", stationId=station, connector=1, profile=sent)
            assert (code, message) == ("CONFLICT", "No charge runs on connector 1.")
            started = await charger.start_transaction(1, name + "T", 0)
            await asyncio.to_thread(ask, server, "setChargingProfile", stationId=station, connector=1, profile=sent)
            action, arguments = await charger.asked.get()
            assert action == "SetChargingProfile" and arguments["cs_charging_profiles"]["transaction_id"] == started.transaction_id
            [known] = await asyncio.to_thread(profiles, server, name)
            assert known["transactionId"] == str(started.transaction_id)
            await charger.stop_transaction(started.transaction_id, 10)
            assert await asyncio.to_thread(profiles, server, name) == []
            code, _ = await asyncio.to_thread(
                refusal, server, "setChargingProfile", stationId=station, connector=1,
                profile={**sent, "transactionId": str(started.transaction_id)})
            assert code == "CONFLICT" and charger.asked.empty()

    run(charge())


def test_a_profile_that_went_along_with_a_remote_start_is_the_transactions(server, name):
    """Trap 19: Accepted is a promise only, so the profile is there from when the charge begins."""
    station = server.onboard(name)
    server.create_tag(name + "T")
    sent = profile(5, 8, "TX_PROFILE")

    async def charge():
        async with connected(server, name) as charger:
            for limit, id in [(16, 1), (32, 2)]:
                await asyncio.to_thread(ask, server, "setChargingProfile", stationId=station, connector=id, profile=profile(id, limit))
                await charger.asked.get()
            asked = await asyncio.to_thread(ask, server, "remoteStart", stationId=station, idTag=name + "T", profile=sent)
            action, arguments = await charger.asked.get()
            assert action == "RemoteStartTransaction" and "transaction_id" not in arguments["charging_profile"]
            assert sorted(row["profileId"] for row in await asyncio.to_thread(profiles, server, name)) == [1, 2]

            started = await charger.start_transaction(2, name + "T", 0)
            known = await asyncio.to_thread(
                eventually, lambda: next((row for row in profiles(server, name) if row["profileId"] == 5), None), "the profile is there")
            assert (known["connector"], known["transactionId"]) == (2, str(started.transaction_id))
            assert known["operation"] == {"kind": "REMOTE_START", "status": "ACCEPTED"}
            shown = await asyncio.to_thread(preview, server, station, connector=2)
            assert shown["periods"] == [
                {"startSeconds": 0, "limit": 8.0, "phases": 3, "sources": [{"profileId": 5, "profile": {"id": known["id"]}}]}]
            charger.replies["GetCompositeSchedule"] = {
                "status": "Accepted", "connector_id": 2, "schedule_start": now(),
                "charging_schedule": {
                    "duration": 600, "charging_rate_unit": "A", "charging_schedule_period": [{"start_period": 0, "limit": 8.0}]}}
            compared = await asyncio.to_thread(
                ask, server, "getCompositeSchedule", f"compositeScheduleComparison {COMPARISON}", stationId=station, connector=2,
                durationSeconds=600)
            assert compared["compositeScheduleComparison"]["agrees"]

            await charger.stop_transaction(started.transaction_id, 10)
            assert sorted(row["profileId"] for row in await asyncio.to_thread(profiles, server, name)) == [1, 2]
            assert (await asyncio.to_thread(preview, server, station, connector=2))["periods"][0]["limit"] == 32.0
            return asked

    assert run(charge())["status"] == "ACCEPTED"


def test_what_a_charger_told_of_its_limits_is_kept_to(server, name):
    station = server.onboard(name)
    told = {
        "ChargeProfileMaxStackLevel": "0", "ChargingScheduleMaxPeriods": "1", "ChargingScheduleAllowedChargingRateUnit": "Current"}

    async def check():
        async with connected(server, name) as charger:
            charger.replies["GetConfiguration"] = {
                "configuration_key": [{"key": key, "readonly": True, "value": value} for key, value in told.items()]}
            await asyncio.to_thread(ask, server, "getConfiguration", stationId=station)
            await charger.asked.get()
            bad = [profile(1, 16, level=1), profile(1, 16), profile(1, 16)]
            bad[1]["schedule"]["periods"].append({"startSeconds": 60, "limit": 6})
            bad[2]["schedule"]["unit"] = "W"
            for wrong, key in zip(bad, told):
                code, message = await asyncio.to_thread(refusal, server, "setChargingProfile", stationId=station, connector=1, profile=wrong)
                assert code == "BAD_USER_INPUT" and key in message
            assert charger.asked.empty()
            assert (await asyncio.to_thread(ask, server, "setChargingProfile", stationId=station, connector=1, profile=profile(1, 16)))["status"] == "ACCEPTED"

    run(check())


@pytest.mark.parametrize("unit, limit, agrees", [("A", 16.0, True), ("W", 11040.0, True), ("A", 32.0, False)])
def test_the_chargers_own_schedule_is_compared_with_ours(server, name, unit, limit, agrees):
    station = server.onboard(name)
    start = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")

    async def compare():
        async with connected(server, name) as charger:
            await asyncio.to_thread(ask, server, "setChargingProfile", stationId=station, connector=1, profile=profile(1, 16))
            charger.replies["GetCompositeSchedule"] = {
                "status": "Accepted", "connector_id": 1, "schedule_start": start,
                "charging_schedule": {
                    "duration": 600, "charging_rate_unit": unit, "charging_schedule_period": [{"start_period": 0, "limit": limit}]}}
            operation = await asyncio.to_thread(
                ask, server, "getCompositeSchedule", f"compositeScheduleComparison {COMPARISON}", stationId=station, connector=1, durationSeconds=600)
            assert operation["status"] == "ACCEPTED"
            comparison = operation["compositeScheduleComparison"]
            assert (comparison["agrees"], comparison["unit"], comparison["durationSeconds"]) == (agrees, unit, 600)
            assert comparison["differences"] == ([] if agrees else [
                {"startSeconds": 0, "endSeconds": 600, "stationLimit": limit, "ourLimit": 16.0}])

    run(compare())
