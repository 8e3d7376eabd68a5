import Foundation
import JSON
import OCPP
import TestSupport
import Testing

/// Holds what we send against the JSON schemas of the standard, as the Python package `ocpp` carries them.
@Suite("Outbound frames and the standard's schemas")
struct SchemaTests {
    @Test(.enabled(if: SchemaOracle.python != nil, "STATIONMASTER_TEST_PYTHON names no Python with the package ocpp"))
    func `every message that we send is valid`() throws {
        let outcome = try SchemaOracle.check(frames())
        #expect(outcome.status == 0, "\(outcome.output)")
        #expect(outcome.output.hasPrefix("valid: \(OCPPSamples.requests.count + OCPPSamples.responses.count + 1)"))
    }

    @Test(.enabled(if: SchemaOracle.python != nil, "STATIONMASTER_TEST_PYTHON names no Python with the package ocpp"))
    func `the check finds a message that is not valid`() throws {
        let id = try #require(MessageID("1"))
        let broken = OCPP16.Authorize(idTag: IdTag(String(repeating: "x", count: 21))).encodedCall(id: id)
        let outcome = try SchemaOracle.check([("Authorize", broken)])
        #expect(outcome.status != 0)
        #expect(outcome.output.contains("is too long"))
    }

    private func frames() throws -> [(action: String, frame: [UInt8])] {
        let id = try #require(MessageID("id-1"))
        let calls = OCPPSamples.requests.map { (type(of: $0).action, $0.encodedCall(id: id)) }
        let results = OCPPSamples.responses.map { ($0.action, $0.response.encodedResult(id: id)) }
        let error = OCPP16.encodedError(id: id, code: .securityError, description: "not yet", details: ["a": 1])
        return calls + results + [("", error)]
    }
}
