"""The API with the PyPI package `gql`, a client that we did not write."""
import asyncio

import pytest
from charger import connected
from conftest import run
from gql import Client, gql
from gql.transport.aiohttp import AIOHTTPTransport
from gql.transport.exceptions import TransportConnectionFailed, TransportQueryError
from gql.transport.websockets import WebsocketsTransport


def http(server):
    return AIOHTTPTransport(f"http://127.0.0.1:{server.http_port}/graphql", headers={"Authorization": f"Bearer {server.token}"})


def socket(server, token=None):
    return WebsocketsTransport(
        f"ws://127.0.0.1:{server.http_port}/graphql", init_payload={"authorization": f"Bearer {token or server.token}"},
        connect_args={"proxy": None})


def test_it_loads_the_schema_and_validates_by_it(server):
    async def ask():
        async with Client(transport=http(server), fetch_schema_from_transport=True) as session:
            assert await session.execute(gql("{ viewer { role } }")) == {"viewer": {"role": "MANAGER"}}
            assert "connectorChanged" in session.client.schema.subscription_type.fields

    run(ask())


def test_it_sees_errors_as_such(server):
    async def ask():
        async with Client(transport=http(server)) as session:
            with pytest.raises(TransportQueryError) as failed:
                await session.execute(gql("{ noSuchField }"))
            assert failed.value.errors[0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"

    run(ask())


def test_it_queries_and_subscribes_over_one_socket(server, name):
    station = server.onboard(name)

    async def watch():
        async with Client(transport=socket(server)) as session:
            assert await session.execute(gql("{ viewer { role } }")) == {"viewer": {"role": "MANAGER"}}
            request = gql("subscription ($ids: [ID!]) { stationChanged(stationIds: $ids) { chargePointId presence } }")
            request.variable_values = {"ids": [station]}
            before = (await asyncio.to_thread(server.debug))["subscriptions"]["subscribers"]
            changes = session.subscribe(request)
            first = asyncio.ensure_future(anext(changes))
            while (await asyncio.to_thread(server.debug))["subscriptions"]["subscribers"] == before:
                await asyncio.sleep(0.01)
            async with connected(server, name):
                while (await first)["stationChanged"] != {"chargePointId": name, "presence": "ONLINE"}:
                    first = asyncio.ensure_future(anext(changes))
            await changes.aclose()
            while (await asyncio.to_thread(server.debug))["subscriptions"]["subscribers"] > before:
                await asyncio.sleep(0.01)

    run(watch())


def test_it_is_turned_away_without_a_good_token(server):
    async def ask():
        with pytest.raises(TransportConnectionFailed):
            async with Client(transport=socket(server, "wrong")) as session:
                await session.execute(gql("{ viewer { role } }"))

    run(ask())
