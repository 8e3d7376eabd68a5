extension OCPP16 {
    /// Certificates, logs, security events and signed firmware. Security whitepaper edition 2, section 5.
    enum Security {
        static let chargePointRequests: [any OCPPRequest.Type] = [
            LogStatusNotification.self, SecurityEventNotification.self, SignCertificate.self,
            SignedFirmwareStatusNotification.self,
        ]

        static let centralSystemRequests: [any OCPPRequest.Type] = [
            CertificateSigned.self, DeleteCertificate.self, ExtendedTriggerMessage.self,
            GetInstalledCertificateIds.self, GetLog.self, InstallCertificate.self, SignedUpdateFirmware.self,
        ]
    }
}
