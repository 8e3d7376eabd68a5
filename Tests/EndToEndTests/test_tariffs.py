"""What charging costs, from the tariff to the last idle minute, with a charger that we did not write."""
import datetime

from charger import connected
from conftest import run


def ago(seconds):
    moment = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=seconds)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def make_tariff(server, token, name, price):
    made = server.post(
        """mutation ($name: String!, $price: String!) { createTariff(input: {
            name: $name, currency: "EUR", timeZone: "Europe/Berlin", pricePerSession: "1", pricePerKwh: $price,
            idleFeePerMinute: "0.1" }) { tariff { id } } }""",
        {"name": name, "price": price}, token=token)
    return made["createTariff"]["tariff"]["id"]


COSTS = """query ($id: ID!) { station(id: $id) { tariff { name current { number } } sessions { nodes { status costs {
    total { amount currency } isFinal tariff { number } lines { kind quantity unitPrice { amount } amount { amount } } } } } } }"""


def costs(server, id):
    station = server.post(COSTS, {"id": id})["station"]
    return [session["costs"] for session in station["sessions"]["nodes"]]


def test_a_session_keeps_its_price_through_a_new_one_and_a_server_that_is_killed(own_server, name):
    server = own_server
    id, owner = server.onboard(name), server.make_user("organization-owner")
    server.create_tag("PAYS")
    tariff = make_tariff(server, owner, "Standard", "0.40")
    server.post(
        "mutation ($t: ID!) { assignTariff(input: { tariffId: $t, organization: true }) { tariff { name } } }", {"t": tariff}, token=owner)

    async def begin():
        async with connected(server, name) as charger:
            started = await charger.start_transaction(1, "PAYS", 1000)
            # The answer is there: so is the price.
            server.kill()
            return started.transaction_id

    transaction = run(begin())
    server.start()
    server.post(
        'mutation ($t: ID!) { updateTariff(input: { id: $t, pricePerKwh: "0.80" }) { tariff { current { number } } } }', {"t": tariff},
        token=owner)

    async def carry_on():
        async with connected(server, name) as charger:
            await charger.meter(1, transaction, 6000)
            live = costs(server, id)[0]
            assert (live["total"]["amount"], live["isFinal"], live["tariff"]["number"]) == ("3.00", False, 1)
            await charger.stop_transaction(transaction, 11000)
            await charger.status(1, "Finishing")
            await charger.status(1, "Available")
            [over] = costs(server, id)
            assert over["total"] == {"amount": "5.00", "currency": "EUR"} and over["isFinal"]
            assert over["lines"][1] == {
                "kind": "ENERGY", "quantity": "10.000", "unitPrice": {"amount": "0.4"}, "amount": {"amount": "4.00"}}
            # The next one pays the new price.
            second = await charger.start_transaction(1, "PAYS", 11000)
            await charger.stop_transaction(second.transaction_id, 12000)
            assert costs(server, id)[0]["total"]["amount"] == "1.80"

    run(carry_on())
    assert server.post(COSTS, {"id": id})["station"]["tariff"] == {"name": "Standard", "current": {"number": 2}}


def test_a_charge_of_the_time_when_the_charger_was_offline_is_by_the_prices_of_that_time(server, name):
    id, owner = server.onboard(name), server.make_user("organization-owner")
    server.create_tag("OFFLINE" + name[-4:])
    tariff = make_tariff(server, owner, f"Offline {name}", "0.40")
    server.post(
        "mutation ($t: ID!, $s: ID!) { assignTariff(input: { tariffId: $t, stationIds: [$s] }) { tariff { name } } }",
        {"t": tariff, "s": id}, token=owner)
    # It was onboarded, and had its tariff, long before; a dearer one came since.
    server.sql(f"update stations set onboarded_at = now() - interval '10 days' where charge_point_id = '{name}'")
    server.sql(
        "update tariff_assignments set valid_from = now() - interval '5 days' where station_id = "
        f"(select id from stations where charge_point_id = '{name}')")
    server.sql(
        "insert into tariff_versions (organization_id, tariff_id, number, currency, decimals, time_zone, price_per_kwh, valid_from,"
        " created_at) select v.organization_id, v.tariff_id, 2, currency, decimals, time_zone, 0.1, now() - interval '4 days', now()"
        f" from tariff_versions v join tariffs t on t.id = v.tariff_id where t.name = 'Offline {name}'")

    async def charge():
        async with connected(server, name) as charger:
            started = await charger.start_transaction(1, "OFFLINE" + name[-4:], 0, timestamp=ago(3 * 86_400))
            await charger.stop_transaction(started.transaction_id, 10000, timestamp=ago(3 * 86_400 - 3_600))

    run(charge())
    [cost] = costs(server, id)
    assert cost["total"]["amount"] == "1.00" and cost["tariff"]["number"] == 2


def test_what_is_wrong_with_a_tariff_is_said_and_changes_nothing(server, name):
    owner = server.make_user("organization-owner")
    tariff = make_tariff(server, owner, f"Wrong {name}", "0.40")

    def refusal(mutation, variables=None, token=owner):
        _, answer = server.post(mutation, variables or {}, token=token, raw=True)
        [error] = answer["errors"]
        return error["extensions"]["code"], error["extensions"].get("field")

    change = "mutation ($t: ID!) { updateTariff(input: { id: $t, %s }) { tariff { id } } }"
    for wrong, field in [
            ('pricePerKwh: "0,40"', "pricePerKwh"), ('currency: "EURO"', "currency"), ('timeZone: "Nowhere"', "timeZone"),
            ('validFrom: "2020-01-01T00:00:00Z"', "validFrom"), ('periods: [{ days: [], from: "08:00", to: "09:00" }]', "days"),
            ('periods: [{ days: [MONDAY], from: "8 o\'clock", to: "09:00" }]', "from")]:
        assert refusal(change % wrong, {"t": tariff}) == ("BAD_USER_INPUT", field), wrong
    assert refusal(change % 'pricePerKwh: "1"', {"t": tariff}, token=server.make_user("manager"))[0] == "FORBIDDEN"
    found = server.post("query ($t: ID!) { tariff(id: $t) { versions { totalCount } } }", {"t": tariff}, token=owner)
    assert found["tariff"]["versions"]["totalCount"] == 1
