import JSON

/// Where a charger is to leave a file: at the address that was given, or at one of ours that is good once.
struct UploadDestination: Sendable {
    let address: String
    /// Of our own address.
    let secrets: [String]
    private let operation: OperationID
    private let isOurs: Bool

    /// - Parameter location: absent: ours.
    init(_ location: String?, _ context: OperationContext) async throws {
        operation = context.id
        isOurs = location == nil
        if let location {
            address = location
            secrets = []
        } else {
            let limit = context.now.advanced(by: context.configuration.transferWindow)
            let upload = try await context.tools.files.upload(
                of: context.id, reached: context.reachedAddress, until: limit)
            address = upload.address
            secrets = [upload.secret]
        }
    }

    /// A file that is to come to us is seen when it is here, whatever the charger says of it; of one that goes elsewhere the
    /// charger's word is all there is.
    func effect(
        _ action: String, requestID: Int? = nil,
        within window: @escaping @Sendable (ExpectedEffect.Answer) -> EffectWindow?, seen: Set<String>,
        missed: Set<String>
    ) -> ExpectedEffect {
        let reported = ExpectedEffect.ending(
            action, requestID: requestID, within: window, seen: isOurs ? [] : seen, missed: missed)
        guard isOurs else { return reported }
        let operation = operation
        var effect = ExpectedEffect(window: window) { event, before in
            if case .fileReceived(operation, _, _) = event { return .seen }
            return reported.verdict(event, before)
        }
        // To another run the file need not be announced: its receipt has the last word in the database.
        effect.record = reported.record
        return effect
    }
}
