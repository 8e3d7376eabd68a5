import Foundation
import Testing

@testable import Charging

@Suite("State encoder")
struct StateEncoderTests {
    private enum Choice: Codable, Equatable {
        case none
        case one(Int, name: String)
        case many([Choice])
    }

    private struct Plain: Codable, Equatable {
        var text = "a\"b\\c\u{1}\u{1F}é\u{10FFFF}/\n"
        var absent: String?
        var present: String? = ""
        var numbers: [Double] = [0, -0.5, 1e-9, 1e300, 5, .greatestFiniteMagnitude]
        var odd: [Double] = [.infinity, -.infinity]
        var small: [Int8] = [-128, 127]
        var large: [UInt64] = [0, .max]
        var flags = [true: 1, false: 2]
        var byName = ["b": [1.5], "": []]
        var byNumber = [3: "c", -1: "d"]
        var nothing: [String] = []
        var choices: [Choice] = [.none, .one(1, name: "x"), .many([]), .many([.none, .many([.one(2, name: "")])])]
        var empty = Empty()
        var maybe: [Int?] = [nil, 3]
        var bytes: [UInt8] = [0, 255]
    }

    private struct Empty: Codable, Equatable {}

    private func decoded<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]?) throws -> Value {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = RecordedJSON.decodingOfFloats
        return try decoder.decode(type, from: Data(try #require(bytes)))
    }

    @Test func `what it writes reads back as it was`() throws {
        #expect(try decoded(Plain.self, StateEncoder.bytes(of: Plain())) == Plain())
        #expect(try decoded([Plain].self, StateEncoder.bytes(of: [Plain(), Plain()])) == [Plain(), Plain()])
        #expect(try decoded([Choice].self, StateEncoder.bytes(of: [Choice.none])) == [.none])
        #expect(try decoded(Double.self, StateEncoder.bytes(of: Double.nan)).isNaN)
        #expect(String(decoding: try #require(StateEncoder.bytes(of: Empty())), as: UTF8.self) == "{}")
    }

    private struct GoesBack: Encodable {
        enum Key: String, CodingKey { case first, second }
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            var nested = container.nestedUnkeyedContainer(forKey: .first)
            try container.encode(1, forKey: .second)
            try nested.encode(2)
        }
    }

    private struct Fails: Encodable {
        func encode(to encoder: any Encoder) throws { throw CocoaError(.coderInvalidValue) }
    }

    @Test func `what cannot be written as it comes is not written at all`() {
        #expect(StateEncoder.bytes(of: GoesBack()) == nil)
        #expect(StateEncoder.bytes(of: [Fails()]) == nil)
    }
}
