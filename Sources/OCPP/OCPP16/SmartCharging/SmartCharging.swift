extension OCPP16 {
    /// Limits what charge points draw. OCPP 1.6 edition 2, section 3.3.
    enum SmartCharging {
        static let centralSystemRequests: [any OCPPRequest.Type] = [
            ClearChargingProfile.self, GetCompositeSchedule.self, SetChargingProfile.self,
        ]
    }
}
