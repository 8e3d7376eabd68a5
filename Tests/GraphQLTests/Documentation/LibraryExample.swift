import GraphQL
import JSON

// The code of the article "Getting started", which quotes it line by line; a test holds the two together.

let librarySchema = """
    type Query {
      books(first: Int = 10): [Book!]!
    }

    type Book {
      id: ID!
      title: String!
      author: Author
    }

    type Author {
      name: String!
    }

    type Subscription {
      bookAdded: Book!
    }
    """

struct Books: ObjectBatch {
    var ids: [String] = []
    var titles: [String] = []
    var authorIDs: [Int?] = []

    var count: Int { ids.count }
}

struct Authors: ObjectBatch {
    var names: [String] = []

    var count: Int { names.count }
}

protocol Library: Sendable {
    func books(first: Int) async throws -> Books
    func authorNames(ids: [Int]) async throws -> [Int: String]
    func newBooks() async throws -> AsyncStream<Books>
}

let authorsByID = KeyedLoader<Int, FieldWish, any Library>.objects { ids, _, library in
    let names = try await library.authorNames(ids: ids)
    var authors = Authors()
    var rows: [Int32] = []
    for id in ids {
        rows.append(names[id] == nil ? -1 : Int32(authors.count))
        if let name = names[id] { authors.names.append(name) }
    }
    return .rows(rows, of: authors)
}

func libraryResolvers() -> [ResolverGroup<any Library>] {
    var query = ResolverGroup<any Library>("Query")
    query["books"] = .loadList { field, library in
        .all(try await library.books(first: field.integer("first") ?? 10))
    }

    var book = ResolverGroup<any Library>("Book")
    book["id"] = .leaf(on: Books.self, \.ids)
    book["title"] = .leaf(on: Books.self, \.titles)
    book["author"] = .load(on: Books.self, by: authorsByID) { books, _, _ in books.batch.authorIDs }

    var author = ResolverGroup<any Library>("Author")
    author["name"] = .leaf(on: Authors.self, \.names)

    var subscription = ResolverGroup<any Library>("Subscription")
    subscription["bookAdded"] = .subscription { _, library in
        EventStream(try await library.newBooks()) { books in books }
    }
    return [query, book, author, subscription]
}

func makeLibraryEngine() throws -> Engine<any Library> {
    try Engine(schema: Schema(sdl: librarySchema), resolvers: libraryResolvers())
}

func answer(_ body: [UInt8], from library: any Library, by engine: Engine<any Library>) async -> [UInt8] {
    do {
        let request = try GraphQLRequest(parsing: body)
        return await engine.execute(request, context: library).bytes
    } catch {
        return GraphQLResponse(failure: error).bytes
    }
}

func follow(
    _ request: GraphQLRequest, of library: any Library, by engine: Engine<any Library>, send: ([UInt8]) async -> Void
) async throws {
    let subscription = try engine.prepare(request)
    for try await event in try await subscription.events(context: library) {
        await send(await subscription.respond(to: event, context: library).bytes)
    }
}
