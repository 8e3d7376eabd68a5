import Testing
import WebSockets

@testable import Stationmaster

@Suite("Fault switch")
struct FaultRequestTests {
    private func refusal(_ body: String) -> String? {
        do throws(FaultRequest.Refusal) {
            _ = try FaultRequest(Array(body.utf8), for: "CP-1")
            return nil
        } catch {
            return error.description
        }
    }

    @Test func `a request is read as it is meant`() throws {
        let body = #"""
            {"testCharger": "CP-1", "seconds": 60, "seed": 7, "rules": [
              {"direction": "inbound", "effect": "duplicate", "every": 2},
              {"direction": "outbound", "effect": "delay", "milliseconds": 250, "probability": 0.5}]}
            """#
        let request = try FaultRequest(Array(body.utf8), for: "CP-1")
        #expect(
            request.faults
                == LinkFaults(
                    [
                        .init(.inbound, .duplicate, .every(2)),
                        .init(.outbound, .delay(.milliseconds(250)), .probability(0.5)),
                    ], seed: 7, duration: .seconds(60)))
    }

    @Test(arguments: [
        ("", "JSON object"), ("[]", "JSON object"), (#"{"seconds": 1, "rules": []}"#, "testCharger"),
        (#"{"testCharger": "CP-2", "seconds": 1}"#, "testCharger"),
        (#"{"testCharger": "CP-1", "seconds": 3601, "rules": []}"#, "seconds is 3601; it should be 1 to 3600"),
        (#"{"testCharger": "CP-1", "seconds": 1, "seed": -1, "rules": []}"#, "seed is -1"),
        (#"{"testCharger": "CP-1", "seconds": 1, "rules": []}"#, "1 to 16"),
        (#"{"testCharger": "CP-1", "seconds": 1, "rules": [{"direction": "up"}]}"#, "direction"),
        (#"{"testCharger": "CP-1", "seconds": 1, "rules": [{"direction": "inbound", "effect": "burn"}]}"#, "effect"),
        (#"{"testCharger": "CP-1", "seconds": 1, "rules": [{"direction": "inbound", "effect": "drop"}]}"#, "either"),
        (
            #"{"testCharger": "CP-1", "seconds": 1, "rules": [{"direction": "inbound", "effect": "delay", "every": 1}]}"#,
            "milliseconds is missing"
        ),
        (
            #"{"testCharger": "CP-1", "seconds": 1, "rules": [{"direction": "inbound", "effect": "drop", "every": 0}]}"#,
            "every is 0"
        ),
        (
            #"{"testCharger": "CP-1", "seconds": 1, "rules": [{"direction": "inbound", "effect": "drop", "probability": 2}]}"#,
            "probability"
        ),
    ])
    func `what cannot be meant is refused with what would be right`(body: String, reason: String) throws {
        #expect(try #require(refusal(body)).contains(reason))
    }
}
