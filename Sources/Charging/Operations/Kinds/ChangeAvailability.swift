import JSON
import OCPP

/// Whether a connector is to be in service. The raw value is the schema's word.
package enum AvailabilityType: String, Sendable, CaseIterable {
    case operative = "OPERATIVE"
    case inoperative = "INOPERATIVE"
}

extension StationOperation {
    /// A connector, or as connector 0 the whole station, is to go into or out of service.
    package static func changeAvailability(
        connector: Int, _ type: AvailabilityType
    ) throws(ChargingError) -> StationOperation {
        var operation = try StationOperation(
            .changeAvailability,
            OCPP16.ChangeAvailability(connectorId: connector, type: type == .operative ? .operative : .inoperative),
            described: ["connector": .integer(Int64(connector)), "type": .string(type.rawValue)])
        operation.effect = .availability(of: connector, type)
        return operation
    }
}

extension ExpectedEffect {
    /// The status that the charger reports; a change that it has scheduled waits for the end of the running charge.
    fileprivate static func availability(of connector: Int, _ type: AvailabilityType) -> ExpectedEffect {
        var effect = ExpectedEffect(window: { $0.word == "Scheduled" ? .deferred : .usual }) { event, _ in
            switch event {
            case .stationChanged(let station), .connectorChanged(_, let station):
                station.isSo(type, of: connector) ? .seen : nil
            case .sessionChanged, .meterValuesAdded, .stationEventAdded, .reservationChanged, .operationChanged,
                .messageHeard, .messagePassed, .fileReceived, .notificationsAdded, .serviceRequestChanged,
                .queueChanged,
                .rolloutChanged, .shareChanged, .exportJobChanged:
                nil
            }
        }
        effect.isThere = { $0.isSo(type, of: connector) }
        effect.record = record(
            .availability, ["connector": .integer(Int64(connector)), "type": .string(type.rawValue)])
        return effect
    }

    static func restoredAvailability(_ record: JSONValue) -> ExpectedEffect? {
        guard let connector = record.whole("connector"),
            let type = record["type"]?.string.flatMap(AvailabilityType.init)
        else { return nil }
        return availability(of: connector, type)
    }
}

extension StationSnapshot {
    /// Chargers report a change of the whole station as connector 0, as each connector, or both.
    fileprivate func isSo(_ type: AvailabilityType, of number: Int) -> Bool {
        guard presence == .online else { return false }
        guard number == 0 else { return connector(number)?.status.isSo(type) ?? false }
        return status.isSo(type) || !connectors.isEmpty && connectors.allSatisfy { $0.status.isSo(type) }
    }
}

extension ConnectorStatus {
    fileprivate func isSo(_ type: AvailabilityType) -> Bool {
        switch (type, self) {
        case (.inoperative, .unavailable): true
        case (.inoperative, _), (.operative, .unavailable), (.operative, .unknown), (.operative, .faulted): false
        case (.operative, _): true
        }
    }
}
