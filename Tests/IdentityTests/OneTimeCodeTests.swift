import Charging
import Testing

@testable import Identity

/// The values are those of RFC 6238, appendix B.
@Suite("One-time codes")
struct OneTimeCodeTests {
    private let code = OneTimeCode(key: Array("12345678901234567890".utf8))

    @Test(
        arguments: [
            (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
            (2_000_000_000, "279037"), (20_000_000_000, "353130"),
        ] as [(Int64, String)])
    func `a code is that of the standard`(seconds: Int64, digits: String) {
        #expect(code.code(step: seconds / 30) == digits)
        #expect(code.step(of: digits, unixSeconds: seconds) == seconds / 30)
    }

    @Test func `a clock may be half a minute off and no more`() {
        for (away, isGood) in [(-60, false), (-30, true), (30, true), (60, false)] as [(Int64, Bool)] {
            #expect((code.step(of: "005924", unixSeconds: 1_234_567_890 + away) != nil) == isGood)
        }
    }

    @Test func `the secret is base32 as authenticators take it`() {
        #expect(code.secret == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        #expect(OneTimeCode.random().secret != OneTimeCode.random().secret)
    }

    @Test func `a recovery code is taken in capitals and without its dash`() {
        let made = RecoveryCode.make()
        #expect(Set(made).count == 10)
        let plain = made[0].uppercased().filter { $0 != "-" }
        #expect(RecoveryCode.hash(plain, of: 1) == RecoveryCode.hash(made[0], of: 1))
        #expect(RecoveryCode.hash(made[0], of: 1) != RecoveryCode.hash(made[0], of: 2))
    }
}
