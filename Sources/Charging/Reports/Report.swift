package import JSON

/// A moment as a charger gave it, and as it is understood.
///
/// Before 2015 or more than five minutes ahead it is understood as the time of receipt.
package struct ReportedTime: Sendable, Hashable, Codable {
    package var understood: Timestamp
    /// The text on the wire; empty when there was none.
    package var sent: String

    package init(understood: Timestamp, sent: String) {
        self.understood = understood
        self.sent = sent
    }
}

/// Which charger speaks, over which connection, and when we heard it.
package struct ReportSource: Sendable, Hashable {
    package var stationID: StationID
    package var organizationID: OrganizationID
    /// Of the connection. Facts always land; changes of state lose when a newer connection was attached.
    package var generation: Int64
    package var receivedAt: Timestamp
    /// Of the frame; with the time of receipt it names the frame that a fact comes from.
    package var messageID: String?
    /// For the log.
    package var chargePointID: ChargePointID?

    package init(
        stationID: StationID, organizationID: OrganizationID, generation: Int64, receivedAt: Timestamp,
        messageID: String? = nil, chargePointID: ChargePointID? = nil
    ) {
        self.stationID = stationID
        self.organizationID = organizationID
        self.generation = generation
        self.receivedAt = receivedAt
        self.messageID = messageID
        self.chargePointID = chargePointID
    }
}

/// What a charger says, whatever its OCPP version. The versions meet here and nowhere later.
package enum Report: Sendable, Hashable {
    case booted(BootReport)
    case statusChanged(StatusReport)
    /// A question rather than a fact, answered in the same round trip as the facts beside it.
    case authorizationAsked(idTag: String)
    case started(StartReport)
    case metered(MeterReport)
    case stopped(StopReport)
    /// A conclusion of ours rather than a message.
    case estimated(EstimateReport)
    case eventReported(StationEventReport)
    case heartbeat
}

package struct BootReport: Sendable, Hashable {
    package var vendor: String
    package var model: String
    package var serialNumber: String?
    package var chargeBoxSerialNumber: String?
    package var firmwareVersion: String?
    package var iccid: String?
    package var imsi: String?
    package var meterType: String?
    package var meterSerialNumber: String?

    package init(vendor: String, model: String) {
        self.vendor = vendor
        self.model = model
    }
}

package struct StatusReport: Sendable, Hashable {
    /// 0: the station itself.
    package var connector: Int
    package var status: ConnectorStatus
    /// Absent for NoError.
    package var errorCode: String?
    package var vendorErrorCode: String?
    package var info: String?
    package var at: ReportedTime

    package init(connector: Int, status: ConnectorStatus, errorCode: String?, at: ReportedTime) {
        self.connector = connector
        self.status = status
        self.errorCode = errorCode
        self.at = at
    }
}

package struct StartReport: Sendable, Hashable {
    package var connector: Int
    package var idTag: String
    package var at: ReportedTime
    package var meterStartWh: Double
    package var reservationNumber: Int32?

    package init(connector: Int, idTag: String, at: ReportedTime, meterStartWh: Double, reservationNumber: Int32? = nil)
    {
        self.connector = connector
        self.idTag = idTag
        self.at = at
        self.meterStartWh = meterStartWh
        self.reservationNumber = reservationNumber
    }
}

/// One sampled value, converted to Wh, varh, W, var, VA, A, V, Hz, % or °C.
package struct Sample: Sendable, Hashable, Codable {
    package var at: ReportedTime
    package var measurand: String
    package var phase: String
    package var location: String
    package var context: String
    /// Empty for bare numbers and for signed data.
    package var unit: String
    /// 0 with signed data.
    package var value: Double
    /// The meter's own signed record, as sent, in place of a number.
    package var signedData: String?

    package init(
        at: ReportedTime, measurand: String, phase: String, location: String, context: String, unit: String,
        value: Double, signedData: String? = nil
    ) {
        self.at = at
        self.measurand = measurand
        self.phase = phase
        self.location = location
        self.context = context
        self.unit = unit
        self.value = value
        self.signedData = signedData
    }

    /// The register that energy is counted by: import at the outlet, all phases together.
    package var isEnergyRegister: Bool {
        measurand == "Energy.Active.Import.Register" && unit == "Wh" && isWholeOutlet
    }
    /// Present power of the whole connector.
    package var isPower: Bool { measurand == "Power.Active.Import" && unit == "W" && isWholeOutlet }

    private var isWholeOutlet: Bool { phase.isEmpty && isAtOutlet }
    /// Not at the charger's own supply nor within it. The outlet is the default (OCPP 1.6 edition 2, section 7.43).
    var isAtOutlet: Bool { location == "Outlet" || location.isEmpty }
}

package struct MeterReport: Sendable, Hashable {
    package var connector: Int
    /// As the charger names it; absent for values outside a transaction.
    package var transactionID: Int32?
    package var samples: [Sample]

    package init(connector: Int, transactionID: Int32?, samples: [Sample]) {
        self.connector = connector
        self.transactionID = transactionID
        self.samples = samples
    }
}

package struct StopReport: Sendable, Hashable {
    package var transactionID: Int32
    package var idTag: String?
    package var at: ReportedTime
    package var meterStopWh: Double
    package var reason: String?
    /// The transaction data that came with the stop.
    package var samples: [Sample]

    package init(
        transactionID: Int32, idTag: String?, at: ReportedTime, meterStopWh: Double, reason: String?, samples: [Sample]
    ) {
        self.transactionID = transactionID
        self.idTag = idTag
        self.at = at
        self.meterStopWh = meterStopWh
        self.reason = reason
        self.samples = samples
    }
}

/// A session is over though its charger has not said so: it is closed at its last value until the charger's own stop comes.
package struct EstimateReport: Sendable, Hashable {
    package enum Reason: String, Sendable {
        /// The connector has been free for some time while the charger was connected.
        case connectorAvailable = "CONNECTOR_AVAILABLE"
    }

    package var session: SessionID
    package var reason: Reason

    package init(session: SessionID, reason: Reason) {
        self.session = session
        self.reason = reason
    }
}
