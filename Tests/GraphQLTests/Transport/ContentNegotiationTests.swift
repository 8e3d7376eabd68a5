import Testing

@testable import GraphQL

/// GraphQL over HTTP, sections 4.2 and 5.1.
@Suite("Content negotiation")
struct ContentNegotiationTests {
    @Test(arguments: [
        (nil, ResponseForm.graphQLResponse),
        ("", .graphQLResponse),
        ("*/*", .graphQLResponse),
        ("application/*", .graphQLResponse),
        ("application/json", .json),
        ("APPLICATION/JSON; charset=\"UTF-8\"", .json),
        ("application/graphql-response+json; charset=utf-8, application/json; charset=utf-8", .graphQLResponse),
        ("application/graphql-response+json, application/json;q=0.9", .graphQLResponse),
        ("application/json;q=0.9, application/graphql-response+json", .graphQLResponse),
        ("application/json, application/graphql-response+json", .json),
        ("application/graphql-response+json;q=0.5, application/json;q=0.501", .json),
        ("application/json;q=0, */*", .graphQLResponse),
        ("application/graphql-response+json;q=0, */*;q=0.1", .json),
        ("text/event-stream", .eventStream),
        ("text/*", .eventStream),
        ("text/event-stream, */*;q=0.1", .eventStream),
        ("application/graphql-response+json, application/json, text/event-stream, multipart/mixed", .graphQLResponse),
        ("text/html, application/xml;q=0.9, */*;q=0.8", .graphQLResponse),
        ("application/json;q=abc, application/graphql-response+json;q=0.1", .graphQLResponse),
        (", ,application/json,,", .json),
    ])
    func `the form is that which the client likes best`(accept: String?, form: ResponseForm) {
        #expect(AcceptHeader(accept).preferredForm == form)
    }

    @Test(arguments: [
        "text/html", "application/xml, image/*", "application/json;q=0", "*/*;q=0", "*/*;q=0.000",
        "application/json; charset=iso-8859-1", "json", "*/json", "application/json;q=2", "application/json;q=1.001",
    ])
    func `nothing is offered to a client that takes none of the three`(accept: String) {
        #expect(AcceptHeader(accept).preferredForm == nil)
    }

    @Test func `a separator in quotes separates nothing`() {
        let accept = AcceptHeader(#"text/html;level="1,application/json", text/event-stream;x="a;q=0""#)
        #expect(accept.preferredForm == .eventStream)
        #expect(!accept.takes(.json))
    }

    @Test func `a media type keeps what its parameters say and nothing else passes for one`() {
        let media = MediaType(#"Application/JSON ; Charset="utf\-8" ; x=y"#)
        #expect(media?.type == "application" && media?.subtype == "json" && media?.isUTF8 == true)
        #expect(media?.parameters.map(\.value) == ["utf-8", "y"])
        for text in ["", "/", "application", "application/", "/json", "a/b/c", "a b/c", "a/b;c", "a/b; =c", "ä/b"] {
            #expect(MediaType(text) == nil, "\(text)")
        }
    }
}
