import JSON

extension OCPP16 {
    /// What a meter showed at one time. OCPP 1.6 edition 2, section 7.33.
    public struct MeterValue: Sendable, Equatable {
        public let timestamp: SentTime
        public let sampledValue: [SampledValue]

        public init(timestamp: SentTime, sampledValue: [SampledValue]) {
            self.timestamp = timestamp
            self.sampledValue = sampledValue
        }

        init(from reader: inout PayloadReader) throws(PayloadError) {
            timestamp = try reader.expectedTime("timestamp")
            guard
                let values = reader.readableObjects(
                    "sampledValue", { (reader) throws(PayloadError) in try SampledValue(from: &reader) })
            else { throw .missing("sampledValue") }
            sampledValue = values
        }

        func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("timestamp", timestamp)
                writer.member("sampledValue", sampledValue) { $0.encode(into: &$1) }
            }
        }
    }
}
