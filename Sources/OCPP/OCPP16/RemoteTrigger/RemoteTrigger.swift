extension OCPP16 {
    /// Lets the central system ask for messages that charge points send of their own accord. OCPP 1.6 edition 2,
    /// section 3.3.
    enum RemoteTrigger {
        static let centralSystemRequests: [any OCPPRequest.Type] = [TriggerMessage.self]
    }
}
