import Charging
import GraphQL
import JSON

// What several operations read.
extension InputReader {
    /// OCPP's integers have 31 bits and a sign.
    func seconds(_ name: String) throws -> Int? { try integer(name, in: 0...2_147_483_647) }

    func retries() throws -> Int? { try integer("retries", in: 0...100) }

    func profile(_ name: String) throws -> RequestedProfile? {
        guard let input = member(name) else { return nil }
        guard let schedule = input.member("schedule") else { throw refusal("schedule", "is missing.") }
        let number: ClosedRange<Int64> = -2_147_483_648...2_147_483_647
        var profile = RequestedProfile(
            id: try input.required("profileId", try input.integer("profileId", in: number)),
            purpose: try input.required("purpose", try input.word("purpose", as: ProfilePurpose.self)),
            kind: try input.required("kind", try input.word("kind", as: ProfileKind.self)),
            unit: try schedule.required("unit", try schedule.word("unit", as: RateUnit.self)),
            periods: try schedule.periods())
        profile.stackLevel = try input.integer("stackLevel", in: 0...2_147_483_647) ?? 0
        profile.recurrency = try input.word("recurrency", as: ProfileRecurrency.self)
        profile.validFrom = try input.timestamp("validFrom")
        profile.validTo = try input.timestamp("validTo")
        profile.transactionID = try input.transactionID()
        profile.durationSeconds = try schedule.seconds("durationSeconds")
        profile.startAt = try schedule.timestamp("startAt")
        profile.minimumRate = schedule.number("minimumRate")
        return profile
    }

    private func periods() throws -> [RequestedProfile.Period] {
        let members = members("periods")
        guard members.count <= RequestedProfile.periodLimit else {
            throw refusal("periods", "has \(members.count) periods; up to \(RequestedProfile.periodLimit) are allowed.")
        }
        return try members.map { period in
            RequestedProfile.Period(
                startSeconds: try period.required("startSeconds", try period.seconds("startSeconds")),
                limit: try period.required("limit", period.number("limit")),
                phases: try period.integer("phases", in: 1...3))
        }
    }

    /// Sessions show the number that the charger uses as a text.
    private func transactionID() throws -> Int? {
        guard let text = try text("transactionId", length: 1...20) else { return nil }
        guard let number = Int32(text) else { throw refusal("transactionId", "is not a transaction's number.") }
        return Int(number)
    }
}
