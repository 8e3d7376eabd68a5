import Charging
import GraphQL

/// Whom a mutation asks: one object, whose refusal is an error, or many, each with an operation that tells how it fared.
enum Asked<ID: Sendable>: Sendable {
    case one(ID)
    case many([StationID])
}

extension ResolverGroup<APIContext> {
    /// A mutation that asks stations something.
    ///
    /// - Parameters:
    ///   - isOfOwnCharge: whether one station may be asked without the right to; see ``OperationKind/isOfOwnCharge``.
    ///   - operation: reads the input, but for `stationId`, `stationIds` and `wait`, which all of them have.
    static func operation(
        isOfOwnCharge: Bool = false, _ operation: @escaping @Sendable (InputReader) throws -> StationOperation
    ) -> FieldResolver<APIContext> {
        self.operation(isOfOwnCharge: isOfOwnCharge) { input, _ in try operation(input) }
    }

    /// The same, where the operation is about something that the viewer must see.
    static func operation(
        isOfOwnCharge: Bool = false,
        _ operation: @escaping @Sendable (InputReader, APIContext) async throws -> StationOperation
    ) -> FieldResolver<APIContext> {
        .loadObject { field, context in
            let input = InputReader(field.object("input"))
            let mayBeOwn = try isOfOwnCharge && input.id("stationId", .station) != nil
            if !mayBeOwn { try context.viewer.requireSomewhere(.operateStation) }
            let asked = try input.asked("stationId", .station, StationID.init(rawValue:))
            let operation = try await operation(input, context)
            let wait = input.boolean("wait") ?? true
            let control = context.services.remoteControl
            switch asked {
            case .one(let station):
                return .one(
                    OperationsPayload(
                        one: try await control.carryOut(operation, at: station, wait: wait, viewer: context.viewer)))
            case .many(let stations):
                return .one(
                    OperationsPayload(
                        many: try await control.carryOut(operation, at: stations, wait: wait, viewer: context.viewer)))
            }
        }
    }

    static var operationPayload: ResolverGroup<APIContext> {
        var payload = ResolverGroup<APIContext>("OperationPayload")
        payload["operation"] = .load(on: OperationsPayload.self, by: OperationField.loader) { payloads, _, _ in
            [payloads.batch.one]
        }
        payload["operations"] = .loadList(on: OperationsPayload.self) { payloads, field, context in
            let wanted = OperationField.wanted(field.selectedFields())
            let (found, records) = try await OperationField.rows(payloads.batch.ids, wanted, context)
            let rows = found.filter { $0 >= 0 }
            return .rows(rows, of: records, offsets: [0, Int32(clamping: rows.count)])
        }
        return payload
    }
}

/// The operations that a mutation made.
struct OperationsPayload: ObjectBatch {
    /// Where one was asked for by its id.
    let one: Int64?
    let ids: [Int64]
    var count: Int { 1 }

    init(one id: OperationID) {
        one = id.rawValue
        ids = [id.rawValue]
    }

    init(many ids: [OperationID]) {
        one = nil
        self.ids = ids.map(\.rawValue)
    }
}

extension InputReader {
    /// Either the one by its id or `stationIds`.
    func asked<ID>(
        _ name: String, _ type: NodeType, _ make: (Int64) -> ID
    ) throws -> Asked<ID> {
        let one = try id(name, type)
        let stations = try ids("stationIds", .station)
        switch (one, stations) {
        case (let id?, nil): return .one(make(id))
        case (nil, let stations?):
            guard !stations.isEmpty else { throw refusal("stationIds", "is empty.") }
            return .many(stations.map(StationID.init(rawValue:)))
        case (nil, nil): throw refusal(name, "is missing: give \(name) or stationIds.")
        case (_?, _?): throw refusal("stationIds", "cannot be given together with \(name).")
        }
    }

    /// A connector's number; 0 is the whole station.
    func connector(from lowest: Int64 = 0) throws -> Int? { try integer("connector", in: lowest...1_000) }
}
