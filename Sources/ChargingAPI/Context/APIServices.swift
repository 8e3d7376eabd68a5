package import Charging
package import JSON

/// The parts of the server that resolvers use; one for all requests.
package final class APIServices: Sendable {
    package let stores: APIStores
    package let vault: any CredentialVault
    package let remoteControl: any RemoteControl
    package let firmware: any FirmwareCatalogue
    package let certificates: any CertificateApproval
    package let identity: any IdentityControl
    package let liveStatus: LiveStatus
    package let events: any EventBus
    /// Tells the registry of a new station, so that it may connect at once.
    package let stationOnboarded: @Sendable (StationRecord) async -> Void
    /// Tells the registry of a station that has left its account, so that its connection ends.
    package let stationRemoved: @Sendable (StationRecord) async -> Void
    /// Tells the registry of stations of which something was changed.
    package let stationsChanged: @Sendable ([StationRecord]) async -> Void
    /// Tells the registry of quirk profiles that were changed, so that connected chargers are understood by them.
    package let quirkProfilesChanged: @Sendable (OrganizationID) async -> Void
    /// What the person may see has changed: open pages of theirs are to come again.
    package let rolesChanged: @Sendable (UserID) async -> Void
    package let now: @Sendable () -> Timestamp

    package init(
        stores: APIStores, vault: any CredentialVault, remoteControl: any RemoteControl,
        firmware: any FirmwareCatalogue, certificates: any CertificateApproval, identity: any IdentityControl,
        liveStatus: LiveStatus, events: any EventBus,
        stationOnboarded: @escaping @Sendable (StationRecord) async -> Void,
        stationRemoved: @escaping @Sendable (StationRecord) async -> Void,
        stationsChanged: @escaping @Sendable ([StationRecord]) async -> Void,
        quirkProfilesChanged: @escaping @Sendable (OrganizationID) async -> Void,
        rolesChanged: @escaping @Sendable (UserID) async -> Void = { _ in },
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.stores = stores
        self.vault = vault
        self.remoteControl = remoteControl
        self.firmware = firmware
        self.certificates = certificates
        self.identity = identity
        self.liveStatus = liveStatus
        self.events = events
        self.stationOnboarded = stationOnboarded
        self.stationRemoved = stationRemoved
        self.stationsChanged = stationsChanged
        self.quirkProfilesChanged = quirkProfilesChanged
        self.rolesChanged = rolesChanged
        self.now = now
    }
}

/// Where the API reads from and writes to.
package struct APIStores: Sendable {
    package let stations: any StationReading
    package let connectors: any ConnectorReading
    package let sessions: any SessionReading
    package let tags: any TagReading
    package let groups: any GroupReading
    package let operations: any OperationReading
    package let stationEvents: any StationEventReading
    package let chargingProfiles: any ChargingProfileReading
    package let files: any FileReading
    package let certificates: any CertificateReading
    package let reservations: any ReservationReading
    package let ocppMessages: any OcppMessageReading
    package let recordedFrames: any RecordedFrames
    package let accounts: any AccountReading
    package let users: any UserReading
    package let userChanges: any UserWriting
    package let ownAccounts: any OwnAccountWriting
    package let directory: any DirectoryWriting
    package let quirkProfiles: any QuirkProfileReading
    package let quirkProfileChanges: any QuirkProfileWriting
    package let statistics: any StatisticsReading
    package let search: any SearchReading
    package let tariffs: any TariffReading
    package let tariffChanges: any TariffWriting
    package let upkeep: UpkeepStores
    package let logbooks: any LogbookReading
    package let logbookChanges: any LogbookWriting

    package init(
        stations: any StationReading, connectors: any ConnectorReading, sessions: any SessionReading,
        tags: any TagReading, groups: any GroupReading, operations: any OperationReading,
        stationEvents: any StationEventReading, chargingProfiles: any ChargingProfileReading, files: any FileReading,
        certificates: any CertificateReading, reservations: any ReservationReading,
        ocppMessages: any OcppMessageReading, recordedFrames: any RecordedFrames, accounts: any AccountReading,
        users: any UserReading, userChanges: any UserWriting, ownAccounts: any OwnAccountWriting,
        directory: any DirectoryWriting, quirkProfiles: any QuirkProfileReading,
        quirkProfileChanges: any QuirkProfileWriting, statistics: any StatisticsReading, search: any SearchReading,
        tariffs: any TariffReading, tariffChanges: any TariffWriting,
        upkeep: UpkeepStores,
        logbooks: any LogbookReading, logbookChanges: any LogbookWriting
    ) {
        self.stations = stations
        self.connectors = connectors
        self.sessions = sessions
        self.tags = tags
        self.groups = groups
        self.operations = operations
        self.stationEvents = stationEvents
        self.chargingProfiles = chargingProfiles
        self.files = files
        self.certificates = certificates
        self.reservations = reservations
        self.ocppMessages = ocppMessages
        self.recordedFrames = recordedFrames
        self.accounts = accounts
        self.users = users
        self.userChanges = userChanges
        self.ownAccounts = ownAccounts
        self.directory = directory
        self.quirkProfiles = quirkProfiles
        self.quirkProfileChanges = quirkProfileChanges
        self.statistics = statistics
        self.search = search
        self.tariffs = tariffs
        self.tariffChanges = tariffChanges
        self.upkeep = upkeep
        self.logbooks = logbooks
        self.logbookChanges = logbookChanges
    }
}
