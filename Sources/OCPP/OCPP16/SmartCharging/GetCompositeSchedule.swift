public import JSON

extension OCPP16 {
    /// The central system asks which limits result from all profiles together, from now on.
    ///
    /// The answer is a forecast: a transaction that starts or ends changes it.
    ///
    /// OCPP 1.6 edition 2, section 5.7.
    public struct GetCompositeSchedule: OCPPRequest {
        public static let action = "GetCompositeSchedule"

        /// 0: what the whole charge point may draw from the grid.
        public let connectorId: Int
        /// Seconds.
        public let duration: Int
        public let chargingRateUnit: ChargingRateUnit?

        public init(connectorId: Int, duration: Int, chargingRateUnit: ChargingRateUnit? = nil) {
            self.connectorId = connectorId
            self.duration = duration
            self.chargingRateUnit = chargingRateUnit
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            connectorId = try reader.requiredInteger("connectorId", in: PayloadReader.connectorNumbers)
            duration = try reader.requiredInteger("duration", in: PayloadReader.naturals)
            chargingRateUnit = try reader.known("chargingRateUnit")
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("connectorId", connectorId)
                writer.member("duration", duration)
                writer.member("chargingRateUnit", chargingRateUnit)
            }
        }
    }

    /// OCPP 1.6 edition 2, section 7.26.
    public enum GetCompositeScheduleStatus: String, Sendable, Hashable, CaseIterable {
        case accepted = "Accepted"
        case rejected = "Rejected"
    }
}

extension OCPP16.GetCompositeSchedule {
    public struct Response: OCPPResponse, StatusCarrying {
        public let status: Reported<OCPP16.GetCompositeScheduleStatus>
        public let connectorId: Int?
        public let scheduleStart: SentTime?
        /// Absent where the request was rejected.
        public let chargingSchedule: OCPP16.ChargingSchedule?

        public init(
            status: OCPP16.GetCompositeScheduleStatus, connectorId: Int? = nil, scheduleStart: SentTime? = nil,
            chargingSchedule: OCPP16.ChargingSchedule? = nil
        ) {
            self.status = .known(status)
            self.connectorId = connectorId
            self.scheduleStart = scheduleStart
            self.chargingSchedule = chargingSchedule
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            status = try reader.requiredReported("status")
            connectorId = try reader.integer("connectorId", in: PayloadReader.connectorNumbers)
            scheduleStart = try reader.time("scheduleStart")
            chargingSchedule = try reader.object("chargingSchedule") {
                (reader) throws(PayloadError) in try OCPP16.ChargingSchedule(from: &reader)
            }
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("status", status)
                writer.member("connectorId", connectorId)
                writer.member("scheduleStart", scheduleStart)
                if let chargingSchedule {
                    writer.name("chargingSchedule")
                    chargingSchedule.encode(into: &writer)
                }
            }
        }

        public var statusText: String { status.text }
    }
}
