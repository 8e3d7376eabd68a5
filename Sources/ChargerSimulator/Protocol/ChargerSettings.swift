import OCPP

/// What one virtual charge point is, as the command line describes it.
struct ChargerSettings: Sendable {
    /// The last segment of the URL it connects to.
    var id: String
    /// Of Basic authentication; nil: none.
    var password: [UInt8]?
    var connectors = 2
    /// W of each connector.
    var ratedPower = 22_000.0
    /// Tags that its drivers present.
    var idTags: [IdTag] = ["DEMO0001"]
    /// How much faster than real time batteries fill.
    var speed = 1.0
    var meterInterval = Duration.seconds(30)
    /// Nil: what the BootNotification is answered.
    var heartbeatInterval: Duration?
    var answerTimeout = Duration.seconds(30)
    var seed: UInt64 = 1
    /// Whether everything that a journal needs is noted.
    var keepsJournal = false

    static let vendor = "Stationmaster"
    static let model = "Virtual"
    /// That a charge point comes with.
    static let firmware = "1.0.0"

    var serialNumber: String { String(id.prefix(25)) }

    func bootNotification(firmware: String) -> OCPP16.BootNotification {
        OCPP16.BootNotification(
            vendor: Self.vendor, model: Self.model, chargePointSerialNumber: serialNumber, firmwareVersion: firmware)
    }
}
