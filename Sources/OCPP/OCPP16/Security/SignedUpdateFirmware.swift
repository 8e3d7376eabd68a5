public import JSON

extension OCPP16 {
    /// The central system tells a charge point where and when to fetch new firmware, and how to know that it is
    /// genuine.
    ///
    /// How the update fares is reported by SignedFirmwareStatusNotification, which repeats the request id.
    ///
    /// Security whitepaper edition 2, section 5.21.
    public struct SignedUpdateFirmware: OCPPRequest {
        public typealias Response = StatusResponse<UpdateFirmwareStatus>

        public static let action = "SignedUpdateFirmware"

        /// How often the charge point tries; nil leaves it to the charge point.
        public let retries: Int?
        /// Seconds between two tries.
        public let retryInterval: Int?
        public let requestId: Int
        public let firmware: SignedFirmware

        public init(retries: Int? = nil, retryInterval: Int? = nil, requestId: Int, firmware: SignedFirmware) {
            self.retries = retries
            self.retryInterval = retryInterval
            self.requestId = requestId
            self.firmware = firmware
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            retries = try reader.integer("retries", in: PayloadReader.naturals)
            retryInterval = try reader.integer("retryInterval", in: PayloadReader.naturals)
            requestId = try reader.requiredInteger("requestId", in: PayloadReader.integers)
            firmware = try reader.requiredObject("firmware") {
                (reader) throws(PayloadError) in try SignedFirmware(from: &reader)
            }
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("retries", retries)
                writer.member("retryInterval", retryInterval)
                writer.member("requestId", requestId)
                writer.name("firmware")
                firmware.encode(into: &writer)
            }
        }
    }

    /// Security whitepaper edition 2, section 6 (FirmwareType).
    public struct SignedFirmware: Sendable, Equatable {
        public let location: String
        /// Not to be fetched earlier.
        public let retrieveDateTime: Timestamp
        /// Not to be installed earlier.
        public let installDateTime: Timestamp?
        /// PEM.
        public let signingCertificate: String
        /// Of the whole file, Base64.
        public let signature: String

        public init(
            location: String, retrieveDateTime: Timestamp, installDateTime: Timestamp? = nil,
            signingCertificate: String, signature: String
        ) {
            self.location = location
            self.retrieveDateTime = retrieveDateTime
            self.installDateTime = installDateTime
            self.signingCertificate = signingCertificate
            self.signature = signature
        }

        init(from reader: inout PayloadReader) throws(PayloadError) {
            location = try reader.requiredAddress("location", maximum: 512)
            retrieveDateTime = try reader.requiredTimestamp("retrieveDateTime")
            installDateTime = try reader.timestamp("installDateTime")
            signingCertificate = try reader.requiredText("signingCertificate", maximum: 5500)
            signature = try reader.requiredText("signature", maximum: 800)
        }

        func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("location", location)
                writer.member("retrieveDateTime", retrieveDateTime)
                writer.member("installDateTime", installDateTime)
                writer.member("signingCertificate", signingCertificate)
                writer.member("signature", signature)
            }
        }
    }

    /// Security whitepaper edition 2, section 6.
    public enum UpdateFirmwareStatus: String, Sendable, Hashable, CaseIterable {
        case accepted = "Accepted"
        case rejected = "Rejected"
        /// Accepted, and an update that was under way was given up for it.
        case acceptedCanceled = "AcceptedCanceled"
        case invalidCertificate = "InvalidCertificate"
        case revokedCertificate = "RevokedCertificate"
    }
}
