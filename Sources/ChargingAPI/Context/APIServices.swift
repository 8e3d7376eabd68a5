package import Charging
package import JSON

/// The parts of the server that resolvers use; one for all requests.
package final class APIServices: Sendable {
    package let stores: APIStores
    package let vault: any CredentialVault
    package let remoteControl: any RemoteControl
    package let liveStatus: LiveStatus
    package let events: any EventBus
    /// Tells the registry of a new station, so that it may connect at once.
    package let stationOnboarded: @Sendable (StationRecord) async -> Void
    package let now: @Sendable () -> Timestamp

    package init(
        stores: APIStores, vault: any CredentialVault, remoteControl: any RemoteControl, liveStatus: LiveStatus,
        events: any EventBus, stationOnboarded: @escaping @Sendable (StationRecord) async -> Void,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.stores = stores
        self.vault = vault
        self.remoteControl = remoteControl
        self.liveStatus = liveStatus
        self.events = events
        self.stationOnboarded = stationOnboarded
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
    package let ocppMessages: any OcppMessageReading
    package let accounts: any AccountReading
    package let directory: any DirectoryWriting

    package init(
        stations: any StationReading, connectors: any ConnectorReading, sessions: any SessionReading,
        tags: any TagReading, groups: any GroupReading, operations: any OperationReading,
        stationEvents: any StationEventReading, ocppMessages: any OcppMessageReading,
        accounts: any AccountReading, directory: any DirectoryWriting
    ) {
        self.stations = stations
        self.connectors = connectors
        self.sessions = sessions
        self.tags = tags
        self.groups = groups
        self.operations = operations
        self.stationEvents = stationEvents
        self.ocppMessages = ocppMessages
        self.accounts = accounts
        self.directory = directory
    }
}
