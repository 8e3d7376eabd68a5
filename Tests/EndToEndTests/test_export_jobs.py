"""Exports that nobody waits for: asked for, looked at, fetched."""
import asyncio
import io

import openpyxl
from conftest import eventually, run
from files import request
from graphql_socket import GraphQLSocket
from test_exports import fetch, sessions

FIELDS = "id list format status rowCount sizeBytes failure downloadPath"
CREATE = "mutation ($input: CreateExportJobInput!) { createExportJob(input: $input) { exportJob { " + FIELDS + " } } }"
LOOK = "query ($id: ID!) { exportJob(id: $id) { " + FIELDS + " } }"
DELETE = "mutation ($ids: [ID!]!) { deleteExportJobs(input: {ids: $ids}) { deletedIds } }"


def make(server, list, format="CSV", token=None, **parameters):
    asked = {"list": list, "format": format, "parameters": [{"name": name, "value": value} for name, value in parameters.items()]}
    return server.post(CREATE, {"input": asked}, token)["createExportJob"]["exportJob"]


def ends(server, id, status="DONE", token=None):
    def look():
        job = server.post(LOOK, {"id": id}, token)["exportJob"]
        assert job["status"] in ("QUEUED", "RUNNING", status), job
        return job["status"] == status and job
    return eventually(look, f"the job is {status}")


def file(server, path, token=None):
    return request("GET", f"http://127.0.0.1:{server.http_port}{path}", None, {"Authorization": f"Bearer {token or server.token}"})


def test_a_job_writes_what_the_address_gives_and_only_for_who_asked(server, name):
    id = server.onboard(name)
    sessions(server, name, 3_000)
    job = make(server, "sessions", stationIds=id)
    done = ends(server, job["id"])
    assert (done["rowCount"], done["failure"]) == (3_000, None)
    status, body, headers = file(server, done["downloadPath"])
    assert status == 200 and len(body) == done["sizeBytes"]
    assert body.decode() == fetch(server, "sessions.csv", stationIds=[id])[1]
    assert headers["Content-Disposition"].startswith('attachment; filename="sessions.csv"')

    book = ends(server, make(server, "sessions", "WORKBOOK", stationIds=id)["id"])
    status, body, _ = file(server, book["downloadPath"])
    assert status == 200 and openpyxl.load_workbook(io.BytesIO(body))["sessions"].max_row == 3_001

    # A colleague, who writes the same, and somebody else, to whom there is no such station.
    for token, count in ((server.make_user(), 3_000), (server.make_user(organization="Elsewhere " + name), 0)):
        assert server.post(LOOK, {"id": job["id"]}, token)["exportJob"] is None
        assert file(server, done["downloadPath"], token)[0] == 404
        assert server.post(DELETE, {"ids": [job["id"]]}, token, True)[1]["errors"][0]["extensions"]["code"] == "NOT_FOUND"
        theirs = ends(server, make(server, "sessions", token=token, stationIds=id)["id"], token=token)
        assert theirs["rowCount"] == count and file(server, theirs["downloadPath"], token)[1].count(b"\r\n") == count + 1
    assert file(server, done["downloadPath"], "wrong")[0] == 401
    server.post(DELETE, {"ids": [job["id"], book["id"]]})
    assert file(server, done["downloadPath"])[0] == 404


def test_a_job_goes_on_after_a_kill_and_fails_without_its_token(own_server):
    id = own_server.onboard("BOX")
    sessions(own_server, "BOX", 2_000)
    # As a server leaves one with which it was killed.
    own_server.sql("""insert into export_jobs (organization_id, user_id, token_id, list, parameters, format, status, attempts, touched_at, started_at)
        select u.organization_id, u.id, t.id, 'sessions', '[]', 'CSV', 'RUNNING', 1, now() - interval '1 minute', now()
        from api_tokens t join users u on u.id = t.user_id order by t.id limit 1""")
    own_server.kill()
    own_server.start()
    [job] = eventually(lambda: (jobs := own_server.post("{ exportJobs { nodes { id status rowCount downloadPath } } }")["exportJobs"]["nodes"])
                       and jobs[0]["status"] == "DONE" and jobs, "the job is done")
    assert job["rowCount"] == 2_000
    assert file(own_server, job["downloadPath"])[1].count(b"\r\n") == 2_001

    own_server.sql("""insert into export_jobs (organization_id, user_id, token_id, list, parameters, format)
        select u.organization_id, u.id, 999999, 'sessions', '[]', 'CSV' from users u join api_tokens t on t.user_id = u.id order by t.id limit 1""")
    [lost] = eventually(lambda: [job for job in own_server.post("{ exportJobs { nodes { status failure rowCount } } }")["exportJobs"]["nodes"]
                                 if job["status"] == "FAILED"], "the job fails")
    assert "not good any more" in lost["failure"] and lost["rowCount"] == 0


CHANGED = "subscription { exportJobChanged { id status rowCount downloadPath } }"


def test_who_asked_for_a_job_is_told_how_far_it_is_and_nobody_else(server, name):
    id = server.onboard(name)
    sessions(server, name, 3_000)
    colleague = server.make_user()

    async def story():
        async with GraphQLSocket(server) as own, GraphQLSocket(server, colleague) as other:
            mine, theirs = await own.subscribe(CHANGED, {}), await other.subscribe(CHANGED, {})
            job = await asyncio.to_thread(make, server, "sessions", stationIds=id)
            done = await mine.until(lambda data: data["exportJobChanged"]["status"] == "DONE")
            told = done["exportJobChanged"]
            assert (told["id"], told["rowCount"]) == (job["id"], 3_000) and told["downloadPath"]
            # The colleague's own is the first that the colleague hears of.
            second = await asyncio.to_thread(make, server, "sessions", token=colleague, stationIds=id)
            heard = await theirs.until(lambda data: True)
            assert heard["exportJobChanged"]["id"] == second["id"]

    run(story())
