public import JSON

extension OCPP16 {
    /// The central system asks a charge point to upload a file with its diagnostics.
    ///
    /// The answer comes before the upload; how that fares is reported by DiagnosticsStatusNotification.
    ///
    /// OCPP 1.6 edition 2, section 5.9.
    public struct GetDiagnostics: OCPPRequest {
        public static let action = "GetDiagnostics"

        /// The directory to upload to.
        public let location: String
        /// How often the charge point tries; nil leaves it to the charge point.
        public let retries: Int?
        /// Seconds between two tries.
        public let retryInterval: Int?
        /// Of the oldest entry wanted.
        public let startTime: Timestamp?
        /// Of the newest entry wanted.
        public let stopTime: Timestamp?

        public init(
            location: String, retries: Int? = nil, retryInterval: Int? = nil, startTime: Timestamp? = nil,
            stopTime: Timestamp? = nil
        ) {
            self.location = location
            self.retries = retries
            self.retryInterval = retryInterval
            self.startTime = startTime
            self.stopTime = stopTime
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            location = try reader.requiredAddress("location")
            retries = try reader.integer("retries", in: PayloadReader.naturals)
            retryInterval = try reader.integer("retryInterval", in: PayloadReader.naturals)
            startTime = try reader.timestamp("startTime")
            stopTime = try reader.timestamp("stopTime")
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("location", location)
                writer.member("retries", retries)
                writer.member("retryInterval", retryInterval)
                writer.member("startTime", startTime)
                writer.member("stopTime", stopTime)
            }
        }
    }
}

extension OCPP16.GetDiagnostics {
    public struct Response: OCPPResponse {
        /// Nil where there is nothing to upload.
        public let fileName: String?

        public init(fileName: String? = nil) {
            self.fileName = fileName
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            fileName = try reader.text("fileName", maximum: 255)
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { $0.member("fileName", fileName) }
        }
    }
}
