import JSON

extension OCPP16 {
    /// One number of a meter, with what it measures and where. OCPP 1.6 edition 2, section 7.43.
    ///
    /// The fields are the wire's; ``normalised`` is what to compute with.
    public struct SampledValue: Sendable, Equatable {
        public let value: String
        public let context: Reported<ReadingContext>?
        public let format: Reported<ValueFormat>?
        public let measurand: Reported<Measurand>?
        public let phase: Reported<Phase>?
        public let location: Reported<Location>?
        public let unit: Reported<UnitOfMeasure>?

        public init(
            value: String, context: ReadingContext? = nil, format: ValueFormat? = nil, measurand: Measurand? = nil,
            phase: Phase? = nil, location: Location? = nil, unit: UnitOfMeasure? = nil
        ) {
            self.value = value
            self.context = context.map { .known($0) }
            self.format = format.map { .known($0) }
            self.measurand = measurand.map { .known($0) }
            self.phase = phase.map { .known($0) }
            self.location = location.map { .known($0) }
            self.unit = unit.map { .known($0) }
        }

        init(from reader: inout PayloadReader) throws(PayloadError) {
            value = try reader.requiredText("value")
            context = try reader.reported("context")
            format = try reader.reported("format")
            measurand = try reader.reported("measurand")
            phase = try reader.reported("phase")
            location = try reader.reported("location")
            unit = try reader.reported("unit")
            if unit == nil, isUnitNeeded { reader.notes.add(.unitAssumed, "unit") }
        }

        func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("value", value)
                writer.member("context", context)
                writer.member("format", format)
                writer.member("measurand", measurand)
                writer.member("phase", phase)
                writer.member("location", location)
                writer.member("unit", unit)
            }
        }
    }
}
