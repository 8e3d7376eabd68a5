import JSON
import Testing

@Suite("JSON view")
struct JSONViewTests {
    private let text = Array(
        #"{"a":[1,{"b":"x"},2.5],"name":"\u00e9\u0000","t":true,"n":null,"big":18446744073709551615}"#.utf8)

    @Test func `finds members by name and skips what lies between`() throws {
        try JSONParser.withView(of: text) { view in
            #expect(view.isObject)
            #expect(view.count == 5)
            #expect(view.member("t")?.bool() == true)
            #expect(view.member("n")?.isNull == true)
            #expect(view.member("name")?.string() == "é\u{0}")
            #expect(view.member("name")?.utf8?.count == 3)
            #expect(view.member("nam") == nil)
            let dynamic = ["big"]
            #expect(view.member(dynamic[0])?.kind == .number)
            #expect(view.member("big")?.integer() == nil)
            #expect(view.member("big")?.number() == Double(UInt64.max))
        }
    }

    @Test func `walks elements and members in order`() throws {
        try JSONParser.withView(of: text) { view in
            #expect(view.members.map(\.name) == ["a", "name", "t", "n", "big"])
            let elements = view.member("a")?.elements.map(\.kind)
            #expect(elements == [.integer, .object, .number])
            var names: [String] = []
            view.forEachMember { name, _ in names.append(name) }
            #expect(names.count == 5)
        }
    }

    @Test func `says no instead of trapping where the kind is another`() throws {
        try JSONParser.withView(of: Array("7".utf8)) { view in
            #expect(view.string() == nil)
            #expect(view.bool() == nil)
            #expect(view.member("a") == nil)
            #expect(view.count == 0)
            #expect(view.members.map(\.name).isEmpty)
            #expect(view.elements.map(\.kind).isEmpty)
        }
    }

    @Test func `a parse inside the walk of another leaves it alone`() throws {
        try JSONParser.withView(of: text) { outer in
            for depth in 0..<12 {
                let inner = try JSONValue(
                    parsing: "{\"depth\":\(depth),\"long\":\"\(String(repeating: "y", count: 9000))\"}")
                #expect(inner["depth"] == .integer(Int64(depth)))
            }
            try JSONParser.withView(of: Array("[\"inner\"]".utf8)) { inner in
                try JSONParser.withView(of: Array("[\"innermost\"]".utf8)) { innermost in
                    #expect(inner.value == ["inner"])
                    #expect(innermost.value == ["innermost"])
                }
            }
            #expect(outer.member("name")?.string() == "é\u{0}")
            #expect(outer.member("a")?.value == [1, ["b": "x"], 2.5])
        }
    }

    @Test func `a failure is handed over as a value`() {
        let bytes = Array("[1".utf8)
        let message = bytes.withUnsafeBytes { bytes in
            JSONParser.withResult(of: bytes) { result in
                switch result {
                case .success: "read"
                case .failure(let error): error.description
                }
            }
        }
        #expect(message == "the text is not JSON")
    }

    @Test func `counts containers beyond the tape's counter`() throws {
        let many = [UInt8](repeating: UInt8(ascii: "0"), count: 17_000_000 * 2 - 1)
        var bytes = [UInt8(ascii: "[")] + many + [UInt8(ascii: "]")]
        for index in stride(from: 2, to: bytes.count - 1, by: 2) { bytes[index] = UInt8(ascii: ",") }
        try JSONParser.withView(of: bytes, maximumSize: .max) { #expect($0.count == 17_000_000) }
    }
}
