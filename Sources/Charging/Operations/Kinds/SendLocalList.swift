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
    /// that leaves in doubt what it holds; then the whole list is needed first.
    ///
    /// OCPP 1.6 edition 2, sections 3.5.2 and 5.15.
    package static func sendLocalList(_ update: LocalListUpdate) -> StationOperation {
        var operation = StationOperation(
            .sendLocalList, described: ["updateType": .string(update.rawValue)]
        ) { context in
            let (lists, station) = (context.tools.localLists, context.target.station)
            let draft = try await lists.draft(for: station, at: context.now)
            let difference: [OCPP16.AuthorizationData]
            switch (update, draft.known) {
            case (.full, _): difference = draft.entries.map(\.authorizationData)
            case (.differential, let known?): difference = draft.difference(from: known)
            case (.differential, nil):
                throw ChargingError(
                    .conflict, "It is not known which list the charger holds; send the FULL list first.")
            }
            var call = OperationCall(
                OCPP16.SendLocalList(
                    listVersion: Int(draft.version), updateType: update == .full ? .full : .differential,
                    localAuthorizationList: difference))
            call.concluded = { status, _ in
                // Whatever else came of it, what the charger holds is in doubt, unless it never got anything.
                guard status == .accepted || status == .expired else { return }
                try await lists.settle(
                    draft.version, of: station, entries: status == .accepted ? draft.entries : draft.known)
            }
            return call
        }
        operation.right = .configureStation
        return operation
    }
}

extension LocalListDraft {
    /// What is new or different, and without a verdict what is to go.
    func difference(from known: [LocalListEntry]) -> [OCPP16.AuthorizationData] {
        let before = Dictionary(known.map { (IdTag($0.idTag), $0) }, uniquingKeysWith: { $1 })
        let now = Set(entries.map { IdTag($0.idTag) })
        let changed = entries.filter { before[IdTag($0.idTag)] != $0 }.map(\.authorizationData)
        let gone = known.map { IdTag($0.idTag) }.filter { !now.contains($0) }
        return changed + gone.map { OCPP16.AuthorizationData(idTag: $0, idTagInfo: nil) }
    }
}

extension LocalListEntry {
    var authorizationData: OCPP16.AuthorizationData {
        let status: OCPP16.AuthorizationStatus =
            switch self.status {
            case .accepted, .concurrentTx: .accepted
            case .blocked: .blocked
            case .expired: .expired
            case .invalid: .invalid
            }
        return OCPP16.AuthorizationData(
            idTag: IdTag(idTag),
            idTagInfo: OCPP16.IdTagInfo(
                status: status, expiryDate: expiresAt.map { SentTime($0) }, parentIdTag: parentIDTag.map { IdTag($0) }))
    }
}
