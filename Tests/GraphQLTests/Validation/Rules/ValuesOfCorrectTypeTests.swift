import Testing

@testable import GraphQL

/// Section 5.6.1.
@Suite("ValuesOfCorrectType")
struct ValuesOfCorrectTypeTests {
    @Test(arguments: [
        "{ values(int: 1, float: 1.5, string: \"x\", id: \"x\", boolean: true, genre: POEM, ints: [1], someInts: []) }",
        "{ values(int: -0, float: 3, id: 7, someInts: [1, 2]) }",
        "{ values(int: null, float: null, string: null, id: null, boolean: null, genre: null, ints: null, someInts: 1) }",
        "{ values(int: 2147483647, float: -1e300, id: 99999999999999999999, someInts: 1) }",
        "{ values(int: -2147483648, string: \"\"\"x\"\"\", someInts: 1) }",
    ])
    func `literals of the built-in types fit`(_ query: String) throws {
        try expectValid(ValuesOfCorrectType.self, query)
    }

    @Test(arguments: [
        "{ values(int: ^2147483648) }",
        "{ values(int: ^-2147483649) }",
        "{ values(int: ^1.0) }",
        "{ values(int: ^\"1\") }",
        "{ values(int: ^true) }",
        "{ values(int: ^ONE) }",
    ])
    func `a whole number is within 32 bits and written as one`(_ query: String) throws {
        try expectErrors(ValuesOfCorrectType.self, query)
    }

    @Test(arguments: [
        "{ values(float: ^\"1.5\") }",
        "{ values(float: ^1e999) }",
        "{ values(float: ^NaN) }",
    ])
    func `a float is a finite number`(_ query: String) throws {
        try expectErrors(ValuesOfCorrectType.self, query)
    }

    @Test(arguments: [
        "{ values(string: ^1) }",
        "{ values(string: ^1.5) }",
        "{ values(string: ^true) }",
        "{ values(string: ^x) }",
    ])
    func `a string is no number, name or boolean`(_ query: String) throws {
        try expectErrors(ValuesOfCorrectType.self, query)
    }

    @Test(arguments: [
        "{ values(id: ^1.0) }",
        "{ values(id: ^true) }",
        "{ values(id: ^x) }",
    ])
    func `an id is a string or a whole number`(_ query: String) throws {
        try expectErrors(ValuesOfCorrectType.self, query)
    }

    @Test(arguments: [
        "{ values(boolean: ^1) }",
        "{ values(boolean: ^\"true\") }",
        "{ values(boolean: ^TRUE) }",
    ])
    func `a boolean is true or false`(_ query: String) throws {
        try expectErrors(ValuesOfCorrectType.self, query)
    }

    @Test(arguments: [
        "{ values(genre: ^\"POEM\") }",
        "{ values(genre: ^SONG) }",
        "{ values(genre: ^poem) }",
        "{ values(genre: ^1) }",
        "{ values(genre: ^true) }",
    ])
    func `an enum value is a name of the enum, not a string`(_ query: String) throws {
        try expectErrors(ValuesOfCorrectType.self, query)
    }

    @Test(arguments: [
        "{ values(ints: 1, someInts: 1) }",
        "{ values(ints: [1, null], someInts: []) }",
        "{ matrix(rows: 1) }",
        "{ matrix(rows: [1, 2]) }",
        "{ matrix(rows: [[1], [2, null], null]) }",
        "{ books(tags: \"x\") { id } }",
    ])
    func `lists take lists, one value for many, and lists in lists`(_ query: String) throws {
        try expectValid(ValuesOfCorrectType.self, query)
    }

    @Test(arguments: [
        "{ values(ints: [1, ^\"b\", ^true]) }",
        "{ values(someInts: [1, ^null]) }",
        "{ values(someInts: ^null) }",
        "{ matrix(rows: [[1], [^\"b\"]]) }",
        "{ matrix(rows: [[^[1]]]) }",
        "{ values(int: ^[1]) }",
        "{ values(ints: [^[1]]) }",
    ])
    func `each value in them has to fit`(_ query: String) throws {
        try expectErrors(ValuesOfCorrectType.self, query)
    }

    @Test(arguments: [
        "{ books(filter: {genre: POEM, ids: 1, inner: {inner: {}}, and: {text: \"x\"}}) { id } }",
        "mutation { add(book: {title: \"x\"}) { id } }",
        "{ books(filter: {nope: 1, inner: {nope: \"x\"}}) { id } }",
        "{ values(objects: []) }",
    ])
    func `input objects are objects whose fields fit`(_ query: String) throws {
        try expectValid(ValuesOfCorrectType.self, query)
    }

    @Test(arguments: [
        "{ books(filter: ^\"x\") { id } }",
        "{ books(filter: ^[]) { id } }",
        "{ books(filter: {genre: ^\"POEM\", ids: [1, ^null], inner: {text: ^1}}) { id } }",
        "mutation { add(book: {title: ^null}) { id } }",
        "mutation { add(book: {title: \"x\", pages: ^null}) { id } }",
        "mutation { add(book: ^null) { id } }",
        "{ values(objects: [{text: ^1}, ^null]) }",
        "{ values(objects: {and: {ids: ^true}}) }",
    ])
    func `others are refused, however deep`(_ query: String) throws {
        try expectErrors(ValuesOfCorrectType.self, query)
    }

    @Test(arguments: [
        "{ pick(by: {id: 1}) { id } picks(by: [{id: 1}, {title: \"x\"}]) { id } }",
        "query ($a: ID!) { pick(by: {id: $a}) { id } }",
        "{ pick(by: null) { id } pick { id } }",
    ])
    func `a @oneOf input has exactly one field, not null`(_ query: String) throws {
        try expectValid(ValuesOfCorrectType.self, query)
    }

    @Test(arguments: [
        "{ pick(by: ^{}) { id } }",
        "{ pick(by: ^{id: 1, title: \"x\"}) { id } }",
        "{ pick(by: ^{id: null}) { id } }",
        "query ($a: ID) { pick(by: ^{id: 1, title: $a}) { id } }",
        "{ picks(by: [{id: 1}, ^{}]) { id } }",
        "mutation { add(book: {title: \"x\", pick: ^{id: 1, title: null}}) { id } }",
        "{ pick(by: {id: ^true}) { id } }",
    ])
    func `none, several or null are refused`(_ query: String) throws {
        try expectErrors(ValuesOfCorrectType.self, query)
    }

    @Test(arguments: [
        "{ anything(value: {a: [1, X, \"x\", null]}, day: 2) }",
        "{ anything(value: 123456789012345678901234567890) }",
    ])
    func `custom scalars decide themselves`(_ query: String) throws {
        try expectValid(ValuesOfCorrectType.self, query)
    }

    @Test(arguments: [
        "{ anything(day: ^3) }",
        "{ anything(day: ^\"2\") }",
        "{ anything(day: ^[2]) }",
    ])
    func `and what they refuse is refused`(_ query: String) throws {
        try expectErrors(ValuesOfCorrectType.self, query)
    }

    @Test(arguments: [
        "query ($a: Int, $b: ID) { values(int: $a, ints: [$a, 1], someInts: [$a]) books(filter: {ids: [$b]}) { id } }",
        "query ($a: Int) { anything(value: {a: $a}, day: $a) }",
        "query ($a: Int) { anything(day: [$a]) }",
    ])
    func `a variable inside is taken to fit`(_ query: String) throws {
        try expectValid(ValuesOfCorrectType.self, query)
    }

    @Test(arguments: [
        "query ($a: Int) { values(int: ^[$a]) }",
        "query ($a: Int) { values(string: ^{a: $a}) }",
        "query ($a: Int) { values(genre: ^[$a]) }",
    ])
    func `but not where a list or object does not belong`(_ query: String) throws {
        try expectErrors(ValuesOfCorrectType.self, query)
    }

    @Test(arguments: [
        "query ($a: Int = 1, $b: [Int!]! = 1, $c: BookFilter = {ids: 1}, $d: Genre = POEM, $e: Int = null) { anything }",
        "query ($a: Book = {x: 1}, $b: Missing = 1) { anything }",
    ])
    func `defaults of variables fit the variables' types`(_ query: String) throws {
        try expectValid(ValuesOfCorrectType.self, query)
    }

    @Test(arguments: [
        "query ($a: Int = ^\"1\") { anything }",
        "query ($a: Int! = ^null) { anything }",
        "query ($a: [Int!] = [1, ^null]) { anything }",
        "query ($a: BookFilter = {text: ^1}) { anything }",
        "query ($a: Pick! = ^{}) { anything }",
        "query ($a: Genre = ^\"POEM\", $b: Day = ^1) { anything }",
    ])
    func `others are refused`(_ query: String) throws {
        try expectErrors(ValuesOfCorrectType.self, query)
    }

    @Test(arguments: [
        "{ anything @skip(if: ^\"true\") @often(step: ^1.5) }",
        "query @needs(level: ^\"x\", reason: ^null) { anything }",
        "query ($a: Int @nope(b: 1)) { anything @needs(level: ^null) }",
    ])
    func `arguments of directives are looked at too`(_ query: String) throws {
        try expectErrors(ValuesOfCorrectType.self, query)
    }
}
