import JSON
import TestSupport

@testable import Charging

extension MemoryConnection {
    /// Answers the call that was sent as the one with this index, as soon as it was.
    @discardableResult
    func answer(_ index: Int = 0, _ payload: String) async -> String? {
        guard let call = await frame(index) else { return nil }
        await receive(#"[3,"\#(call.messageID)",\#(payload)]"#)
        return call
    }

    /// Answers it with a CALLERROR.
    func refuse(_ index: Int = 0, _ code: String, _ description: String) async {
        guard let call = await frame(index) else { return }
        await receive(#"[4,"\#(call.messageID)","\#(code)","\#(description)",{}]"#)
    }
}

extension RegistryBench {
    var statuses: [OperationStatus] { database.operations.map(\.status) }
    var effects: [OperationEffect] { database.operations.map(\.effect) }

    func carryOut(
        _ operation: StationOperation, at station: Int64 = 1, wait: Bool = true, as viewer: Viewer = .sample()
    ) async throws -> OperationID {
        try await operations.carryOut(
            operation, at: StationID(rawValue: station), wait: wait, viewer: viewer)
    }

    /// Asks, answers so, and returns what was sent.
    @discardableResult
    func carryOut(
        _ operation: StationOperation, on charger: MemoryConnection, frame index: Int = 0, answer: String
    ) async throws -> String? {
        async let done = carryOut(operation)
        let sent = await charger.answer(index, answer)
        _ = try await done
        return sent
    }

    /// Moves the clock on until it is so.
    func passes(_ step: Duration = .seconds(10), until condition: () async -> Bool) async -> Bool {
        await eventually {
            clock.advance(by: step)
            return await condition()
        }
    }

    /// The refusal, if it is one.
    func refusal(_ body: () async throws -> Void) async -> ChargingError? {
        do {
            try await body()
            return nil
        } catch {
            return error as? ChargingError
        }
    }
}
