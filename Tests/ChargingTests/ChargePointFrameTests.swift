import JSON
import TestSupport
import Testing

@testable import Charging

@Suite("Frames of a charge point", .timeLimit(.minutes(3)))
struct ChargePointFrameTests {
    @Test func `a start sent twice hears the same transaction and the same verdict`() async throws {
        let bench = try await ChargePointBench()
        let first = await bench.exchange(Frames.start("1"))
        bench.database.judge("04AA11", .blocked)
        let sameID = await bench.exchange(Frames.start("1"))
        let otherID = await bench.exchange(Frames.start("2"))
        #expect(first?[2] != nil)
        #expect(sameID == first)
        #expect(otherID?[2] == first?[2])
        #expect(bench.database.sessions.count == 1)
        #expect(await bench.chargePoint.debugState.repeatedStarts == 1)
    }

    @Test func `a frame repeated while the first is under way is answered once`() async throws {
        let bench = try await ChargePointBench()
        bench.database.holdsCommits = true
        await bench.connection.receive(Frames.start("1"))
        await bench.connection.receive(Frames.start("1"))
        bench.database.releaseAll()
        await bench.settle()
        #expect(bench.connection.ids == ["1"])
        #expect(bench.database.reports.count == 1)
    }

    @Test func `a message id used again with other content is a new message`() async throws {
        let bench = try await ChargePointBench()
        #expect(await bench.exchange(Frames.status("Available", id: "1"))?[0] == 3)
        #expect(await bench.exchange(Frames.status("Charging", id: "1"))?[0] == 3)
        #expect(await bench.exchange(Frames.status("Available", id: "1"))?[0] == 3)
        #expect(bench.row?.connector(1)?.status == .available)
        #expect(await bench.chargePoint.debugState.counters.reusedMessageIDs == 2)
    }

    static let refusals: [(String, JSONValue)] = [
        (#"[2,"1","FlyToTheMoon",{}]"#, "NotImplemented"),
        (#"[2,"1","Authorize",{}]"#, "OccurenceConstraintViolation"),
        (#"[2,"1","Authorize",{"idTag":{}}]"#, "OccurenceConstraintViolation"),
        (#"[2,"1","Authorize",{"idTag":{"id":"A"}}]"#, "TypeConstraintViolation"),
        (#"[2,"1","RemoteStartTransaction",{"idTag":"A"}]"#, "NotSupported"),
        (Frames.start("1", connector: 5000), "PropertyConstraintViolation"),
        (Frames.status("Available", connector: 5000, id: "1"), "PropertyConstraintViolation"),
        (#"[2,"1","Authorize",[]]"#, "FormationViolation"),
    ]

    @Test(arguments: refusals)
    func `a call that cannot be meant is refused with its code, and the connection goes on`(
        frame: String, code: JSONValue
    ) async throws {
        let bench = try await ChargePointBench()
        let answer = await bench.exchange(frame)
        #expect(answer?[0] == 4)
        #expect(answer?[1] == "1")
        #expect(answer?[2] == code)
        #expect(await bench.exchange(Frames.heartbeat())?[0] == 3)
    }

    @Test func `an unknown message type is ignored`() async throws {
        let bench = try await ChargePointBench()
        await bench.connection.receive(#"[9,"1","Heartbeat",{}]"#)
        #expect(await bench.exchange(Frames.heartbeat("2"))?[1] == "2")
        #expect(await bench.chargePoint.debugState.counters.ignoredFrames == 1)
    }

    @Test func `the end of a transaction that was never told is answered`() async throws {
        let bench = try await ChargePointBench()
        let answer = await bench.exchange(Frames.stop(transaction: -1, wh: 5))
        #expect(answer?[0] == 3)
        #expect(await bench.exchange(Frames.stop("e2", transaction: 99_999_999_999, wh: 5))?[0] == 3)
    }

    @Test func `no frame whatever traps, and the connection stays usable`() async throws {
        let bench = try await ChargePointBench()
        var random = SeededGenerator(seed: 42)
        let seeds = [
            Frames.boot(), Frames.heartbeat(), Frames.authorize(), Frames.status("Charging"), Frames.start(),
            Frames.meter(transaction: 1, wh: 1, power: 1), Frames.stop(transaction: 1, wh: 2), #"[3,"1",{}]"#,
            #"[4,"1","GenericError","",{}]"#,
        ].map { Array($0.utf8) }
        for _ in 0..<3000 {
            var frame = seeds[Int.random(in: 0..<seeds.count, using: &random)]
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0..<frame.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: frame[place] = UInt8.random(in: .min ... .max, using: &random)
                case 1: frame.insert(UInt8.random(in: 0x20...0x7e, using: &random), at: place)
                case 2 where frame.count > 1: frame.remove(at: place)
                default: frame.replaceSubrange(place..., with: Array(#"9e999,-1,{}"#.utf8))
                }
            }
            await bench.connection.receive(frame)
        }
        await bench.settle()
        #expect(bench.connection.closeReason == nil)
        #expect(await bench.exchange(Frames.heartbeat("alive"))?[1] == "alive")
    }

    @Test func `the last frames are kept, cut, and without keys`() async throws {
        var configuration = RegistryConfiguration.quiet
        configuration.recordedFrames = 4
        configuration.recordedFrameBytes = 60
        let bench = try await ChargePointBench(configuration: configuration)
        for number in 0..<5 { _ = await bench.exchange(Frames.authorize("\(number)")) }
        await bench.connection.receive(
            #"[3,"x",{"configurationKey":[{"key":"AuthorizationKey","readonly":false,"value":"31323334"}]}]"#)
        let frames = await bench.chargePoint.debugState.frames
        #expect(frames.count == 4)
        #expect(frames.allSatisfy { $0.text.utf8.count <= 60 })
        #expect(frames.first?.label == "CALLRESULT")
        #expect(!frames.contains { $0.text.contains("3132") })
    }

    @Test(arguments: [
        #"{"key":"AuthorizationKey","value":"secret"}"#, #"{"KEY":1,"AUTHORIZATIONKEY":"secret"}"#,
        #"[2,"1","ChangeConfiguration",{"value":"secret","key":"authorizationkey"}]"#,
        #"{"key":"AuthorizationKey","value":"secret""#,
    ])
    func `keys are masked however they are written`(text: String) {
        let masked = Array(text.utf8).withUnsafeBytes { Masking.masked($0) }
        #expect(masked != nil)
        #expect(!String(decoding: masked ?? [], as: UTF8.self).contains("secret"))
    }
}

/// The same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
