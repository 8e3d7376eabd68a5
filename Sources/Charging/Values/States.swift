// The closed sets of the domain. A raw value is the word that is stored and shown.

/// The nine states of OCPP 1.6 (section 7.7), and `unknown` before the first report.
package enum ConnectorStatus: String, Sendable, CaseIterable, Codable {
    case available = "AVAILABLE"
    case preparing = "PREPARING"
    case charging = "CHARGING"
    case suspendedEV = "SUSPENDED_EV"
    case suspendedEVSE = "SUSPENDED_EVSE"
    case finishing = "FINISHING"
    case reserved = "RESERVED"
    case unavailable = "UNAVAILABLE"
    case faulted = "FAULTED"
    case unknown = "UNKNOWN"
}

package enum Presence: String, Sendable, CaseIterable, Codable {
    case unknown = "UNKNOWN"
    case online = "ONLINE"
    case offline = "OFFLINE"
}

/// What BootNotification is answered.
package enum StationAdmission: String, Sendable, CaseIterable, Codable {
    case accepted = "ACCEPTED"
    case pending = "PENDING"
    case rejected = "REJECTED"
}

package enum SessionStatus: String, Sendable, CaseIterable, Codable {
    case active = "ACTIVE"
    case completed = "COMPLETED"
    /// Closed by us at its last known value: the charger's stop has not come.
    case estimated = "ESTIMATED"
}

package enum AuthorizationStatus: String, Sendable, CaseIterable, Codable {
    case accepted = "ACCEPTED"
    case blocked = "BLOCKED"
    case expired = "EXPIRED"
    case invalid = "INVALID"
    case concurrentTx = "CONCURRENT_TX"
}

package enum TagType: String, Sendable, CaseIterable {
    case `private` = "PRIVATE"
    case company = "COMPANY"
    case other = "OTHER"
}

package enum TagMedium: String, Sendable, CaseIterable {
    case card = "CARD"
    case virtual = "VIRTUAL"
}

package enum OperationKind: String, Sendable, CaseIterable {
    case remoteStart = "REMOTE_START"
    case remoteStop = "REMOTE_STOP"
    case reset = "RESET"
    case changeAvailability = "CHANGE_AVAILABILITY"
    case unlockConnector = "UNLOCK_CONNECTOR"
    case clearCache = "CLEAR_CACHE"
    case triggerMessage = "TRIGGER_MESSAGE"
    case getConfiguration = "GET_CONFIGURATION"
    case changeConfiguration = "CHANGE_CONFIGURATION"
    case dataTransfer = "DATA_TRANSFER"
    case getDiagnostics = "GET_DIAGNOSTICS"
    case getLog = "GET_LOG"
    case updateFirmware = "UPDATE_FIRMWARE"
    case signedUpdateFirmware = "SIGNED_UPDATE_FIRMWARE"
    case extendedTriggerMessage = "EXTENDED_TRIGGER_MESSAGE"
    case sendLocalList = "SEND_LOCAL_LIST"
    case getLocalListVersion = "GET_LOCAL_LIST_VERSION"
    case setChargingProfile = "SET_CHARGING_PROFILE"
    case clearChargingProfile = "CLEAR_CHARGING_PROFILE"
    case getCompositeSchedule = "GET_COMPOSITE_SCHEDULE"
    case installCertificate = "INSTALL_CERTIFICATE"
    case deleteCertificate = "DELETE_CERTIFICATE"
    case getInstalledCertificateIds = "GET_INSTALLED_CERTIFICATE_IDS"
    case certificateSigned = "CERTIFICATE_SIGNED"
    case reserveNow = "RESERVE_NOW"
    case cancelReservation = "CANCEL_RESERVATION"
}

package enum OperationStatus: String, Sendable, CaseIterable {
    case queued = "QUEUED"
    case sent = "SENT"
    case accepted = "ACCEPTED"
    case rejected = "REJECTED"
    case failed = "FAILED"
    case timedOut = "TIMED_OUT"
    case expired = "EXPIRED"

    package var isFinal: Bool { self != .queued && self != .sent }
}

/// What really happened after a charger accepted an operation.
package enum OperationEffect: String, Sendable, CaseIterable {
    case none = "NONE"
    case pending = "PENDING"
    case seen = "SEEN"
    case missed = "MISSED"
}
