import JSON
import Testing

@Suite("Timestamp")
struct TimestampTests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.000001Z", 1), ("1969-12-31T23:59:59.999Z", -1000),
            ("2026-01-02T03:04:05.678Z", 1_767_323_045_678_000), ("2026-01-02t03:04:05.678z", 1_767_323_045_678_000),
            ("2026-01-02 03:04:05.678", 1_767_323_045_678_000), ("2026-01-02T03:04:05,678Z", 1_767_323_045_678_000),
            ("2026-01-02T05:04:05.678+02:00", 1_767_323_045_678_000),
            ("2026-01-02T05:04:05.678+0200", 1_767_323_045_678_000),
            ("2026-01-01T21:34:05.678-05:30", 1_767_323_045_678_000),
            ("2026-01-02 05:04:05.678+02", 1_767_323_045_678_000),
            ("2026-01-02T03:04:05.6780000000000000000000000001Z", 1_767_323_045_678_000),
            ("2026-01-02T03:04Z", 1_767_323_040_000_000), ("2024-02-29T00:00:00Z", 1_709_164_800_000_000),
            ("2016-12-31T23:59:60Z", 1_483_228_800_000_000), ("2000-02-29T12:00:00Z", 951_825_600_000_000),
        ] as [(String, Int64)])
    func `is read from what chargers write`(text: String, microseconds: Int64) {
        #expect(Timestamp(parsing: text)?.microseconds == microseconds)
    }

    @Test(arguments: [
        "", "T", "2026", "2026-01-02", "2026-01-02T", "2026-01-02T03", "2026-01-02T3:04:05Z", "2026-1-2T03:04:05Z",
        "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
        "2026-04-31T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-32T00:00:00Z", "2026-01-02T24:00:00Z",
        "2026-01-02T03:60:00Z", "2026-01-02T03:04:61Z", "2026-01-02T03:04:05.Z", "2026-01-02T03:04:05ZZ",
        "2026-01-02T03:04:05+24:00", "2026-01-02T03:04:05+02:60", "2026-01-02T03:04:05+2", "2026-01-02T03:04:05+02:",
        "99999-01-01T00:00:00Z", "-2026-01-01T00:00:00Z", " 2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z ",
        "2026-01-02T03:04:05é", "２026-01-02T03:04:05Z", "2026-01-02T03:04:05 Z", "1767323045",
    ])
    func `what is not a time is refused`(text: String) {
        #expect(Timestamp(parsing: text) == nil)
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (1_767_323_045_678_999, "2026-01-02T03:04:05.678Z"),
            (1_767_323_045_000_000, "2026-01-02T03:04:05Z"), (1_767_323_045_007_000, "2026-01-02T03:04:05.007Z"),
            (-1, "1969-12-31T23:59:59.999Z"), (253_402_300_799_999_999, "9999-12-31T23:59:59.999Z"),
            (-62_167_219_200_000_000, "0000-01-01T00:00:00Z"), (.max, "294247-01-10T04:00:54.775Z"),
            (.min, "-290308-12-21T19:59:05.224Z"),
        ] as [(Int64, String)])
    func `is written in UTC with at most three decimals`(microseconds: Int64, text: String) {
        #expect(Timestamp(microseconds: microseconds).description == text)
    }

    @Test func `every day of eight hundred years comes back`() {
        for day in stride(from: Int64(-146_097), to: 146_097, by: 1) {
            let timestamp = Timestamp(microseconds: (day * 86_400 + 43_200) * 1_000_000)
            #expect(Timestamp(parsing: timestamp.description) == timestamp)
        }
    }

    @Test func `adds and subtracts durations without overflow`() {
        let start = Timestamp(microseconds: 1_000_000)
        #expect(start.advanced(by: .milliseconds(1500)).microseconds == 2_500_000)
        #expect(start.advanced(by: .milliseconds(-1500)).microseconds == -500_000)
        #expect(start.duration(to: Timestamp(microseconds: 3_000_001)) == .microseconds(2_000_001))
        #expect(Timestamp(microseconds: .max).advanced(by: .seconds(1)).microseconds == .max)
        #expect(Timestamp(microseconds: .min).advanced(by: .seconds(Int64.min)).microseconds == .min)
        #expect(Timestamp(microseconds: .min).duration(to: Timestamp(microseconds: .max)) == .microseconds(Int64.max))
        #expect(start < Timestamp(microseconds: 1_000_001))
    }
}
