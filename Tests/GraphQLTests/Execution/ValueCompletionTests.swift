import JSON
import Testing

@testable import GraphQL

/// CompleteValue, section 6.4.3: what a resolver's answer becomes, by the type of its field.
@Suite("Value completion")
struct ValueCompletionTests {
    private func data(_ type: String, _ resolver: FieldResolver<Int>) async throws -> String {
        try await ExecutionHarness.field(type, resolver).data
    }

    @Test(arguments: ["Int", "[Int]", "[[Int!]!]"]) func `null is null where it may be`(_ type: String) async throws {
        for column in [LeafColumn.null, .json([nil]), .constant(.null)] {
            let outcome = try await ExecutionHarness.field(type, .leaf { _, _ in column })
            #expect(outcome.text == #"{"data":{"x":null}}"#)
        }
    }

    @Test(arguments: ["Int!", "[Int]!", "[[Int!]!]!"])
    func `null where it may not be is an error of the field`(_ type: String) async throws {
        let outcome = try await ExecutionHarness.field(type, .leaf { _, _ in .null })
        #expect(outcome.data == "null")
        #expect(outcome.paths == [[.field("x")]])
        #expect(outcome.response.errors.map(\.message) == ["cannot return null for non-nullable field Query.x"])
    }

    @Test(arguments: [
        ("[Int]", "[1, null, 2]", "[1,null,2]"), ("[Int]", "[]", "[]"), ("[Int!]!", "[1]", "[1]"),
        ("[[Int]]", "[[1], null, []]", "[[1],null,[]]"), ("[[Int!]!]!", "[[1, 2], []]", "[[1,2],[]]"),
    ])
    func `each item of a list is completed`(_ type: String, _ value: String, _ expected: String) async throws {
        let value = try JSONValue(parsing: value)
        #expect(try await data(type, .leaf { _, _ in .json([value]) }) == "{\"x\":\(expected)}")
    }

    @Test func `what is no list where one is needed is an error`() async throws {
        for column in [LeafColumn.json([1]), .integers([1 as Int64]), .constant(1)] {
            let outcome = try await ExecutionHarness.field("[Int]", .leaf { _, _ in column })
            #expect(outcome.data == "{\"x\":null}")
            #expect(outcome.response.errors.map(\.code) == [.internal])
        }
    }

    private static let things = "type Query { one: Thing all: [Thing] deep: [[Thing!]] } type Thing { n: Int }"

    private func things(_ name: String, _ resolver: FieldResolver<Int>) async throws -> ExecutionHarness.Outcome {
        var resolvers: [String: FieldResolver<Int>] = [
            "Query.one": .object { _, _ in .null }, "Query.all": .list { _, _ in .null },
            "Query.deep": .list { _, _ in .null }, "Thing.n": .leaf(on: Sessions.self, \.numbers),
        ]
        resolvers["Query.\(name)"] = resolver
        return try await ExecutionHarness(Self.things, resolvers).run("{ \(name) { n } }")
    }

    @Test func `an object is its selected fields`() async throws {
        #expect(try await things("one", .object { _, _ in .one(Sessions([7])) }).data == #"{"one":{"n":7}}"#)
        #expect(try await things("one", .object { _, _ in .null }).data == #"{"one":null}"#)
    }

    @Test func `lists of objects may have nulls where their type says so`() async throws {
        let all = try await things("all", .list { _, _ in .all(Sessions([1, 2]), rows: [1, -1, 0]) })
        #expect(all.text == #"{"data":{"all":[{"n":2},null,{"n":1}]}}"#)
        let deep = try await things(
            "deep",
            .list { _, _ in
                .lists(of: .rows([0, -1], of: Sessions([1]), offsets: [0, 1, 2]), offsets: [0, 2])
            })
        #expect(deep.data == #"{"deep":[[{"n":1}],null]}"#)
        #expect(deep.paths == [[.field("deep"), .index(1), .index(0)]])
    }
}
