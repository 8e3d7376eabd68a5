import JSON
import Testing

@testable import GraphQL

/// GraphQL over HTTP, sections 4 and 5.
@Suite("HTTP exchange")
struct HTTPExchangeTests {
    private func exchange(
        _ method: String, query: String? = nil, type: String? = "application/json", encoding: String? = nil,
        accept: String? = nil
    ) throws(HTTPRefusal) -> HTTPExchange {
        try HTTPExchange(
            HTTPRequestHead(
                method: method, urlQuery: query, contentType: type, contentEncoding: encoding, accept: accept))
    }

    private func refusal(_ body: () throws -> Void) -> HTTPAnswer? {
        do {
            try body()
            return nil
        } catch {
            return (error as? HTTPRefusal)?.answer
        }
    }

    private func header(_ name: String, _ answer: HTTPAnswer?) -> String? {
        answer?.headers.first { $0.name == name }?.value
    }

    @Test(arguments: ["HEAD", "PUT", "DELETE", "PATCH", "TRACE", "QUERY", "post", ""])
    func `only GET and POST are methods of a request`(method: String) {
        let answer = refusal { _ = try exchange(method) }
        #expect(answer?.status == 405)
        #expect(header("Allow", answer) == "GET, POST, OPTIONS")
        #expect(answer?.body.isEmpty == (method == "HEAD"))
    }

    @Test func `OPTIONS tells the methods and gives other sites no leave`() {
        let answer = refusal { _ = try exchange("OPTIONS") }
        #expect(answer?.status == 204 && header("Allow", answer) == "GET, POST, OPTIONS")
        #expect(answer?.headers.contains { $0.name.lowercased().hasPrefix("access-control-") } == false)
    }

    @Test(arguments: [
        nil, "", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
        "application/graphql", "application/json; charset=latin1", "application/jsonp", "json",
    ])
    func `a body that is not said to be JSON in UTF-8 is not read`(type: String?) {
        #expect(refusal { _ = try exchange("POST", type: type) }?.status == 415)
    }

    @Test(arguments: ["application/json", "Application/JSON;charset=UTF-8", "application/json; charset=\"utf-8\""])
    func `JSON in UTF-8 may be said in many ways`(type: String) {
        #expect(refusal { _ = try exchange("POST", type: type) } == nil)
    }

    @Test func `a compressed body is refused`() {
        #expect(refusal { _ = try exchange("POST", encoding: "gzip") }?.status == 415)
        #expect(refusal { _ = try exchange("POST", encoding: "identity") } == nil)
    }

    @Test func `a client that takes nothing of ours is told so before anything runs`() {
        let answer = refusal { _ = try exchange("POST", accept: "text/html") }
        #expect(answer?.status == 406)
        #expect(header("Content-Type", answer) == "application/graphql-response+json; charset=utf-8")
    }

    @Test func `what cannot be read or is no request is 400`() throws {
        let post = try exchange("POST")
        func status(_ body: [UInt8]) -> Int? { refusal { _ = try post.parameters(body: body) }?.status }
        for body in ["", "NONSENSE", "{\"query\":", String(repeating: "[", count: 100_000)] {
            #expect(status(Array(body.utf8)) == 400, "\(body.prefix(20))")
        }
        #expect(status(Array("{\"query\": \"".utf8) + [0xFF] + Array("\"}".utf8)) == 400)
        for body in [
            "[]", "{}", "7", "{\"qeury\": \"{__typename}\"}", "{\"query\": 1}", "{\"query\": null}",
            "{\"query\": \"{ x }\", \"variables\": [7]}", "{\"query\": \"{ x }\", \"operationName\": 1}",
            "{\"query\": \"{ x }\", \"extensions\": \"x\"}", "{\"documentId\": 1}",
        ] {
            #expect(status(Array(body.utf8)) == 400, "\(body)")
        }
        #expect(status(Array("{\"query\": \"{ x\"}".utf8)) == nil)
    }

    @Test func `a mutation is not run by GET, and a subscription only for who takes a stream`() throws {
        let get = try exchange("GET", query: "query=x", type: nil)
        #expect(try get.form(for: .query) == .graphQLResponse)
        let answer = refusal { _ = try get.form(for: .mutation) }
        #expect(answer?.status == 405 && header("Allow", answer) == "POST")
        #expect(try exchange("POST", accept: "application/json").form(for: .mutation) == .json)
        #expect(
            refusal { _ = try exchange("POST", accept: "application/json").form(for: .subscription) }?.status == 406)
        #expect(
            try exchange("POST", accept: "application/json, text/event-stream").form(for: .subscription) == .eventStream
        )
        #expect(try exchange("POST", accept: "*/*").form(for: .subscription) == .eventStream)
    }

    @Test func `nothing of an answer may be kept by a cache or given to another client`() {
        let answer = HTTPAnswer(GraphQLResponse(failure: GraphQLError("no", code: .badRequest)), as: .json)
        #expect(header("Cache-Control", answer) == "no-store")
        #expect(header("Vary", answer) == "Accept, Authorization, Cookie")
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            ("{ now }", 200, 200), ("{ sessions(first: 1) { note } now }", 200, 200),
            ("{ fail now }", 200, 200), ("{", 400, 200), ("{ noSuchField }", 400, 200),
            ("query A { now } query B { now }", 400, 200), ("query ($x: Int!) { now @skip(if: false) }", 400, 200),
        ])
    func `the status says what became of the request`(query: String, modern: Int, legacy: Int) async throws {
        let engine = try StatusFixture.engine()
        let response = await engine.execute(GraphQLRequest(query: query), context: 0)
        let answers = [ResponseForm.graphQLResponse, .json].map { HTTPAnswer(response, as: $0) }
        #expect(answers.map(\.status) == [modern, legacy])
        #expect(header("Content-Type", answers[0]) == "application/graphql-response+json; charset=utf-8")
        #expect(header("Content-Type", answers[1]) == "application/json; charset=utf-8")
    }

    @Test(arguments: [
        (ErrorCode.unauthenticated, 401), (.forbidden, 403), (.persistedQueryOnly, 403), (.persistedQueryNotFound, 404),
        (.cancelled, 503), (.internal, 500), (.limitExceeded, 400), (.badUserInput, 400), (ErrorCode("OWN"), 400),
    ])
    func `a request that failed before execution has the status of its code`(code: ErrorCode, status: Int) {
        let response = GraphQLResponse(failure: GraphQLError("no", code: code))
        #expect(HTTPAnswer(response, as: .graphQLResponse).status == status)
    }
}

private enum StatusFixture {
    static func engine() throws -> Engine<Int> {
        var query = ResolverGroup<Int>("Query")
        query["now"] = .leaf { _, _ in .constant(1) }
        query["fail"] = .leaf { _, _ in throw FieldError("no", code: .notFound) }
        query["sessions"] = .list { _, _ in .all(OneRow()) }
        var session = ResolverGroup<Int>("Session")
        session["note"] = .leaf { _, _ in .constant("x") }
        return try Engine(
            schema: Schema(
                sdl: "type Query { now: Int fail: Int sessions(first: Int): [Session] } type Session { note: String }"),
            resolvers: [query, session])
    }

    struct OneRow: ObjectBatch {
        var count: Int { 1 }
    }
}
