package import JSON

/// A frame that passed between a charger and the server just now, in which passwords and keys are masked. Told only of
/// stations whose frames somebody listens to, and as it passes: what it reports may not be committed yet.
package struct PassedMessage: Sendable, Hashable {
    /// In bytes. Of a longer one is told that it passed, and not what it says.
    package static let longestPayload = 64 << 10

    package var station: StationID
    package var organization: OrganizationID
    /// Of the connection.
    package var generation: Int64
    package var at: Timestamp
    package var direction: MessageDirection
    /// The action, or what kind of frame it is, as recordings have it.
    package var action: String
    /// Nil where it is too long.
    package var payload: [UInt8]?
    /// Of the whole payload, in bytes.
    package var size: Int

    package init(
        station: StationID, organization: OrganizationID, generation: Int64, at: Timestamp,
        direction: MessageDirection, action: String, payload: UnsafeRawBufferPointer
    ) {
        self.station = station
        self.organization = organization
        self.generation = generation
        self.at = at
        self.direction = direction
        self.action = action
        self.payload = payload.count <= Self.longestPayload ? Array(payload) : nil
        size = payload.count
    }

    /// As a recording would hold it, but for its place there, which is not known yet.
    var entry: RecordEntry {
        RecordEntry(
            generation: generation, sequence: 0, at: at, kind: direction == .received ? .received : .sent,
            label: action, bytes: payload ?? [])
    }
}
