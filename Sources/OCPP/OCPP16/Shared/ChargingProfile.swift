import JSON

extension OCPP16 {
    /// How much a charge point or a transaction may draw, and when. OCPP 1.6 edition 2, section 7.8.
    public struct ChargingProfile: Sendable, Equatable {
        public let id: Int
        public let stackLevel: Int
        public let purpose: ChargingProfilePurpose
        public let kind: ChargingProfileKind
        public let schedule: ChargingSchedule
        /// Never part of a RemoteStartTransaction, whose transaction has no number yet.
        public let transactionId: Int?
        public let recurrency: RecurrencyKind?
        public let validFrom: SentTime?
        public let validTo: SentTime?

        public init(
            id: Int, stackLevel: Int, purpose: ChargingProfilePurpose, kind: ChargingProfileKind,
            schedule: ChargingSchedule, transactionId: Int? = nil, recurrency: RecurrencyKind? = nil,
            validFrom: SentTime? = nil, validTo: SentTime? = nil
        ) {
            self.id = id
            self.stackLevel = stackLevel
            self.purpose = purpose
            self.kind = kind
            self.schedule = schedule
            self.transactionId = transactionId
            self.recurrency = recurrency
            self.validFrom = validFrom
            self.validTo = validTo
        }

        init(from reader: inout PayloadReader) throws(PayloadError) {
            id = try reader.requiredInteger("chargingProfileId")
            transactionId = try reader.integer("transactionId")
            stackLevel = try reader.requiredInteger("stackLevel", in: 0...Int.max)
            purpose = try reader.requiredKnown("chargingProfilePurpose")
            kind = try reader.requiredKnown("chargingProfileKind")
            recurrency = try reader.known("recurrencyKind")
            validFrom = try reader.time("validFrom")
            validTo = try reader.time("validTo")
            schedule = try reader.requiredObject("chargingSchedule") {
                (reader) throws(PayloadError) in try ChargingSchedule(from: &reader)
            }
        }

        func encode(into writer: inout JSONWriter) {
            writer.object { writer in
                writer.member("chargingProfileId", id)
                writer.member("transactionId", transactionId)
                writer.member("stackLevel", stackLevel)
                writer.member("chargingProfilePurpose", purpose)
                writer.member("chargingProfileKind", kind)
                writer.member("recurrencyKind", recurrency)
                writer.member("validFrom", validFrom)
                writer.member("validTo", validTo)
                writer.name("chargingSchedule")
                schedule.encode(into: &writer)
            }
        }
    }

    /// OCPP 1.6 edition 2, section 7.10.
    public enum ChargingProfilePurpose: String, Sendable, Hashable, CaseIterable {
        case chargePointMaxProfile = "ChargePointMaxProfile"
        case txDefaultProfile = "TxDefaultProfile"
        case txProfile = "TxProfile"
    }

    /// OCPP 1.6 edition 2, section 7.9.
    public enum ChargingProfileKind: String, Sendable, Hashable, CaseIterable {
        case absolute = "Absolute"
        case recurring = "Recurring"
        case relative = "Relative"
    }

    /// OCPP 1.6 edition 2, section 7.37.
    public enum RecurrencyKind: String, Sendable, Hashable, CaseIterable {
        case daily = "Daily"
        case weekly = "Weekly"
    }
}
