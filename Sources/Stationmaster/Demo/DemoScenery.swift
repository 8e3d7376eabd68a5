import Charging
import ChargingAPI
import GraphQL
import JSON

/// What there is to see in the demo, made through the API that everybody has: stations, tags, groups, a role within one of them, tariffs, and a
/// station that is lent to a neighbour. A second start finds it and adds nothing twice.
struct DemoScenery {
    let demo: Demo
    let service: GraphQLService

    func make() async throws {
        try await stationsAndTags()
        try await tagsOfDriver()
        let own = try await ask(
            "{ stations(first: 500) { nodes { id } } tags(first: 500) { nodes { id } } }", [:], as: demo.owner)
        let stations = own["stations"]?["nodes"]?.array?.compactMap { $0["id"] } ?? []
        let tags = own["tags"]?["nodes"]?.array?.compactMap { $0["id"] } ?? []
        try await groups(of: stations, tags: tags)
        if demo.people.contains(where: { $0.email == DemoData.caretaker }) { try await groupRole() }
        try await tariffs()
        if let neighbour = demo.neighbour { try await share(stations.first, with: neighbour) }
    }

    private func stationsAndTags() async throws {
        let onboard = "mutation ($input: OnboardStationInput!) { onboardStation(input: $input) { station { id } } }"
        for (number, charger) in zip(1..., demo.chargers) {
            try await makeOnce(
                onboard,
                [
                    "chargePointId": .string(charger.id), "password": .string(charger.password),
                    "description": .string("Demo charger \(number)"),
                ])
        }
        for idTag in demo.idTags {
            try await makeOnce(
                "mutation ($input: CreateTagInput!) { createTag(input: $input) { tag { id } } }",
                ["idTag": .string(idTag), "type": "COMPANY", "note": "Demo card"])
        }
    }

    /// A card that the fleet charges with, so that there is something of the driver's to see, and one that is theirs alone.
    private func tagsOfDriver() async throws {
        let found = try await ask(
            """
            query ($person: String) { users(filter: {text: $person}) { nodes { id } }
                tags(filter: {idTag: "DEMO0001"}, first: 1) { nodes { id user { id } } } }
            """, ["person": .string(DemoData.driver)], as: demo.owner)
        guard let person = found["users"]?["nodes"]?[0]?["id"] else { return }
        if let card = found["tags"]?["nodes"]?[0], card["user"]?["id"] == nil, let id = card["id"] {
            _ = try await ask(
                "mutation ($input: UpdateTagInput!) { updateTag(input: $input) { __typename } }",
                ["input": ["id": id, "userId": person, "alias": "Company card"]], as: demo.owner)
        }
        try await makeOnce(
            "mutation ($input: CreateTagInput!) { createTag(input: $input) { tag { id } } }",
            ["idTag": "DEMODRIVER", "medium": "VIRTUAL", "type": "PRIVATE", "alias": "Phone", "userId": person])
    }

    private func groups(of stations: [JSONValue], tags: [JSONValue]) async throws {
        let create = "mutation ($input: CreateGroupInput!) { createGroup(input: $input) { group { id } } }"
        guard let depot = try await makeOnce(create, ["name": "Depot", "tagIds": .array(tags)]),
            let parent = depot["createGroup"]?["group"]?["id"]
        else { return }
        let half = stations.count / 2
        for (name, members) in [("Depot North", stations[..<half]), ("Depot South", stations[half...])] {
            try await makeOnce(
                create, ["name": .string(name), "parentId": parent, "stationIds": .array(Array(members))])
        }
    }

    private func groupRole() async throws {
        let found = try await ask(
            "query ($person: String) { users(filter: {text: $person}) { nodes { id } } groups(first: 500) { nodes { id name } } }",
            ["person": .string(DemoData.caretaker)], as: demo.owner)
        guard let person = found["users"]?["nodes"]?[0]?["id"],
            let group = found["groups"]?["nodes"]?.array?.first(where: { $0["name"] == "Depot North" })?["id"]
        else { return }
        try await makeOnce(
            "mutation ($input: SetGroupRoleInput!) { setGroupRole(input: $input) { __typename } }",
            ["groupId": group, "userId": person, "role": "MANAGER"])
    }

    /// One for the organization, and a dearer one for a part of the depot.
    private func tariffs() async throws {
        try await tariff(
            [
                "name": "Staff", "currency": "EUR", "timeZone": "Europe/Berlin", "pricePerKwh": "0.39",
                "pricePerSession": "0.50", "idleFeePerMinute": "0.05", "idleFreeSeconds": 1800,
            ], for: ["organization": true])
        let found = try await ask("{ groups(first: 500) { nodes { id name } } }", [:], as: demo.owner)
        let south = found["groups"]?["nodes"]?.array?.first { $0["name"] == "Depot South" }
        guard let group = south?["id"] else { return }
        try await tariff(
            [
                "name": "Visitors", "currency": "EUR", "timeZone": "Europe/Berlin", "pricePerKwh": "0.59",
                "pricePerMinute": "0.02",
            ], for: ["groupIds": [group]])
    }

    private func tariff(_ prices: JSONObject, for place: JSONObject) async throws {
        let made = try await makeOnce(
            "mutation ($input: CreateTariffInput!) { createTariff(input: $input) { tariff { id } } }", prices)
        guard let tariff = made?["createTariff"]?["tariff"]?["id"] else { return }
        var assignment = place
        assignment["tariffId"] = tariff
        try await makeOnce(
            "mutation ($input: AssignTariffInput!) { assignTariff(input: $input) { __typename } }", assignment)
    }

    private func share(_ station: JSONValue?, with neighbour: Viewer) async throws {
        guard let station else { return }
        try await makeOnce(
            "mutation ($input: ShareStationInput!) { shareStation(input: $input) { share { id } } }",
            ["stationId": station, "organization": .string(DemoData.neighbouringOrganization), "level": "CHARGE"])
        // One that nobody has connected yet.
        try await makeOnce(
            "mutation ($input: OnboardStationInput!) { onboardStation(input: $input) { station { id } } }",
            ["chargePointId": "NEIGHBOUR-001", "description": "Charger of the neighbour"], as: neighbour)
    }

    /// Nil when it is there already.
    @discardableResult
    private func makeOnce(_ mutation: String, _ input: JSONObject, as viewer: Viewer? = nil) async throws -> JSONValue?
    {
        do {
            return try await ask(mutation, ["input": .object(input)], as: viewer ?? demo.owner)
        } catch let refusal as DemoRefusal where refusal.code == "CONFLICT" {
            return nil
        }
    }

    private func ask(_ query: String, _ variables: JSONObject, as viewer: Viewer) async throws -> JSONValue {
        let requester = Requester(RequestOrigin(address: "127.0.0.1", userAgent: nil), takesCookies: false)
        let response = await service.engine.execute(
            GraphQLRequest(query: query, variables: variables), context: service.makeContext(viewer, requester))
        let answer = try JSONValue(parsing: response.bytes)
        if let error = answer["errors"]?[0] {
            throw DemoRefusal(
                code: error["extensions"]?["code"]?.string ?? "", message: error["message"]?.string ?? "")
        }
        return answer["data"] ?? nil
    }
}

/// What the API said to a wish of the demo's.
struct DemoRefusal: Error {
    let code: String
    let message: String
}
