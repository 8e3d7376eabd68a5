import JSON
import OCPP

extension StationOperation {
    /// A charger is to tell which version of our list it holds. The next list has a higher one.
    package static func getLocalListVersion() throws(ChargingError) -> StationOperation {
        StationOperation(.getLocalListVersion, described: [:]) { context in
            var call = OperationCall(OCPP16.GetLocalListVersion())
            let (lists, station) = (context.tools.localLists, context.target.station)
            call.concluded = { status, answer in
                guard status == .accepted, let version = answer?["listVersion"]?.integer,
                    let version = Int32(exactly: version)
                else { return }
                try await lists.heard(version: version, of: station)
            }
            return call
        }
    }
}
