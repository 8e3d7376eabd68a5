extension OCPP16 {
    /// The profile that every charge point has. OCPP 1.6 edition 2, section 3.3.
    enum Core {
        static let chargePointRequests: [any OCPPRequest.Type] = [
            Authorize.self, BootNotification.self, DataTransfer.self, Heartbeat.self, MeterValues.self,
            StartTransaction.self, StatusNotification.self, StopTransaction.self,
        ]

        static let centralSystemRequests: [any OCPPRequest.Type] = [
            ChangeAvailability.self, ChangeConfiguration.self, ClearCache.self, DataTransfer.self,
            GetConfiguration.self, RemoteStartTransaction.self, RemoteStopTransaction.self, Reset.self,
            UnlockConnector.self,
        ]
    }
}
