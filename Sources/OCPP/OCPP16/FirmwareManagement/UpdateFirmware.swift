public import JSON

extension OCPP16 {
    /// The central system tells a charge point where and when to fetch new firmware, which it installs by itself.
    ///
    /// The answer says nothing; the rest is reported by FirmwareStatusNotification.
    ///
    /// OCPP 1.6 edition 2, section 5.19.
    public struct UpdateFirmware: OCPPRequest {
        public typealias Response = EmptyResponse

        public static let action = "UpdateFirmware"

        public let location: String
        /// Not to be fetched earlier.
        public let retrieveDate: Timestamp
        /// How often the charge point tries; nil leaves it to the charge point.
        public let retries: Int?
        /// Seconds between two tries.
        public let retryInterval: Int?

        public init(location: String, retrieveDate: Timestamp, retries: Int? = nil, retryInterval: Int? = nil) {
            self.location = location
            self.retrieveDate = retrieveDate
            self.retries = retries
            self.retryInterval = retryInterval
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            location = try reader.requiredAddress("location")
            retrieveDate = try reader.requiredTimestamp("retrieveDate")
            retries = try reader.integer("retries", in: PayloadReader.naturals)
            retryInterval = try reader.integer("retryInterval", in: PayloadReader.naturals)
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("location", location)
                writer.member("retrieveDate", retrieveDate)
                writer.member("retries", retries)
                writer.member("retryInterval", retryInterval)
            }
        }
    }
}
