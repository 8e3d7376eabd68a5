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
    func verdict(
        of action: String, requestID: Int? = nil, seen: Set<String>, missed: Set<String>
    ) -> @Sendable (Event, ExpectedEffect.Before) -> ExpectedEffect.Verdict? {
        let reported = ExpectedEffect.ending(
            action, requestID: requestID, seen: isOurs ? [] : seen, missed: missed)
        let (operation, isOurs) = (operation, isOurs)
        return { event, before in
            if case .fileReceived(operation, _, _) = event, isOurs { return .seen }
            return reported(event, before)
        }
    }
}
