public import JSON

extension OCPP16 {
    /// The central system asks a charge point to upload one of its logs.
    ///
    /// How the upload fares is reported by LogStatusNotification, which repeats the request id.
    ///
    /// Security whitepaper edition 2, section 5.9.
    public struct GetLog: OCPPRequest {
        public static let action = "GetLog"

        public let log: LogParameters
        public let logType: LogType
        public let requestId: Int
        /// How often the charge point tries; nil leaves it to the charge point.
        public let retries: Int?
        /// Seconds between two tries.
        public let retryInterval: Int?

        public init(
            log: LogParameters, logType: LogType, requestId: Int, retries: Int? = nil, retryInterval: Int? = nil
        ) {
            self.log = log
            self.logType = logType
            self.requestId = requestId
            self.retries = retries
            self.retryInterval = retryInterval
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            log = try reader.requiredObject("log") {
                (reader) throws(PayloadError) in try LogParameters(from: &reader)
            }
            logType = try reader.requiredKnown("logType")
            requestId = try reader.requiredInteger("requestId", in: PayloadReader.integers)
            retries = try reader.integer("retries", in: PayloadReader.naturals)
            retryInterval = try reader.integer("retryInterval", in: PayloadReader.naturals)
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.name("log")
                log.encode(into: &writer)
                writer.member("logType", logType)
                writer.member("requestId", requestId)
                writer.member("retries", retries)
                writer.member("retryInterval", retryInterval)
            }
        }
    }

    /// Which entries, and where to. Security whitepaper edition 2, section 6.
    public struct LogParameters: Sendable, Equatable {
        public let remoteLocation: String
        public let oldestTimestamp: Timestamp?
        public let latestTimestamp: Timestamp?

        public init(remoteLocation: String, oldestTimestamp: Timestamp? = nil, latestTimestamp: Timestamp? = nil) {
            self.remoteLocation = remoteLocation
            self.oldestTimestamp = oldestTimestamp
            self.latestTimestamp = latestTimestamp
        }

        init(from reader: inout PayloadReader) throws(PayloadError) {
            remoteLocation = try reader.requiredAddress("remoteLocation", maximum: 512)
            oldestTimestamp = try reader.timestamp("oldestTimestamp")
            latestTimestamp = try reader.timestamp("latestTimestamp")
        }

        func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("remoteLocation", remoteLocation)
                writer.member("oldestTimestamp", oldestTimestamp)
                writer.member("latestTimestamp", latestTimestamp)
            }
        }
    }

    /// Security whitepaper edition 2, section 6.
    public enum LogType: String, Sendable, Hashable, CaseIterable {
        case diagnosticsLog = "DiagnosticsLog"
        case securityLog = "SecurityLog"
    }

    /// Security whitepaper edition 2, section 6.
    public enum LogStatus: String, Sendable, Hashable, CaseIterable {
        case accepted = "Accepted"
        case rejected = "Rejected"
        /// Accepted, and an upload that was under way was given up for it.
        case acceptedCanceled = "AcceptedCanceled"
    }
}

extension OCPP16.GetLog {
    public struct Response: OCPPResponse, StatusCarrying {
        public let status: Reported<OCPP16.LogStatus>
        /// Nil where there is nothing to upload.
        public let filename: String?

        public init(status: OCPP16.LogStatus, filename: String? = nil) {
            self.status = .known(status)
            self.filename = filename
        }

        public init(from reader: inout PayloadReader) throws(PayloadError) {
            status = try reader.requiredReported("status")
            filename = try reader.text("filename", maximum: 255)
        }

        public func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("status", status)
                writer.member("filename", filename)
            }
        }

        public var statusText: String { status.text }
    }
}
