import JSON
import OCPP

extension StationOperation {
    /// A charger is to tell its configuration: these keys, or all of them where none is named. What it tells of the charging
    /// profiles that it can take is kept.
    package static func getConfiguration(keys: [String]) throws(ChargingError) -> StationOperation {
        let sent = try OperationCall(checked: OCPP16.GetConfiguration(keys: keys))
        return StationOperation(
            .getConfiguration, described: ["keys": .array(keys.map { .string($0) })]
        ) { context in
            var call = sent
            call.concluded = { status, answer in
                guard status == .accepted, let answer,
                    let response = try? OCPP16.GetConfiguration.Response(payload: answer)
                else { return }
                let limits = ProfileLimits(response.configurationKey)
                guard !limits.isEmpty else { return }
                try await context.tools.chargingProfiles.heard(limits, of: context.target.station)
            }
            return call
        }
    }
}
