import JSON
import OCPP
import TestSupport
import Testing

/// Our types and the standard's schemas allow and forbid the same.
@Suite("Messages and the standard's schemas, swept")
struct SchemaSweepTests {
    @Test(.enabled(if: SchemaOracle.python != nil, "STATIONMASTER_TEST_PYTHON names no Python with the package ocpp"))
    func `trap 6: whatever a schema allows is read without a note, and sent as it was in a frame that is valid`() throws
    {
        let variants = try SchemaOracle.variants().filter { $0.isAllowed && !Self.isStricter($0) }
        var frames: [(action: String, frame: [UInt8])] = []
        for variant in variants {
            let sent: [UInt8]
            do {
                sent = try Self.sent(variant)
            } catch {
                Issue.record("\(variant): \(error)")
                continue
            }
            #expect(try JSONValue(parsing: sent).array?.last == variant.payload, "\(variant)")
            frames.append((variant.action, sent))
        }
        #expect(
            Set(variants.filter(\.isRequest).map(\.action)) == Set(OCPPSamples.requests.map { type(of: $0).action }))
        #expect(Set(variants.map(\.action)).count == 39)
        let outcome = try SchemaOracle.check(frames)
        #expect(outcome.output.hasPrefix("valid: \(frames.count)"), "\(outcome.output)")
    }

    @Test(.enabled(if: SchemaOracle.python != nil, "STATIONMASTER_TEST_PYTHON names no Python with the package ocpp"))
    func `trap 6: whatever a schema forbids is refused before it is sent`() throws {
        let variants = try SchemaOracle.variants().filter { !$0.isAllowed }
        #expect(variants.count > 150)
        // What cannot be read of a meter is left out, and the rest is fit to be sent.
        var frames: [(String, [UInt8])] = []
        for variant in variants {
            do {
                let sent = try Self.sent(variant)
                let isLeftOut = try JSONValue(parsing: sent).array?.last != variant.payload
                #expect(isLeftOut && ["StopTransaction", "MeterValues"].contains(variant.action), "\(variant)")
                frames.append((variant.action, sent))
            } catch is PayloadError {}
        }
        #expect(try SchemaOracle.check(frames).output.hasPrefix("valid: \(frames.count)"))
    }

    /// What we refuse although the schema allows it.
    private static func isStricter(_ variant: SchemaOracle.Variant) -> Bool {
        // Without a verdict a tag cannot be on a list that replaces the old one. OCPP 1.6 edition 2, section 7.1.
        variant.action == "SendLocalList" && variant.what == "without localAuthorizationList.0.idTagInfo"
    }

    private static func sent(_ variant: SchemaOracle.Variant) throws -> [UInt8] {
        let id = try #require(MessageID("1"))
        guard let request = OCPPSamples.requests.first(where: { type(of: $0).action == variant.action }) else {
            throw PayloadError(field: "", problem: .formation, message: "no such action")
        }
        return variant.isRequest ? try call(like: request, variant, id) : try result(to: request, variant, id)
    }

    private static func call<Request: OCPPRequest>(
        like request: Request, _ variant: SchemaOracle.Variant, _ id: MessageID
    ) throws -> [UInt8] {
        let request = try Request(payload: variant.payload)
        try request.validate()
        return request.encodedCall(id: id)
    }

    private static func result<Request: OCPPRequest>(
        to request: Request, _ variant: SchemaOracle.Variant, _ id: MessageID
    ) throws -> [UInt8] {
        let response = try Request.Response(payload: variant.payload)
        try response.validate()
        return response.encodedResult(id: id)
    }
}
