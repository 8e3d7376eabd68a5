public import JSON

extension OCPP16 {
    /// A charge point introduces itself after a start and asks to be served.
    ///
    /// Until the answer is an acceptance it may send nothing else.
    ///
    /// OCPP 1.6 edition 2, section 4.2.
    public struct BootNotification: OCPPRequest {
        public static let action = "BootNotification"

        public let vendor: String
        public let model: String
        public let chargePointSerialNumber: String?
        /// Deprecated by the standard, still sent by many.
        public let chargeBoxSerialNumber: String?
        public let firmwareVersion: String?
        public let iccid: String?
        public let imsi: String?
        public let meterType: String?
        public let meterSerialNumber: String?

        public init(
            vendor: String, model: String, chargePointSerialNumber: String? = nil,
            chargeBoxSerialNumber: String? = nil, firmwareVersion: String? = nil, iccid: String? = nil,
            imsi: String? = nil, meterType: String? = nil, meterSerialNumber: String? = nil
        ) {
            self.vendor = vendor
            self.model = model
            self.chargePointSerialNumber = chargePointSerialNumber
            self.chargeBoxSerialNumber = chargeBoxSerialNumber
            self.firmwareVersion = firmwareVersion
            self.iccid = iccid
            self.imsi = imsi
            self.meterType = meterType
            self.meterSerialNumber = meterSerialNumber
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            vendor = try reader.requiredText("chargePointVendor", maximum: 20)
            model = try reader.requiredText("chargePointModel", maximum: 20)
            chargePointSerialNumber = try reader.text("chargePointSerialNumber", maximum: 25)
            chargeBoxSerialNumber = try reader.text("chargeBoxSerialNumber", maximum: 25)
            firmwareVersion = try reader.text("firmwareVersion", maximum: 50)
            iccid = try reader.text("iccid", maximum: 20)
            imsi = try reader.text("imsi", maximum: 20)
            meterType = try reader.text("meterType", maximum: 25)
            meterSerialNumber = try reader.text("meterSerialNumber", maximum: 25)
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("chargePointVendor", vendor)
                writer.member("chargePointModel", model)
                writer.member("chargePointSerialNumber", chargePointSerialNumber)
                writer.member("chargeBoxSerialNumber", chargeBoxSerialNumber)
                writer.member("firmwareVersion", firmwareVersion)
                writer.member("iccid", iccid)
                writer.member("imsi", imsi)
                writer.member("meterType", meterType)
                writer.member("meterSerialNumber", meterSerialNumber)
            }
        }
    }

    /// OCPP 1.6 edition 2, section 7.38.
    public enum RegistrationStatus: String, Sendable, Hashable, CaseIterable {
        case accepted = "Accepted"
        case pending = "Pending"
        case rejected = "Rejected"
    }
}

extension OCPP16.BootNotification {
    public struct Response: OCPPResponse {
        public let status: OCPP16.RegistrationStatus
        public let currentTime: Timestamp
        /// Seconds: between heartbeats after an acceptance, otherwise until the next attempt; 0 leaves it to the charge
        /// point.
        public let interval: Int

        public init(status: OCPP16.RegistrationStatus, currentTime: Timestamp, interval: Int) {
            self.status = status
            self.currentTime = currentTime
            self.interval = interval
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            status = try reader.requiredKnown("status")
            currentTime = try reader.requiredTimestamp("currentTime")
            interval = try reader.requiredInteger("interval", in: 0...Int.max)
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("status", status)
                writer.member("currentTime", currentTime)
                writer.member("interval", interval)
            }
        }
    }
}
