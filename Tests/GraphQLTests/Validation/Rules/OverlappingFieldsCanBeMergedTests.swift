import Testing

@testable import GraphQL

/// Section 5.3.2.
@Suite("OverlappingFieldsCanBeMerged")
struct OverlappingFieldsCanBeMergedTests {
    @Test(arguments: [
        "{ items { id id title title: title } }",
        "{ x: items { id } x: items { title } }",
        "{ books { ...F id } } fragment F on Book { id ... on Item { id } }",
    ])
    func `the same field twice is one`(_ query: String) throws {
        try expectValid(OverlappingFieldsCanBeMerged.self, query)
    }

    @Test(arguments: [
        "{ books { ^title: code ^title } }",
        "{ books { ^x: id ^x: title } }",
        "{ books { ^x: id ...F } } fragment F on Book { ^x: title }",
        "{ books { ...F ...G } } fragment F on Book { ^x: id } fragment G on Book { ^x: title }",
        "{ books { ... { ^x: id } ... on Item { ^x: title } } }",
        "{ ^x: items { id } ^x: work { __typename } }",
        "{ ^id: items { id } ^id: anything }",
    ])
    func `different fields with one name are refused`(_ query: String) throws {
        try expectErrors(OverlappingFieldsCanBeMerged.self, query, count: 1)
    }

    @Test(arguments: [
        "{ books(first: 1, tags: []) { id } books(tags: [], first: 1) { title } }",
        "query ($a: Int) { books(first: $a) { id } books(first: $a) { title } }",
        "{ books(filter: {text: \"x\", inner: {genre: POEM, ids: [1]}}) { id } books(filter: {inner: {ids: [1], genre: POEM}, text: \"x\"}) { title } }",
    ])
    func `the same arguments in any order are the same`(_ query: String) throws {
        try expectValid(OverlappingFieldsCanBeMerged.self, query)
    }

    @Test(arguments: [
        "{ ^book(isbn: 1) { id } ^book(isbn: 2) { id } }",
        "{ ^books(first: 1) { id } ^books { id } }",
        "query ($a: Int) { ^books(first: $a) { id } ^books(first: 1) { id } }",
        "query ($a: Int, $b: Int) { ^books(first: $a) { id } ^books(first: $b) { id } }",
        "{ ^books(tags: [\"a\", \"b\"]) { id } ^books(tags: [\"b\", \"a\"]) { id } }",
        "{ ^books(first: null) { id } ^books { id } }",
        "{ ^books(filter: {text: \"x\"}) { id } ^books(filter: {text: \"y\"}) { id } }",
        "{ ^anything(value: 1) ^anything(value: 1.0) }",
        "{ ^anything(value: \"A\") ^anything(value: A) }",
        "{ ^books(filter: {text: \"x\"}) { id } ^books(filter: {text: \"x\", ids: []}) { id } }",
    ])
    func `different arguments are refused`(_ query: String) throws {
        try expectErrors(OverlappingFieldsCanBeMerged.self, query, count: 1)
    }

    @Test(arguments: [
        "{ a: book(isbn: 1) { id } b: book(isbn: 2) { id } }",
        "{ books { a: editions(first: 1) { id } editions(first: 2) { title } } }",
    ])
    func `other aliases keep them apart`(_ query: String) throws {
        try expectValid(OverlappingFieldsCanBeMerged.self, query)
    }

    @Test func `directives play no part`() throws {
        try expectValid(
            OverlappingFieldsCanBeMerged.self, "{ items @skip(if: true) { id } items @include(if: false) { title } }")
    }

    @Test(arguments: [
        "{ books { ^x: id } books { ^x: title } }",
        "{ books { sequel { sequel { ^x: id } } } books { sequel { sequel { ^x: title } } } }",
        "{ items { ... on Book { author { ^x: name } } } items { ... on Book { author { ^x: best { id } } } } }",
        "{ books { ...F } books { sequel { ^x: title } } } fragment F on Book { sequel { ...G } } fragment G on Book { ^x: id }",
    ])
    func `what is inside has to merge too, however deep`(_ query: String) throws {
        try expectErrors(OverlappingFieldsCanBeMerged.self, query, count: 1)
    }

    @Test(arguments: [
        "{ books { ^x: id ^y: id ^x: title ^y: title } }",
        "{ books { ^x: id ^x: title ^x: code } }",
    ])
    func `several conflicts are all told`(_ query: String) throws {
        try expectErrors(OverlappingFieldsCanBeMerged.self, query, count: 2)
    }

    @Test(arguments: [
        "{ items { ... on Book { x: title } ... on Film { x: title } } }",
        "{ items { ... on Book { x: code } ... on Film { x: __typename } } }",
        "{ items { ... on Book { x: author { books(first: 1) { id } } } ... on Film { y: sequel { id } } } }",
        "{ items { ... on Book { y: sequel { x: sequel { id } } } ... on Film { y: author { x: best { id } } } } }",
        "{ work { ... on Book { sequel { x: title } } ... on Film { sequel { x: title } } } }",
    ])
    func `objects of different types never meet, so their fields may differ`(_ query: String) throws {
        try expectValid(OverlappingFieldsCanBeMerged.self, query)
    }

    @Test(arguments: [
        "{ items { ^x: id ... on Book { ^x: title } } }",
        "{ items { ... on Item { ^x: title } ... on Film { ^x: id } } }",
        "{ items { ... on Readable { ^x: id } ... on Item { ^x: title } } }",
        "{ readable { ^x: id ... on Film { ^x: title } } }",
    ])
    func `an interface may meet every type`(_ query: String) throws {
        try expectErrors(OverlappingFieldsCanBeMerged.self, query, count: 1)
    }

    @Test(arguments: [
        "{ items { ... on Book { ^code } ... on Film { ^code } } }",
        "{ items { ... on Book { ^x: genre } ... on Film { ^x: title } } }",
        "{ items { ... on Book { ^x: pages } ... on Film { ^x: rating } } }",
        "{ items { ... on Book { ^x: title } ... on Film { ^x: author { name } } } }",
    ])
    func `but they must look alike in the response: leaves of one type`(_ query: String) throws {
        try expectErrors(OverlappingFieldsCanBeMerged.self, query, count: 1)
    }

    @Test(arguments: [
        "{ items { ... on Book { ^x: title } ... on Film { ^x: __typename } } }",
        "{ items { ... on Book { ^x: pages } ... on Film { ^x: minutes } } }",
        "{ items { ... on Book { ^author { name } } ... on Film { ^author { name } } } }",
        "{ items { ... on Book { ^tags } ... on Film { ^tags } } }",
    ])
    func `null or not in the same places`(_ query: String) throws {
        try expectErrors(OverlappingFieldsCanBeMerged.self, query, count: 1)
    }

    @Test(arguments: [
        "{ items { ... on Book { ^x: tags } ... on Film { ^x: title } } }",
        "{ items { ... on Book { ^x: editions { id } } ... on Film { ^x: sequel { id } } } }",
    ])
    func `lists in the same places`(_ query: String) throws {
        try expectErrors(OverlappingFieldsCanBeMerged.self, query, count: 1)
    }

    @Test(arguments: [
        "{ items { ... on Book { sequel { ^x: pages } } ... on Film { sequel { ^x: minutes } } } }",
        "{ items { ... on Book { sequel { sequel { ^x: code } } } ... on Film { sequel { sequel { ^x: code } } } } }",
        "{ items { ... on Book { ...F } ... on Film { ...G } } } fragment F on Book { sequel { ^x: pages } } fragment G on Film { sequel { ^x: title } }",
    ])
    func `and so must what is inside them`(_ query: String) throws {
        try expectErrors(OverlappingFieldsCanBeMerged.self, query, count: 1)
    }

    @Test func `objects of any types look alike`() throws {
        try expectValid(
            OverlappingFieldsCanBeMerged.self,
            "{ items { ... on Book { x: sequel { id } } ... on Film { x: director { y: name } } } }")
    }

    @Test(arguments: [
        "{ items { ... on Book { x: nope } ... on Film { x: title } } }",
        "{ items { ...Missing ... on Missing { x: id } } }",
    ])
    func `unknown fields have no shape, and are another rule's business`(_ query: String) throws {
        try expectValid(OverlappingFieldsCanBeMerged.self, query)
    }

    @Test func `fragments that nothing uses are looked at too`() throws {
        try expectErrors(
            OverlappingFieldsCanBeMerged.self, "{ anything } fragment F on Book { ^x: id ^x: title }", count: 1)
    }

    @Test(arguments: [
        "{ books { ...F } } fragment F on Book { ^x: id ...G } fragment G on Book { ^x: title ...F }",
        "{ books { ...F } } fragment F on Book { ^x: id sequel { ...F ^x: title } }",
    ])
    func `fragments in circles are looked at like others`(_ query: String) throws {
        try expectErrors(OverlappingFieldsCanBeMerged.self, query, count: 1)
    }

    @Test func `and find their end`() throws {
        try expectValid(
            OverlappingFieldsCanBeMerged.self,
            "{ books { ...F } } fragment F on Book { id sequel { ...G } } fragment G on Book { sequel { ...F ...G } ...F }"
        )
    }

    @Test func `the reason is told, and the earlier place first`() throws {
        let errors = try RuleHarness.errors(
            OverlappingFieldsCanBeMerged.self, "{ items { ... on Item { x: id } ... on Item { x: title } } }")
        #expect(
            errors.map(\.message) == [
                "fields \"x\" conflict because \"id\" and \"title\" are different fields; use different aliases"
            ])
        #expect(errors.first?.locations.map(\.description) == ["1:25", "1:47"])
    }

    @Test func `arguments in another order cost little to compare`() throws {
        let arguments = (0..<300).map { "a\($0): \($0)" }
        let forwards = "nope(\(arguments.joined(separator: " ")))"
        let backwards = "nope(\(arguments.reversed().joined(separator: " ")))"
        try expectValid(OverlappingFieldsCanBeMerged.self, "{ \(forwards) \(backwards) \(forwards) }")
    }
}
