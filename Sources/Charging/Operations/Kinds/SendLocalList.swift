import JSON
import OCPP

/// Whether a list replaces or changes the one before. The raw value is the schema's word.
package enum LocalListUpdate: String, Sendable, CaseIterable {
    case full = "FULL"
    case differential = "DIFFERENTIAL"
}

extension StationOperation {
    /// A charger gets the tags that are valid there, to decide by while it is offline.
    ///
    /// A difference is made against the list that the charger has last accepted, and only while nothing has happened since
    /// that leaves in doubt what it holds; then the whole list is needed first. The messages of an update build on each other,
    /// so one update is under way at a time.
    ///
    /// - Parameter update: nil: a difference where one can be made, the whole list where not.
    ///
    /// OCPP 1.6 edition 2, sections 3.5.2 and 5.15.
    package static func sendLocalList(_ update: LocalListUpdate?) -> StationOperation {
        var operation = StationOperation(
            .sendLocalList, described: .described(["updateType": .described(update?.rawValue)])
        ) { context in
            OperationCall(OCPP16.SendLocalList.self) { chargePoint, onSent in
                guard await chargePoint.beginLocalListUpdate() else {
                    throw ChargingError(
                        .conflict, "Another update of its local list is under way; try again when that is done.")
                }
                do {
                    let answer = try await context.sendLocalList(update, to: chargePoint, onSent: onSent)
                    await chargePoint.endLocalListUpdate()
                    return answer
                } catch {
                    await chargePoint.endLocalListUpdate()
                    throw error
                }
            }
        }
        operation.right = .configureStation
        return operation
    }
}

extension OperationContext {
    fileprivate func sendLocalList(
        _ update: LocalListUpdate?, to chargePoint: ChargePoint, onSent: @escaping @Sendable () async -> Void
    ) async throws -> CallResult {
        let draft = try await tools.localLists.draft(for: target.station, at: now)
        guard update != .differential || draft.held != nil else {
            throw ChargingError(.conflict, "It is not known which list the charger holds; send the FULL list first.")
        }
        let transfer = LocalListTransfer(lists: tools.localLists, station: target.station, draft: draft, now: now)
        return try await transfer.run(
            update ?? (draft.held == nil ? .full : .differential), to: chargePoint, onSent: onSent)
    }
}
