import OCPP

/// Reads what a script expects of the central system, and of the charge point itself.
enum ExpectStep {
    private static let patience = Duration.seconds(30)

    static let forms = [
        "expect": """
        expect Accepted|status 1 Charging|power 1 1400..3700|operation Reset|answer [Accepted]|error NotImplemented|\
        closed [1009]|online|delivered|firmware Installed|upload Uploaded|certificate [30s]
        """
    ]

    static func read(_ reader: inout StepReader) throws(ScriptError) -> Step? {
        guard reader.verb == "expect" else { return nil }
        let kind = try reader.peek("what is expected")
        guard let read = kinds[kind] else { return .expect(.verdict(try reader.named())) }
        reader.skip()
        return .expect(try read(&reader))
    }

    private typealias Kind = @Sendable (inout StepReader) throws(ScriptError) -> Expectation

    private static let kinds: [String: Kind] = [
        "status": { (reader) throws(ScriptError) in
            let connector = try reader.connector()
            return .status(connector: connector, try reader.named(), within: try patience(&reader))
        },
        "power": { (reader) throws(ScriptError) in
            let connector = try reader.connector()
            return .power(connector: connector, try reader.watts(), within: try patience(&reader))
        },
        "operation": { (reader) throws(ScriptError) in
            .operation(try reader.word("the operation's name"), within: try patience(&reader))
        },
        "answer": { (reader) throws(ScriptError) in
            let status = reader.isAtDuration ? nil : try reader.word("a status")
            return .scripted(.answer(status), within: try patience(&reader))
        },
        "error": { (reader) throws(ScriptError) in
            let code: OCPP16.ErrorCode = try reader.named()
            return .scripted(.error(code.rawValue), within: try patience(&reader))
        },
        "closed": { (reader) throws(ScriptError) in
            let code = reader.isAtDuration ? nil : try reader.number("of a close code", in: 1000...4999)
            return .scripted(.closed(code), within: try patience(&reader))
        },
        "online": { (reader) throws(ScriptError) in .scripted(.online, within: try patience(&reader)) },
        "delivered": { (reader) throws(ScriptError) in .scripted(.delivered, within: try patience(&reader)) },
        "firmware": { (reader) throws(ScriptError) in
            .firmware(try reader.named(), within: try patience(&reader))
        },
        "upload": { (reader) throws(ScriptError) in .upload(try reader.named(), within: try patience(&reader)) },
        "certificate": { (reader) throws(ScriptError) in .certificate(within: try patience(&reader)) },
    ]

    private static func patience(_ reader: inout StepReader) throws(ScriptError) -> Duration {
        try reader.optionalDuration() ?? patience
    }
}

extension StepReader {
    /// Two numbers, the lower first: `1400..3700`.
    fileprivate mutating func watts() throws(ScriptError) -> ClosedRange<Int> {
        let word = try word("a power in W such as 1400..3700")
        let parts = word.split(separator: "..", maxSplits: 1).map { Int($0) }
        guard parts.count == 2, let lower = parts[0], let upper = parts[1], 0 <= lower, lower <= upper else {
            throw error("\(word) should be a power in W such as 1400..3700")
        }
        return lower...upper
    }
}
