import Charging
import JSON

/// One tariff of each organization, assigned to it as a whole; changes and costs are tested on the database.
extension MemoryStores: TariffReading {
    private static func tariffs(_ world: MemoryWorld, _ viewer: Viewer) -> [MemoryRow<TariffField>] {
        world.organizations.map { organization in
            MemoryRow(
                id: organization.id, organization: organization.id, isPersonal: true,
                values: [
                    .name: .text("Tariff \(organization.text(.name) ?? "")"),
                    .currentVersionID: .integer(organization.id),
                    .createdAt: .time(MemoryWorld.start),
                ])
        }.filter { $0.isVisible(to: viewer) }
    }

    private static func versions(_ world: MemoryWorld, _ viewer: Viewer) -> [MemoryRow<TariffVersionField>] {
        world.organizations.map { organization in
            MemoryRow(
                id: organization.id, organization: organization.id, isPersonal: true,
                values: [
                    .tariffID: .integer(organization.id), .number: .integer(1), .currency: .text("EUR"),
                    .timeZone: .text("Europe/Berlin"), .pricePerKwh: .text("0.39"), .minutes: .text("CONNECTED"),
                    .idleFreeSeconds: .integer(0), .validFrom: .time(MemoryWorld.start),
                    .createdAt: .time(MemoryWorld.start), .createdBy: .integer(organization.id * 100 + 2),
                    .periods: .document([
                        [
                            "number": 1, "days": [1, 7], "startsMinute": 1_320, "endsMinute": 360,
                            "pricePerKwh": "0.25",
                        ]
                    ]),
                ])
        }.filter { $0.isVisible(to: viewer) }
    }

    func tariffs(
        text: String?, page: PageRequest, fields: Set<TariffField>, viewer: Viewer
    ) async throws -> RowPages<TariffField> {
        try call("tariffs", fields) { world in
            RowPages([Self.tariffs(world, viewer)], page: page, fields: fields) { .text($0.text(.name) ?? "") }
        }
    }

    func tariffs(ids: [TariffID], fields: Set<TariffField>, viewer: Viewer) async throws -> RowBatch<TariffField> {
        try call("tariffs(ids)", fields) { world in
            let wanted = Set(ids.map(\.rawValue))
            return RowBatch(Self.tariffs(world, viewer).filter { wanted.contains($0.id) }, fields: fields)
        }
    }

    func tariffVersions(
        ids: [TariffVersionID], fields: Set<TariffVersionField>, viewer: Viewer
    ) async throws -> RowBatch<TariffVersionField> {
        try call("tariffVersions(ids)", fields) { world in
            let wanted = Set(ids.map(\.rawValue))
            return RowBatch(Self.versions(world, viewer).filter { wanted.contains($0.id) }, fields: fields)
        }
    }

    func tariffVersions(
        ofTariffs tariffs: [TariffID], page: PageRequest, fields: Set<TariffVersionField>, viewer: Viewer
    ) async throws -> RowPages<TariffVersionField> {
        try call("tariffVersions(ofTariffs)", fields) { world in
            let parents = tariffs.map { tariff in
                Self.versions(world, viewer).filter { $0.integer(.tariffID) == tariff.rawValue }
            }
            return RowPages(parents, page: page, fields: fields) { .integer($0.integer(.number) ?? 0) }
        }
    }

    func assignments(
        ofTariffs tariffs: [TariffID], page: PageRequest, fields: Set<TariffAssignmentField>, viewer: Viewer
    ) async throws -> RowPages<TariffAssignmentField> {
        try call("assignments(ofTariffs)", fields) { world in
            let parents = tariffs.map { tariff in
                Self.tariffs(world, viewer).filter { $0.id == tariff.rawValue }.map { row in
                    MemoryRow<TariffAssignmentField>(
                        id: row.id, organization: row.organization,
                        values: [.validFrom: .time(MemoryWorld.start), .createdAt: .time(MemoryWorld.start)])
                }
            }
            return RowPages(parents, page: page, fields: fields) { .integer($0.id) }
        }
    }

    func costs(
        ofSessions sessions: [SessionID], at moment: Timestamp, fields: Set<CostField>, viewer: Viewer
    ) async throws -> RowLists<CostField> {
        try call("costs(ofSessions)", fields) { _ in RowLists(sessions.map { _ in [] }, fields: fields) }
    }

    func costs(
        of question: TariffQuestion, fields: Set<CostField>, viewer: Viewer
    ) async throws -> RowBatch<CostField> {
        try call("costs(of)", fields) { _ in RowBatch([MemoryRow<CostField>](), fields: fields) }
    }
}

extension MemoryStores: TariffWriting {
    func createTariff(_ draft: TariffDraft, validFrom: Timestamp, viewer: Viewer) async throws -> TariffID {
        throw ChargingError(.unavailable, "no tariff is made in memory")
    }

    func updateTariff(
        _ id: TariffID, validFrom: Timestamp, viewer: Viewer, _ change: @Sendable (inout TariffDraft) throws -> Void
    ) async throws {
        throw ChargingError(.unavailable, "no tariff is changed in memory")
    }

    func deleteTariffs(_ ids: [TariffID], viewer: Viewer) async throws {
        throw ChargingError(.unavailable, "no tariff is deleted in memory")
    }

    func assignTariff(_ assignment: TariffAssignment, viewer: Viewer) async throws {
        throw ChargingError(.unavailable, "no tariff is assigned in memory")
    }
}
