package import JSON

/// What decides how much a station may draw: the profiles that it has accepted, and what runs there.
package struct SmartChargingState: Sendable, Hashable {
    package struct Transaction: Sendable, Hashable {
        package var connector: Int
        package var id: Int32
        package var startedAt: Timestamp

        package init(connector: Int, id: Int32, startedAt: Timestamp) {
            self.connector = connector
            self.id = id
            self.startedAt = startedAt
        }
    }

    /// More than any charger keeps.
    package static let profileLimit = 256

    package var profiles: [InstalledProfile]
    /// The numbers of the connectors, without 0.
    package var connectors: [Int]
    /// At most one for each connector.
    package var transactions: [Transaction]
    package var limits: ProfileLimits
    /// Every profile is sent and counts as one of stack level 0 (``QuirkCorrections/knowsOnlyStackLevelZero``).
    var knowsOnlyStackLevelZero = false

    package init(
        profiles: [InstalledProfile] = [], connectors: [Int] = [], transactions: [Transaction] = [],
        limits: ProfileLimits = ProfileLimits()
    ) {
        self.profiles = profiles
        self.connectors = connectors
        self.transactions = transactions
        self.limits = limits
    }

    package func transaction(on connector: Int) -> Transaction? { transactions.first { $0.connector == connector } }

    /// Puts a profile in its place.
    ///
    /// - Returns: those that it takes the place of.
    @discardableResult
    package mutating func install(_ new: InstalledProfile) -> [InstalledProfile] {
        let replaced = profiles.filter { $0.isReplaced(by: new) }
        profiles.removeAll { $0.isReplaced(by: new) }
        profiles.append(new)
        return replaced
    }

    package mutating func clear(_ criteria: ProfileCriteria) { profiles.removeAll(where: criteria.match) }
}
