import Charging
import Identity
import Testing

@Suite("Password hashes")
struct PasswordHashTests {
    @Test func `a password fits its own hash and no other does`() throws {
        let hash = try PasswordHash.make("correct horse battery")
        #expect(hash.hasPrefix("scrypt$15$8$1$"))
        #expect(try PasswordHash.verifies("correct horse battery", against: hash))
        #expect(try !PasswordHash.verifies("correct horse batterx", against: hash))
        #expect(try PasswordHash.make("correct horse battery") != hash)
    }

    @Test(arguments: [
        "", "scrypt", "scrypt$15$8$1$x$y", "scrypt$99$8$1$AAAA$AAAA", "scrypt$-1$8$1$AAAA$AAAA",
        "bcrypt$15$8$1$AAAA$AAAA",
    ])
    func `what is no hash of ours fits nothing`(stored: String) throws {
        #expect(try !PasswordHash.verifies("correct horse battery", against: stored))
    }

    @Test func `the hash of nobody fits nothing and takes the same work`() throws {
        #expect(try !PasswordHash.verifies("", against: PasswordHash.ofNobody))
        #expect(PasswordHash.ofNobody.hasPrefix("scrypt$15$8$1$"))
    }
}
