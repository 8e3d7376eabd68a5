"""What each role sees of the pages that it uses most, for `screenshots.py --roles`."""
from charging import Charging
from people import make_person, session_of, sign_in
from standing import Standing

GIVE = "mutation ($i: SetGroupRoleInput!) { setGroupRole(input: $i) { group { id } } }"
LEND = "mutation ($i: ShareStationInput!) { shareStation(input: $i) { share { id } } }"
ROLES = ["platform_operator", "organization_owner", "manager", "installer", "support", "driver"]
PAGES = [
    "/dashboard", "/stations", "/stations/NH-ROLE-01", "/stations/NH-ROLE-01/connectors", "/connectors", "/tags", "/reservations?view=list",
    "/sessions", "/sessions/{session}", "/operations", "/maintenance/inventory", "/maintenance/messages?station={station}", "/requests",
    "/notifications", "/groups", "/groups/{group}", "/settings/tariffs", "/settings/users", "/account/profile", "/search?q=NH-ROLE"]


def speak(context, server, language):
    context.add_cookies([{"name": "stationmaster_language", "value": language, "url": f"http://127.0.0.1:{server.http_port}"}])


def user_of(server, email):
    return session_of(server, email).data("{ viewer { user { id } } }")["viewer"]["user"]["id"]


def take_all(browser, server, camera, folder, only, language):
    people = {role: make_person(server, role) for role in ROLES}
    people["group-manager"], people["guest"] = make_person(server, "driver"), make_person(server, organization="Ferry Terminal")
    owner = server.make_user("organization_owner", organization="Nordhafen Energy")
    station = server.onboard("NH-ROLE-01", description="Harbour car park")
    server.create_tag("NH-ROLE", userId=user_of(server, people["driver"]), alias="My car")
    group = server.create_group("Roles", stationIds=[station])
    server.create_group("Roles, deck 2", parentId=group)
    server.post(GIVE, {"i": {"groupId": group, "userId": user_of(server, people["group-manager"]), "role": "MANAGER"}}, owner)
    server.post(LEND, {"i": {"stationId": station, "userEmail": people["guest"], "level": "OPERATE"}}, owner)
    with Standing(server, "NH-ROLE-01") as charger:
        charger.stop(charger.start(1, "NH-ROLE", 100), 6000)
    with Charging(server, "NH-ROLE-01", "NH-ROLE") as charging:
        charging.meter(4000, power=7400)
        charging.status(2, "Faulted", "GroundFailure")
        query = "query ($s: [ID!]) { sessions(filter: {stationIds: $s}) { nodes { id } } }"
        session = server.post(query, {"s": [station]})["sessions"]["nodes"][0]["id"]
        for width, height in ((1440, 900), (390, 844)):
            for theme in ("light", "dark"):
                if only in (None, f"{width}-{theme}"):
                    for role, email in people.items():
                        take(browser, server, camera, folder / role, email, (width, height, theme, language), dict(station=station, group=group, session=session))


def take(browser, server, camera, folder, email, form, ids):
    width, height, theme, language = form
    folder.mkdir(exist_ok=True)
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{server.http_port}", viewport={"width": width, "height": height}, color_scheme=theme, has_touch=width < 500)
    speak(context, server, language)
    sign_in(context, server, email)
    page = context.new_page()
    shots = camera(page, folder, f"{width}-{theme}-{language}")
    for address in PAGES:
        page.goto(address.format(**ids))
        page.wait_for_load_state("networkidle")
        shots.shoot(address.strip("/").split("?")[0].replace("/", "-").replace("{", "").replace("}", ""))
    context.close()
