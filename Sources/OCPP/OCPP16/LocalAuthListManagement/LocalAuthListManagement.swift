extension OCPP16 {
    /// Keeps a list of tags in charge points, to be judged offline. OCPP 1.6 edition 2, section 3.3.
    enum LocalAuthListManagement {
        static let centralSystemRequests: [any OCPPRequest.Type] = [GetLocalListVersion.self, SendLocalList.self]
    }
}
