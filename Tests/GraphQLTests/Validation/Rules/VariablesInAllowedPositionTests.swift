import Testing

@testable import GraphQL

/// Section 5.8.5.
@Suite("VariablesInAllowedPosition")
struct VariablesInAllowedPositionTests {
    @Test(arguments: [
        "query ($a: Int) { books(first: $a) { id } }",
        "query ($a: Int!) { books(first: $a) { id } }",
        "query ($a: [String!]!) { books(tags: $a) { id } }",
        "query ($a: [Int!]!) { values(ints: $a, someInts: $a) }",
        "query ($a: ID!) { book(isbn: $a) { id } books(filter: {ids: [$a]}) { id } }",
        "query ($a: BookFilter!) { books(filter: {inner: $a, and: [$a]}) { id } }",
        "query ($a: Boolean!) { anything @skip(if: $a) }",
        "query ($a: Anything) { anything(value: {b: [$a]}) }",
        "query ($a: [[Int]]) { matrix(rows: $a) }",
        "query ($a: [Int!]) { matrix(rows: [$a]) }",
        "query ($a: Missing) { books(first: $a) { id } nope(x: $a) }",
    ])
    func `the same type, or a stricter one, fits`(_ query: String) throws {
        try expectValid(VariablesInAllowedPosition.self, query)
    }

    @Test(arguments: [
        "query (^$a: String) { books(first: ^$a) { id } }",
        "query (^$a: Float) { values(int: ^$a) }",
        "query (^$a: Int) { values(float: ^$a) }",
        "query (^$a: Int) { values(id: ^$a) }",
        "query (^$a: String) { values(genre: ^$a) }",
        "query (^$a: NewBook) { books(filter: ^$a) { id } }",
        "query (^$a: ID) { books(filter: {text: ^$a}) { id } }",
        "query (^$a: Int) { anything(day: ^$a) }",
    ])
    func `another type does not`(_ query: String) throws {
        try expectErrors(VariablesInAllowedPosition.self, query, count: 1)
    }

    @Test(arguments: [
        "query (^$a: [Int]) { books(first: ^$a) { id } }",
        "query (^$a: Int) { values(ints: ^$a) }",
        "query (^$a: [Int]) { matrix(rows: ^$a) }",
        "query (^$a: [ID!]) { books(filter: {ids: [^$a]}) { id } }",
        "query (^$a: Int) { books(filter: [^$a]) { id } }",
    ])
    func `a list is no single value, nor the other way round`(_ query: String) throws {
        try expectErrors(VariablesInAllowedPosition.self, query, count: 1)
    }

    @Test(arguments: [
        "query (^$a: ID) { book(isbn: ^$a) { id } }",
        "query (^$a: [Int]) { values(someInts: ^$a) }",
        "query (^$a: [Int]!) { values(someInts: ^$a) }",
        "query (^$a: [Int!]) { values(someInts: ^$a) }",
        "query (^$a: [String]) { books(tags: ^$a) { id } }",
        "query (^$a: Int) { values(someInts: [^$a]) }",
        "query (^$a: ID) { books(filter: {ids: [^$a]}) { id } }",
        "query (^$a: Boolean) { anything @include(if: ^$a) }",
        "mutation (^$a: String) { add(book: {title: ^$a}) { id } }",
        "query (^$a: ID = null) { book(isbn: ^$a) { id } }",
    ])
    func `null does not go where it must not`(_ query: String) throws {
        try expectErrors(VariablesInAllowedPosition.self, query, count: 1)
    }

    @Test(arguments: [
        "query ($a: ID = 1) { book(isbn: $a) { id } }",
        "query ($a: Boolean) { flags(on: true, sure: $a) }",
        "query ($a: Boolean = true) { flags(on: $a) anything @skip(if: $a) }",
        "mutation ($a: Int) { add(book: {title: \"x\", pages: $a}) { id } }",
        "query ($a: Int = 1) { values(someInts: [$a]) }",
        "query ($a: String) { anything @needs(level: 1, reason: $a) }",
    ])
    func `a default of the variable or of the place allows it`(_ query: String) throws {
        try expectValid(VariablesInAllowedPosition.self, query)
    }

    @Test(arguments: [
        "query (^$a: String = \"1\") { values(int: ^$a) }",
        "query (^$a: [Int] = [1]) { values(someInts: ^$a) }",
        "query (^$a: Int) { flags(on: true, sure: ^$a) }",
    ])
    func `but not another type`(_ query: String) throws {
        try expectErrors(VariablesInAllowedPosition.self, query, count: 1)
    }

    @Test(arguments: [
        "query (^$a: ID) { pick(by: {id: ^$a}) { id } }",
        "query (^$a: ID = null) { pick(by: {id: ^$a}) { id } }",
        "query (^$a: BookFilter) { picks(by: [{filter: ^$a}]) { id } }",
        "mutation (^$a: ID) { add(book: {title: \"x\", pick: {id: ^$a}}) { id } }",
        "query (^$a: Int!) { pick(by: {id: ^$a}) { id } }",
    ])
    func `a field of a @oneOf input takes no variable that may be null`(_ query: String) throws {
        try expectErrors(VariablesInAllowedPosition.self, query, count: 1)
    }

    @Test(arguments: [
        "query ($a: ID!) { pick(by: {id: $a}) { id } }",
        "query ($a: ID = 1) { pick(by: {id: $a}) { id } }",
        "query ($a: BookFilter!) { pick(by: {filter: $a}) { id } }",
        "query ($a: Pick) { pick(by: $a) { id } }",
    ])
    func `one that may not, or has a default, it takes`(_ query: String) throws {
        try expectValid(VariablesInAllowedPosition.self, query)
    }

    @Test(arguments: [
        "query (^$a: String) { ...F } fragment F on Query { ...G } fragment G on Query { books(first: ^$a) { id } }",
        "query A($a: Int) { ...F } query B(^$a: ID) { ...F } fragment F on Query { books(first: ^$a) { id } }",
    ])
    func `fragments are looked at for each operation`(_ query: String) throws {
        try expectErrors(VariablesInAllowedPosition.self, query, count: 1)
    }
}
