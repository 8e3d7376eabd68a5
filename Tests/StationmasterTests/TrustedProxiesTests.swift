import Testing

@testable import Stationmaster

@Suite("Trusted proxies")
struct TrustedProxiesTests {
    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("10.0.0.0/9", "10.128.0.1", false),
        ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false), ("0.0.0.0/0", "203.0.113.9", true),
        ("0.0.0.0/0", "2001:db8::1", false), ("2001:db8::/33", "2001:db8:7fff::1", true),
        ("2001:db8::/33", "2001:db8:8000::1", false), ("::/0", "::1", true), ("10.0.0.0/8", "::ffff:10.1.2.3", true),
        ("::ffff:10.0.0.0/104", "10.1.2.3", true), ("192.0.2.0/31", "192.0.2.1", true),
    ])
    func `a network holds the addresses that begin as it does`(network: String, address: String, holds: Bool) throws {
        let network = try #require(IPNetwork(network[...]))
        #expect(network.contains(try #require(IPAddress(address))) == holds)
    }

    @Test(arguments: [
        "", ",", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "/8", "10.0.0/8", "2001:db8::/129", "localhost",
        "10.0.0.1/8/8",
        "10.0.0.1,", "::ffff:10.0.0.0/8", "10.0.0.0/99999999999999999999", "10.0.0.0/+8", "1.2.3.4\0",
    ])
    func `what is no list of networks is none`(text: String) {
        #expect(TrustedProxies(text) == nil)
    }

    private func client(
        peer: String?, isSecure: Bool = false, for addresses: [String] = [], proto: [String] = []
    ) throws -> TrustedProxies.Client {
        let proxies = try #require(TrustedProxies("10.0.0.0/8, 2001:db8::/32"))
        return proxies.client(from: peer, isSecure: isSecure, forwardedFor: addresses, forwardedProto: proto)
    }

    @Test func `headers of a stranger are not believed`() throws {
        let stranger = try client(peer: "192.0.2.1", for: ["203.0.113.9"], proto: ["https"])
        #expect(stranger == .init(address: "192.0.2.1", isSecure: false, isForwarded: false))
        let nobody = TrustedProxies().client(
            from: "10.0.0.1", isSecure: false, forwardedFor: ["203.0.113.9"], forwardedProto: ["https"])
        #expect(nobody == .init(address: "10.0.0.1", isSecure: false, isForwarded: false))
        #expect(try client(peer: nil, for: ["203.0.113.9"]).address == nil)
    }

    @Test(arguments: [
        (["203.0.113.9"], "203.0.113.9"), (["198.51.100.1, 203.0.113.9"], "203.0.113.9"),
        (["203.0.113.9, 10.0.0.7"], "203.0.113.9"), (["203.0.113.9", "10.0.0.7, 10.0.0.8"], "203.0.113.9"),
        (["10.0.0.7"], "10.0.0.7"), (["203.0.113.9:1234"], "203.0.113.9"), (["[2001:DB9::1]:443"], "2001:db9::1"),
        (["\"[2001:db9::1]\""], "2001:db9::1"), (["203.0.113.9, unknown"], "10.0.0.1"),
        (["203.0.113.9, unknown, 10.0.0.7"], "10.0.0.7"), (["", " , "], "10.0.0.1"),
        (["[", "]:", ":", "::::"], "10.0.0.1"),
    ])
    func `the client is the last that is no proxy of ours`(fields: [String], address: String) throws {
        #expect(try client(peer: "10.0.0.1", for: fields).address == address)
    }

    @Test func `a long chain is not followed for ever`() throws {
        let chain = "203.0.113.9" + String(repeating: ", 10.0.0.7", count: 1_000)
        #expect(try client(peer: "10.0.0.1", for: [chain]).address == "10.0.0.7")
    }

    @Test(arguments: [
        (false, ["https"], true), (false, ["WSS"], true), (false, ["http"], false), (false, ["http, https"], false),
        (false, ["https", "https"], true), (true, ["http"], false), (true, [], true), (false, [], false),
    ])
    func `trap 29: the way is secure when every proxy says so`(isSecure: Bool, proto: [String], result: Bool) throws {
        let found = try client(peer: "2001:db8::1", isSecure: isSecure, for: ["203.0.113.9"], proto: proto)
        #expect(found.isSecure == result && found.isForwarded)
    }
}
