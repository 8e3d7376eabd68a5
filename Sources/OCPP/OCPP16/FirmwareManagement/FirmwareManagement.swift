extension OCPP16 {
    /// Updates firmware and fetches diagnostics. OCPP 1.6 edition 2, section 3.3.
    enum FirmwareManagement {
        static let chargePointRequests: [any OCPPRequest.Type] = [
            DiagnosticsStatusNotification.self, FirmwareStatusNotification.self,
        ]

        static let centralSystemRequests: [any OCPPRequest.Type] = [GetDiagnostics.self, UpdateFirmware.self]
    }
}
