import Charging
import Crypto
import JSON
import Testing

@testable import Identity

@Suite("Sealed tickets and captchas")
struct SealedTicketTests {
    private let key = SymmetricKey(size: .bits256)
    private let now = Timestamp(microseconds: 1_800_000_000_000_000)

    @Test func `a ticket gives back what was sealed until its time is over`() throws {
        let tickets = SealedTicket(key, purpose: "test")
        let ticket = try tickets.seal("a:b", until: now.advanced(by: .seconds(60)))
        #expect(tickets.open(ticket, now: now)?.text == "a:b")
        #expect(tickets.open(ticket, now: now.advanced(by: .seconds(60))) == nil)
    }

    @Test func `a ticket of another purpose or key, changed or made up is none`() throws {
        let tickets = SealedTicket(key, purpose: "test")
        let ticket = try tickets.seal("text", until: now.advanced(by: .seconds(60)))
        #expect(SealedTicket(key, purpose: "other").open(ticket, now: now) == nil)
        #expect(SealedTicket(SymmetricKey(size: .bits256), purpose: "test").open(ticket, now: now) == nil)
        let changed = (ticket.first == "A" ? "B" : "A") + ticket.dropFirst()
        for text in [changed, "", "=", "AAAA", String(repeating: "A", count: 401)] {
            #expect(tickets.open(text, now: now) == nil)
        }
    }

    @Test func `a picture is a PNG of its size, and no two are the same`() {
        let first = CaptchaImage.draw("ACDEFH"), second = CaptchaImage.draw("ACDEFH")
        #expect(first.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        #expect(Array(first[16..<24]) == [0, 0, 0, 240, 0, 0, 0, 80])
        #expect(first.suffix(8) == [0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82])
        #expect(first != second && first.count > 500)
    }

    @Test func `a text at rest is read with its key alone`() throws {
        let cipher = TextCipher(key)
        let bytes = try cipher.encrypt("a link")
        #expect(try cipher.decrypt(bytes) == "a link")
        #expect(throws: (any Error).self) { try TextCipher(SymmetricKey(size: .bits256)).decrypt(bytes) }
    }
}
