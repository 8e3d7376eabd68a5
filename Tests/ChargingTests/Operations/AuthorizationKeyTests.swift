import JSON
import TestSupport
import Testing

@testable import Charging

@Suite("AuthorizationKey", .timeLimit(.minutes(1)))
struct AuthorizationKeyTests {
    private static let digits = "6e657720706173737764"
    private static let new = "new passwd"
    private static let old = "old password"

    private func bench() -> RegistryBench { RegistryBench([.sample(password: Self.old)]) }
    private func change() throws -> StationOperation {
        try .changeConfiguration(key: "AuthorizationKey", value: Self.digits)
    }

    @Test func `the key is good before it is sent`() async throws {
        try await bench().running { bench in
            let charger = try #require(await bench.connect(password: Self.old))
            let pending = Guarded<[[UInt8]]>([])
            let database = bench.database
            charger.onSend = {
                let verifiers = database.station(StationID(rawValue: 1))?.pendingVerifiers ?? []
                pending.change { $0 = verifiers }
            }
            let sent = try await bench.carryOut(change(), on: charger, answer: #"{"status":"Accepted"}"#)
            #expect(sent?.contains(#"{"key":"AuthorizationKey","value":"\#(Self.digits)"}"#) == true)
            #expect(pending.current.contains(Array(Self.new.utf8)))
        }
    }

    @Test(arguments: [new, digits])
    func `old and new are good until the new one has connected`(password: String) async throws {
        try await bench().running { bench in
            let charger = try #require(await bench.connect(password: Self.old))
            try await bench.carryOut(change(), on: charger, answer: #"{"status":"Accepted"}"#)
            #expect(bench.effects == [.pending])
            let again = try #require(await bench.connect(password: Self.old))
            await again.settle()
            #expect(bench.effects == [.pending])
            #expect(await !bench.admit(password: "wrong password").isAccepted)
            _ = try #require(await bench.connect(password: password))
            #expect(await eventually { bench.effects == [.seen] })
            #expect(await bench.admit(password: Self.old) == .badCredentials)
            let other = password == Self.new ? Self.digits : Self.new
            #expect(await bench.admit(password: other) == .badCredentials)
            #expect(await bench.admit(password: password).isAccepted)
        }
    }

    @Test(arguments: [(#"{"status":"Rejected"}"#, false), (#"{"status":"NotSupported"}"#, false), (nil, true)])
    func `a key that the charger refused is not good, one that it may have taken is`(
        answer: String?, isGood: Bool
    ) async throws {
        try await bench().running { bench in
            let charger = try #require(await bench.connect(password: Self.old))
            if let answer {
                try await bench.carryOut(change(), on: charger, answer: answer)
            } else {
                async let mute = bench.carryOut(change())
                _ = await charger.frame(0)
                #expect(await bench.passes { bench.statuses == [.timedOut] })
                _ = try await mute
            }
            #expect(await bench.admit(password: Self.new).isAccepted == isGood)
            #expect(await bench.admit(password: Self.old).isAccepted == !isGood)
        }
    }

    @Test(arguments: [
        "", "0", "new password!", "00112233445566", String(repeating: "00", count: 21), "0011223344556g77",
    ])
    func `what is not 8 to 20 bytes in hexadecimal is refused`(value: String) {
        #expect(throws: ChargingError.self) {
            try StationOperation.changeConfiguration(key: "authorizationkey", value: value)
        }
    }

    @Test func `the key is kept nowhere, also when the charger repeats it`() async throws {
        try await bench().running { bench in
            let charger = try #require(await bench.connect(password: Self.old))
            async let done = bench.carryOut(change())
            await charger.refuse(0, "PropertyConstraintViolation", "cannot set \(Self.digits.uppercased())")
            _ = try await done
            try await bench.carryOut(
                .getConfiguration(keys: ["AuthorizationKey"]), on: charger, frame: 1,
                answer: #"{"configurationKey":[{"key":"AuthorizationKey","readonly":false,"value":"\#(Self.digits)"}]}"#
            )
            let rows = bench.database.operations
            #expect(rows.first?.request == ["key": "AuthorizationKey", "value": "***"])
            #expect(rows.last?.answer?["configurationKey"]?[0]?["value"] == "***")
            let frames = await charger.chargePoint?.debugState.frames.map(\.text) ?? []
            #expect(frames.count >= 4)
            for text in rows.map({ "\($0)" }) + frames {
                #expect(!text.lowercased().contains(Self.digits))
            }
        }
    }
}

@Suite("Masking")
struct MaskingTests {
    @Test(arguments: [
        (#"{"key":"WifiPassword","value":"tell nobody"}"#, #"{"key":"WifiPassword","value":"***"}"#),
        (
            #"{"configurationKey":[{"value":"0000","key":"SIMPin"}]}"#,
            #"{"configurationKey":[{"value":"***","key":"SIMPin"}]}"#
        ),
        (#"{"location":"ftp://user:tell@host/a@b"}"#, #"{"location":"ftp://user:***@host/a@b"}"#),
        (#"{"a":{"apiSecret":{"b":1}}}"#, #"{"a":{"apiSecret":"***"}}"#),
        (#"["echo TELL-NOBODY"]"#, #"["***"]"#), (#"["echo tell-nobody."]"#, #"["echo ***."]"#),
    ])
    func `passwords are hidden by name, by place and by being what was sent`(text: String, masked: String) throws {
        let value = try JSONValue(parsing: text)
        #expect(Masking.masked(value, secrets: ["tell-nobody"]) == (try JSONValue(parsing: masked)))
    }

    @Test(arguments: [
        #"{"key":"WebSocketPingInterval","value":"20"}"#, #"{"location":"ftp://host:21/path"}"#,
        #"{"key":"HeartbeatInterval","readonly":false,"value":"a@b"}"#, #"{"key":"AuthorizationKey","value":""}"#,
        #"{"key":"AuthorizationKey"}"#,
    ])
    func `what is no secret is kept as it is`(text: String) throws {
        let value = try JSONValue(parsing: text)
        #expect(Masking.masked(value) == value)
        #expect(Array(text.utf8).withUnsafeBytes { Masking.masked($0) } == nil)
    }
}
