import JSON

/// What the fuzzers start from: one schema with everything in it, and documents, schemas and requests to be damaged.
enum FuzzCorpus {
    static let schema = #"""
        "The whole of it" schema @tag(name: "s") { query: Query mutation: Mutation subscription: Subscription }
        directive @tag("why" name: String = "x", list: [Int!]) repeatable on FIELD | QUERY | FRAGMENT_SPREAD | SCHEMA
          | INLINE_FRAGMENT | FIELD_DEFINITION | OBJECT | INPUT_FIELD_DEFINITION | VARIABLE_DEFINITION
        scalar Any @specifiedBy(url: "https://example.com/any")
        enum Color { RED "leaves" GREEN BLUE @deprecated(reason: "sea") }
        interface Node { id: ID! }
        interface Named implements Node { id: ID! name(short: Boolean = false): String }
        type Person implements Named & Node @tag {
          id: ID! name(short: Boolean = false, extra: Int): String! friends(first: Int = 2, by: Filter): [Person!]
          pets: [[Pet]!] age: Int height: Float alive: Boolean! color: Color any: Any tags: [[String!]]
        }
        type Dog implements Node { id: ID! owner: Person barks: [Int!]! }
        union Pet = Dog | Person
        input Filter { color: Color = RED, ids: [ID!], nested: Filter, pick: Pick, any: Any, limits: [[Int]!] = [[1], []] }
        input Pick @oneOf { id: ID name: String inner: Filter }
        type Query {
          node(id: ID!): Node people(filter: Filter, first: Int! = 3): [Person!]! pet: Pet any(value: Any): Any
          echo(text: String, number: Float, flag: Boolean, list: [Int!], color: Color = GREEN, pick: Pick): String
        }
        extend type Query { version: String @deprecated }
        type Mutation { rename(id: ID!, name: String = "n"): Person count: Int! }
        type Subscription { tick(every: Float): Int changed: Person }
        """#

    /// How the fields of the schema are answered.
    static let world = #"""
        {"query": "Query", "mutation": "Mutation", "subscription": "Subscription", "trouble": 50,
         "objects": {
          "Person": {"id": "ID!", "name": "String!", "friends": "[Person!]", "pets": "[[Pet]!]", "age": "Int",
           "height": "Float", "alive": "Boolean!", "color": "Color", "any": "Any", "tags": "[[String!]]"},
          "Dog": {"id": "ID!", "owner": "Person", "barks": "[Int!]!"},
          "Query": {"node": "Node", "people": "[Person!]!", "pet": "Pet", "any": "Any", "echo": "String", "version": "String"},
          "Mutation": {"rename": "Person", "count": "Int!"}, "Subscription": {"tick": "Int", "changed": "Person"}},
         "possibleTypes": {"Node": ["Dog", "Person"], "Named": ["Person"], "Pet": ["Dog", "Person"]},
         "enums": {"Color": ["RED", "GREEN", "BLUE"]}}
        """#

    static let documents = [
        "{ people { id name(short: true) friends(first: 1) { ...P } } } fragment P on Person { id pets { __typename } }",
        "query Q($f: Filter = {color: BLUE, ids: [1, \"x\"]}, $n: Int! = 2) @tag { people(filter: $f, first: $n) { age } }",
        "query A { version } query B($x: Boolean!) { echo(flag: $x) @skip(if: $x) ... @include(if: $x) { version } }",
        "mutation M { a: rename(id: \"1\") { id } b: rename(id: 2, name: null) { name } count }",
        "subscription S($e: Float) { tick(every: $e) }", "subscription { changed { ... on Named { name } } }",
        "{ pet { ... on Dog { barks owner { id } } ... on Person { color any tags } } node(id: 1) { ... on Dog { id } } }",
        "{ any(value: {a: [1, 2.5e-3, RED, null, {b: \"\\u00e9\\uD83D\\uDE00\\u{1F600}\"}], c: \"\"\"block \\\"\"\" \"\"\"}) }",
        "query ($p: Pick!, $l: [Int!] = 1) { echo(pick: $p, list: $l, text: \"\"\"\n  a\n    b\n\"\"\") e: echo(pick: {id: 7}) }",
        "{ __schema { types { name fields(includeDeprecated: true) { name type { ...T } } } } } fragment T on __Type { name ofType { name } }",
        "\"described\" query D(\"too\" $x: Color @tag(name: \"v\")) { echo(color: $x) @tag @tag(list: [1]) __typename }",
        "{ people { a: age a: height } ...X } fragment X on Query { ...Y } fragment Y on Query { ...X }",
    ]

    static let schemas = [
        schema, "type Query { a(x: [In!]! = [{b: 1}]): Int } input In { a: In, b: Int! = 2 }",
        "interface A implements B & C { a: Int } interface B implements C { a: Int } interface C { a: Int } type Query { a: A }",
        "extend type Query @d { b: Int } type Query { a: Int } directive @d(x: Int = 3) on OBJECT extend schema @e",
        "union U = | A | B type A { u: [U!]! } type B { e: E! } enum E { X Y } type Query { u: U } scalar S",
        "input I @oneOf { a: Int b: I } input J { j: J = {j: null} } type Query { f(i: I, j: J = {}): Int }",
    ]

    static let requests = [
        #"{"query": "{ version }", "operationName": null, "variables": {"a": [1, 2.5, null, {"b": "c"}]}, "extensions": {}}"#,
        #"{"query": "query ($p: Pick!) { echo(pick: $p) }", "variables": {"p": {"inner": {"nested": {"color": "RED"}}}}}"#,
        #"{"query": "query Q($f: Filter) { people(filter: $f) { id } }", "operationName": "Q", "variables": {"f": {"limits": [[1, null], []]}}}"#,
        #"{"query": "\u0000\ud83d\ude00", "variables": null}"#,
    ]

    static let tokens = [
        "{", "}", "(", ")", "[", "]", ":", "=", "@", "!", "$", "|", "&", "...", "..", "\"", "\"\"\"", "\\", "\\u", "#",
        "\n", "\r",
        " ", ",", "query", "mutation", "subscription", "fragment", "on", "type", "extend", "schema", "input", "enum",
        "union",
        "interface", "scalar", "directive", "implements", "repeatable", "Query", "Person", "Node", "Filter", "Pick",
        "Color",
        "Int", "[Int!]", "id", "name", "people", "echo", "any", "pet", "P", "$f", "$x", "RED", "null", "true", "0",
        "-1", "1.5e3",
        "99999999999999999999", "1e999", "\"text\"", "\"\\u{110000}\"", "{a: 1}", "@skip(if: true)", "@include(if: $x)",
        "@tag",
        "@oneOf", "@deprecated", "__typename", "__schema", "é", "\u{FEFF}", "\u{0}", "😀",
    ]
}
