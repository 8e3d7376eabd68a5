import JSON
import Testing

@testable import GraphQL

/// The protocol `graphql-transport-ws`.
@Suite("graphql-transport-ws")
struct TransportWSMachineTests {
    private var machine = TransportWSMachine(maximumOperations: 2)
    private let query = #"{"query":"{ a }"}"#

    private mutating func receive(_ text: String) -> [TransportWSMachine.Action] { machine.received(Array(text.utf8)) }

    private mutating func makeReady() {
        _ = receive(#"{"type":"connection_init"}"#)
        _ = machine.accept()
    }

    private mutating func subscribe(_ id: String) -> TransportWSMachine.Operation? {
        for action in receive(#"{"id":"\#(id)","type":"subscribe","payload":\#(query)}"#) {
            if case .start(let operation, _) = action { return operation }
        }
        return nil
    }

    private mutating func code(_ text: String) -> UInt16? {
        for action in receive(text) { if case .close(let code, _) = action { return code.rawValue } }
        return nil
    }

    private func text(_ bytes: [UInt8]?) -> String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

    private func send(_ text: String) -> TransportWSMachine.Action { .send(Array(text.utf8)) }

    @Test mutating func `a client is let in after it has said who it is`() {
        #expect(receive(#"{"type":"connection_init","payload":{"a":1}}"#) == [.authenticate(["a": 1])])
        #expect(machine.accept(["b": 2]) == [send(#"{"type":"connection_ack","payload":{"b":2}}"#)])
    }

    @Test mutating func `a payload that is null is as good as none`() {
        #expect(receive(#"{"type":"connection_init","payload":null}"#) == [.authenticate([:])])
        #expect(machine.accept() == [send(#"{"type":"connection_ack"}"#)])
    }

    @Test mutating func `a client that is refused is told with a code`() {
        _ = receive(#"{"type":"connection_init"}"#)
        #expect(machine.refuse() == [.close(.forbidden, "Forbidden")])
        #expect(machine.accept() == [])
        #expect(machine.refuse() == [])
    }

    @Test(arguments: [
        "", "no json", "[]", "7", "{}", #"{"type":1}"#, #"{"type":"nonsense"}"#, #"{"type":"subscribe"}"#,
        #"{"type":"subscribe","id":"1"}"#, #"{"type":"subscribe","id":"","payload":{"query":"{ a }"}}"#,
        #"{"type":"subscribe","id":1,"payload":{"query":"{ a }"}}"#, #"{"type":"subscribe","id":"1","payload":{}}"#,
        #"{"type":"subscribe","id":"1","payload":{"query":1}}"#,
        #"{"type":"subscribe","id":"1","payload":{"query":"{ a }","variables":[]}}"#,
        #"{"type":"complete"}"#, #"{"type":"complete","id":7}"#, #"{"type":"ping","payload":[]}"#,
        #"{"type":"pong","payload":1}"#, #"{"type":"connection_init","payload":"x"}"#, #"{"type":"next","id":"1"}"#,
    ])
    mutating func `a message that is none ends the socket with 4400`(message: String) {
        makeReady()
        #expect(code(message) == 4400)
        #expect(receive(#"{"type":"ping"}"#) == [])
    }

    @Test mutating func `an id may be long but not endless`() {
        makeReady()
        #expect(subscribe(String(repeating: "x", count: 200)) != nil)
        #expect(code(#"{"id":"\#(String(repeating: "x", count: 201))","type":"complete"}"#) == 4400)
    }

    @Test mutating func `nothing may be asked before the acknowledgement`() {
        #expect(code(#"{"id":"1","type":"subscribe","payload":\#(query)}"#) == 4401)
        machine = TransportWSMachine()
        _ = receive(#"{"type":"connection_init"}"#)
        #expect(code(#"{"id":"1","type":"subscribe","payload":\#(query)}"#) == 4401)
    }

    @Test mutating func `time runs out only for who has said nothing`() {
        #expect(
            machine.initialisationTimedOut() == [.close(.initialisationTimeout, "Connection initialisation timeout")])
        machine = TransportWSMachine()
        _ = receive(#"{"type":"connection_init"}"#)
        #expect(machine.initialisationTimedOut() == [])
    }

    @Test mutating func `a second connection_init is one too many, at any time`() {
        _ = receive(#"{"type":"connection_init"}"#)
        #expect(code(#"{"type":"connection_init"}"#) == 4429)
        machine = TransportWSMachine()
        makeReady()
        #expect(code(#"{"type":"connection_init"}"#) == 4429)
    }

    @Test mutating func `an id that is in use ends the socket and what it runs`() throws {
        makeReady()
        let first = try #require(subscribe("1"))
        #expect(
            receive(#"{"id":"1","type":"subscribe","payload":\#(query)}"#)
                == [.stop(first), .close(.subscriberAlreadyExists, "Subscriber for 1 already exists")])
        #expect(!machine.isRunning(first))
    }

    @Test mutating func `an id may be used again, and results of its first use are not taken for those of the second`()
        throws
    {
        makeReady()
        let first = try #require(subscribe("1"))
        #expect(receive(#"{"id":"1","type":"complete"}"#) == [.stop(first)])
        let second = try #require(subscribe("1"))
        #expect(machine.next(first, [48]) == nil)
        #expect(machine.complete(first) == nil)
        #expect(text(machine.next(second, [48])) == #"{"id":"1","type":"next","payload":0}"#)
        #expect(text(machine.complete(second)) == #"{"id":"1","type":"complete"}"#)
        #expect(subscribe("1") != nil)
    }

    @Test mutating func `an operation that ended already may be completed once more`() throws {
        makeReady()
        let operation = try #require(subscribe("1"))
        _ = machine.complete(operation)
        #expect(receive(#"{"id":"1","type":"complete"}"#) == [])
        #expect(receive(#"{"id":"never","type":"complete"}"#) == [])
    }

    @Test mutating func `a result is followed by its end, an error is the end`() throws {
        makeReady()
        let good = try #require(subscribe(#"g\"1"#))
        let response = GraphQLResponse(bytes: Array(#"{"data":{"a":1}}"#.utf8), errors: [], hasData: true)
        #expect(
            machine.finish(good, response).map { text($0) }
                == [#"{"id":"g\"1","type":"next","payload":{"data":{"a":1}}}"#, #"{"id":"g\"1","type":"complete"}"#])
        let bad = try #require(subscribe("b"))
        let failure = GraphQLResponse(failure: GraphQLError("no", code: .badRequest))
        #expect(
            machine.finish(bad, failure).map { text($0) }
                == [#"{"id":"b","type":"error","payload":[{"message":"no","extensions":{"code":"BAD_REQUEST"}}]}"#])
        #expect(machine.finish(bad, failure) == [])
        #expect(machine.operationCount == 0)
    }

    @Test mutating func `one operation too many is answered with an error and leaves the others alone`() throws {
        makeReady()
        let first = try #require(subscribe("1"))
        _ = try #require(subscribe("2"))
        let actions = receive(#"{"id":"3","type":"subscribe","payload":\#(query)}"#)
        guard case .send(let message)? = actions.first, actions.count == 1 else { return #expect(Bool(false)) }
        #expect(text(message)?.contains("LIMIT_EXCEEDED") == true)
        #expect(machine.isRunning(first))
    }

    @Test mutating func `a ping comes back as a pong with its payload, also before the acknowledgement`() {
        #expect(receive(#"{"type":"ping","payload":{"x":1}}"#) == [send(#"{"type":"pong","payload":{"x":1}}"#)])
        #expect(receive(#"{"type":"ping"}"#) == [send(#"{"type":"pong"}"#)])
        #expect(receive(#"{"type":"pong"}"#) == [])
    }

    @Test mutating func `a socket that has ended stops everything and hears nothing`() throws {
        makeReady()
        let operation = try #require(subscribe("1"))
        #expect(machine.closed() == [.stop(operation)])
        #expect(machine.closed() == [])
        #expect(receive("nonsense") == [])
        #expect(machine.next(operation, []) == nil)
    }

    @Test mutating func `a document that is known here may be named instead of sent`() {
        makeReady()
        let actions = receive(#"{"id":"1","type":"subscribe","payload":{"documentId":"sha256:00"}}"#)
        guard case .start(_, let parameters)? = actions.first else { return #expect(Bool(false)) }
        #expect(parameters.documentID == "sha256:00")
    }
}
