import Charging
import Testing

@testable import Stationmaster

@Suite("One-time addresses")
struct OneTimeAddressTests {
    private func address(
        of settings: Settings, reached: String?
    ) async throws -> Substring {
        let addresses = OneTimeAddresses(
            records: MemoryFileRecords(), publicURL: settings.publicURL, listener: settings.listener)
        let made = try await addresses.upload(
            of: OperationID(rawValue: 1), reached: reached, until: FileBench.now)
        #expect(made.address.hasSuffix("/files/uploads/\(made.secret)"))
        return made.address.dropLast(made.secret.count + 15)
    }

    private func settings(_ host: String, port: Int = 8080, publicURL: String? = nil) -> Settings {
        var settings = Settings()
        settings.httpHost = host
        settings.httpPort = port
        settings.publicURL = publicURL
        return settings
    }

    @Test func `they begin as was set, or else where the station reached us, or else where we listen`() async throws {
        let settings = settings("10.0.0.1", publicURL: "https://csms.example")
        #expect(try await address(of: settings, reached: "http://h:1") == "https://csms.example")
        let unset = self.settings("10.0.0.1")
        #expect(try await address(of: unset, reached: "http://h:1") == "http://h:1")
        #expect(try await address(of: unset, reached: nil) == "http://10.0.0.1:8080")
        #expect(try await address(of: self.settings("fd00::1"), reached: nil) == "http://[fd00::1]:8080")
    }

    @Test(arguments: [("0.0.0.0", 8080), ("::", 8080), ("127.0.0.1", 0)])
    func `a station is never told an address that leads nowhere`(host: String, port: Int) async throws {
        let error = await #expect(throws: ChargingError.self) {
            try await address(of: settings(host, port: port), reached: nil)
        }
        #expect(error?.message.contains("STATIONMASTER_PUBLIC_URL") == true)
    }
}
