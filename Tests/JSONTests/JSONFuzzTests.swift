import JSON
import Testing

@Suite("JSON under random bytes")
struct JSONFuzzTests {
    private static let seeds = [
        #"[2,"19223201","BootNotification",{"chargePointVendor":"Vendor","chargePointModel":"M"}]"#,
        #"{"query":"{ a }","variables":{"x":[1,2.5e3,-7,null,true,"\u00e9\ud83d\ude00"]}}"#,
        #"[123456789012345678901234567890,-0.0,1e-400,"\\\"\/\b\f\n\r\t"]"#,
    ]

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `mutated texts are read or refused, and what is read comes back`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for round in 0..<20_000 {
            var bytes = Array(Self.seeds[round % Self.seeds.count].utf8)
            for _ in 0..<Int.random(in: 1...4, using: &generator) { mutate(&bytes, &generator) }
            guard let value = try? JSONValue(parsing: bytes) else { continue }
            let again = try JSONValue(parsing: value.encoded())
            #expect(again.encoded() == value.encoded())
        }
    }

    @Test func `random bytes are read or refused`() {
        var generator = SeededGenerator(seed: 4)
        let alphabet = Array(#"[]{}:,"\0123456789eE+-.tfn u"#.utf8)
        for _ in 0..<20_000 {
            let length = Int.random(in: 0...80, using: &generator)
            let bytes = (0..<length).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
            _ = try? JSONValue(parsing: bytes)
            _ = Timestamp(parsing: String(decoding: bytes, as: UTF8.self))
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
        case 1: bytes.removeSubrange(place..<min(place + 3, bytes.count))
        case 2: bytes.insert(contentsOf: bytes.prefix(place), at: place)
        default: if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &generator) }
        }
    }
}
