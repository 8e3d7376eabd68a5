import JSON
import Testing

@testable import GraphQL

@Suite("Request parameters")
struct RequestParametersTests {
    private func fault(_ urlQuery: String) -> GraphQLError? {
        do throws(GraphQLError) {
            _ = try RequestParameters(urlQuery: urlQuery)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a body's members are read, null counts as absent, and unknown ones are ignored`() throws {
        let body = #"{"query":"{ a }","operationName":null,"variables":{"x":[1]},"extensions":null,"more":1}"#
        let parameters = try RequestParameters(parsing: Array(body.utf8))
        #expect(parameters == RequestParameters(query: "{ a }", variables: ["x": [1]]))
    }

    @Test func `a URL is read as forms are written`() throws {
        let text =
            "query=query(%24id%3A%20ID!)%7Buser(id%3A%24id)%7Bname%7D%7D&variables=%7B%22id%22%3A%22QVBJcy5ndXJ1%22%7D"
            + "&operationName=&x=y&extensions=%7B%22a%22%3A1%7D"
        let parameters = try RequestParameters(urlQuery: text)
        #expect(
            parameters
                == RequestParameters(
                    query: "query($id: ID!){user(id:$id){name}}", variables: ["id": "QVBJcy5ndXJ1"],
                    extensions: ["a": 1]))
    }

    @Test func `a plus sign is a blank, a lone percent sign itself, and the first of two counts`() throws {
        #expect(try RequestParameters(urlQuery: "query=%7B+a+%7D&query=b").query == "{ a }")
        #expect(try RequestParameters(urlQuery: "query=100%&operationName=null").query == "100%")
        #expect(try RequestParameters(urlQuery: "query=%zz%4").query == "%zz%4")
        #expect(try RequestParameters(urlQuery: "query=x&operationName=null").operationName == "null")
        #expect(try RequestParameters(urlQuery: "query=a=b&&").query == "a=b")
        #expect(try RequestParameters(urlQuery: "query=x&variables=null").variables.isEmpty)
    }

    @Test func `what a URL lacks or garbles is told`() {
        let faults = [
            "the request must have a \"query\"": ["", "query=", "query", "operationName=x", "variables={}"],
            "the URL is not UTF-8": ["query=%FF", "%C3=x&query=y"],
            "\"variables\" is no JSON": ["query=x&variables=%7B"],
            "\"extensions\" is no JSON": ["query=x&extensions=nonsense"],
            "\"variables\" must be a JSON object": ["query=x&variables=%5B%5D"],
            "\"extensions\" must be a JSON object": ["query=x&extensions=1"],
        ]
        for (message, texts) in faults {
            for text in texts {
                #expect(fault(text)?.code == .badRequest && fault(text)?.message.hasPrefix(message) == true, "\(text)")
            }
        }
    }

    @Test func `a document that is known may be named instead of sent`() throws {
        #expect(try RequestParameters(urlQuery: "documentId=sha256:abc").documentID == "sha256:abc")
        let body = #"{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"abc"}}}"#
        #expect(try RequestParameters(parsing: Array(body.utf8)).query == nil)
    }
}
