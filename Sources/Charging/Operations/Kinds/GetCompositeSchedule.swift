import JSON
import OCPP

extension StationOperation {
    /// A charger is to tell what it will allow from now on; connector 0 is the whole station. What it tells is compared with
    /// what we compute for the same time.
    package static func getCompositeSchedule(
        connector: Int, duration: Int, unit: RateUnit?
    ) throws(ChargingError) -> StationOperation {
        let sent = try OperationCall(
            checked: OCPP16.GetCompositeSchedule(
                connectorId: connector, duration: duration, chargingRateUnit: unit?.onTheWire))
        return StationOperation(
            .getCompositeSchedule,
            described: .described([
                "connector": .integer(Int64(connector)), "durationSeconds": .integer(Int64(duration)),
                "unit": .described(unit?.rawValue),
            ])
        ) { context in
            var call = sent
            call.concluded = { status, answer in
                // An answer that could be read for its status is read whole.
                guard status == .accepted, let answer,
                    let response = try? OCPP16.GetCompositeSchedule.Response(payload: answer),
                    let told = ToldSchedule(response, now: context.clock())
                else { return }
                let profiles = context.tools.chargingProfiles
                let state = try await profiles.state(of: context.target.station)
                try await profiles.keep(
                    state.compare(told, connector: connector, askedSeconds: duration), of: context.id)
            }
            return call
        }
    }
}
