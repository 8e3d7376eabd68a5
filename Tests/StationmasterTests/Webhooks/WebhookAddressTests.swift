import Charging
import Testing

@testable import Stationmaster

@Suite("Addresses that webhooks may go to")
struct WebhookAddressTests {
    @Test(arguments: [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "100.64.0.1", "169.254.169.254", "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "255.255.255.255",
        "::", "::1", "::ffff:127.0.0.1", "::7f00:1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:1::", "fc00::1",
        "fd12::1",
        "fe80::1", "fec0::1", "ff02::1", "2001:db8::1",
    ])
    func `special addresses are not called`(text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(!WebhookAddresses().allows(address.bytes))
    }

    @Test(arguments: ["1.1.1.1", "172.15.0.1", "172.32.0.1", "93.184.216.34", "2606:4700::1111", "2a00:1450::1"])
    func `public addresses are called`(text: String) throws {
        #expect(WebhookAddresses().allows(try #require(IPAddress(text)).bytes))
    }

    @Test func `the operator may allow networks, and no more than those`() throws {
        let addresses = WebhookAddresses(networks: [try #require(IPNetwork("10.1.0.0/16"))])
        #expect(
            addresses.allows([10, 1, 2, 3]) && !addresses.allows([10, 2, 2, 3]) && !addresses.allows([127, 0, 0, 1]))
        #expect(!addresses.allows([]) && !addresses.allows([1, 2, 3]))
    }

    @Test(arguments: [
        "https://example.com/events?a=b", "https://example.com:8443/", "https://[2606:4700::1111]/",
        "HTTPS://example.com",
    ])
    func `addresses of the public network are taken`(url: String) throws {
        try WebhookAddresses().check(url: url)
    }

    @Test(arguments: [
        "", "x", "http://example.com/", "ftp://example.com/", "https://", "https://127.0.0.1/", "https://[::1]:443/",
        "https://LOCALHOST/", "https://a.localhost/", "https://user@example.com/", "https://example.com/#x",
        "https://exämple.com/", "https://example.com/ x", "https://example.com/\r\nX: y", "https://169.254.169.254/",
        "file:///etc/passwd", "https://example.com/" + String(repeating: "x", count: 2_000),
    ])
    func `others are refused`(url: String) {
        #expect(throws: ChargingError.self) { try WebhookAddresses().check(url: url) }
    }

    @Test func `without TLS only where the operator allows it`() throws {
        try WebhookAddresses(allowsHTTP: true).check(url: "http://example.com/")
    }
}
