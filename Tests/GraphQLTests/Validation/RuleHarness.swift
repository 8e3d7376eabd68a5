import JSON
import Testing

@testable import GraphQL

/// Runs one rule of section 5 over documents, on a schema that has something of everything.
///
/// Documents that are to be refused have a `^` in front of every place that an error has to name.
enum RuleHarness {
    static let sdl = """
        directive @onQuery on QUERY
        directive @onMutation on MUTATION
        directive @onSubscription on SUBSCRIPTION
        directive @onField on FIELD
        directive @onFragment on FRAGMENT_DEFINITION
        directive @onSpread on FRAGMENT_SPREAD
        directive @onInline on INLINE_FRAGMENT
        directive @onVariable on VARIABLE_DEFINITION
        directive @onObject on OBJECT
        directive @often(step: Int) repeatable on QUERY | FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
        directive @needs(level: Int!, reason: String! = "none") on FIELD | QUERY

        scalar Anything
        scalar Day
        enum Genre { NOVEL POEM }

        type Query {
            book(isbn: ID!): Book
            books(first: Int = 10, tags: [String!], filter: BookFilter): [Book!]!
            item(id: ID): Item
            items: [Item]
            readable: Readable
            work: Work
            anything(value: Anything, day: Day): Anything
            pick(by: Pick): Book
            picks(by: [Pick!]): [Book]
            matrix(rows: [[Int]]): Int
            flags(on: Boolean!, off: Boolean = false, sure: Boolean! = true): Boolean
            values(
                int: Int, float: Float, string: String, id: ID, boolean: Boolean, genre: Genre, ints: [Int],
                someInts: [Int!]!, objects: [BookFilter!]
            ): Int
        }

        type Mutation { add(book: NewBook!, at: Int): Book }
        type Subscription { added(genre: Genre): Book, removed: Book }

        interface Item { id: ID! title: String }
        interface Readable implements Item { id: ID! title: String pages: Int }
        interface Named { name: String }
        type Book implements Readable & Item {
            id: ID!
            title: String
            pages: Int
            author: Author!
            sequel: Book
            code: String!
            genre: Genre
            tags: [String!]
            editions(first: Int): [Book!]
        }
        type Film implements Item {
            id: ID!
            title: String
            minutes: Int!
            director: Author
            author: Author
            sequel: Film
            code: Int!
            rating: Float
            tags: [String]
        }
        type Author implements Named { name: String books(first: Int): [Book!]! best: Book }
        union Work = Book | Film
        union Person = Author

        input BookFilter { genre: Genre, text: String = "any", ids: [ID!], inner: BookFilter, and: [BookFilter!] }
        input NewBook { title: String!, pages: Int! = 1, tags: [String], filter: BookFilter, pick: Pick }
        input Pick @oneOf { id: ID, title: String, filter: BookFilter }
        """

    /// An even day of the year, so that some texts are refused.
    private static let day = ScalarCoercion(parse: { value in
        guard let number = value.integer, number % 2 == 0 else {
            throw FieldError("expected an even day", code: .badUserInput)
        }
        return value
    })

    private static let schema = Result { try Schema(sdl: sdl) }

    static func typed(_ query: String, sdl other: String? = nil) throws -> TypedDocument {
        let schema = try other.map { try Schema(sdl: $0) } ?? schema.get()
        let coercion = InputCoercion(schema: schema, scalars: other == nil ? ["Day": day] : [:])
        return TypedDocument(try Parser.parse(query, limits: Limits()), schema: schema, coercion: coercion)
    }

    static func errors(_ rule: any ValidationRule.Type, _ query: String, sdl: String? = nil) throws -> [GraphQLError] {
        let document = try typed(query, sdl: sdl)
        var report = ValidationReport(document: document.document, maximumErrors: 100)
        report.rule = String(describing: rule)
        rule.check(document, &report)
        return report.errors
    }

    /// What all rules together say.
    static func allErrors(_ query: String, limits: Limits = Limits()) throws -> [GraphQLError] {
        var document = try typed(query)
        return Validator(schema: document.schema, coercion: document.coercion, limits: limits).errors(in: &document)
    }

    /// The document without its marks, and where they stood.
    static func unmarked(_ marked: String) -> (query: String, places: [GraphQL.SourceLocation]) {
        var query = ""
        var places: [GraphQL.SourceLocation] = []
        for character in marked {
            if character == "^" {
                places.append(GraphQL.SourceLocation(offset: Int32(clamping: query.utf8.count), in: Array(query.utf8)))
            } else {
                query.append(character)
            }
        }
        return (query, places)
    }
}

/// The rule refuses the document in exactly the marked places.
///
/// - Parameter count: how many errors name those places, where it is not one each.
func expectErrors(
    _ rule: any ValidationRule.Type, _ marked: String, count: Int? = nil, sdl: String? = nil,
    at sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws {
    let (query, places) = RuleHarness.unmarked(marked)
    let errors = try RuleHarness.errors(rule, query, sdl: sdl)
    let found = Set(errors.flatMap(\.locations))
    #expect(!places.isEmpty, "no mark in \(marked)", sourceLocation: sourceLocation)
    #expect(found == Set(places), "\(errors.map(\.message)) in \(marked)", sourceLocation: sourceLocation)
    #expect(errors.count == count ?? places.count, "\(errors.map(\.message))", sourceLocation: sourceLocation)
    for error in errors {
        #expect(error.code == .validationFailed, sourceLocation: sourceLocation)
        #expect(
            error.extensions["rule"]?.string == String(describing: rule), "\(error)", sourceLocation: sourceLocation)
    }
}

/// The rule has nothing against the document.
func expectValid(
    _ rule: any ValidationRule.Type, _ query: String, sdl: String? = nil,
    at sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws {
    let errors = try RuleHarness.errors(rule, query, sdl: sdl)
    #expect(errors.isEmpty, "\(errors.map(\.message)) in \(query)", sourceLocation: sourceLocation)
}
