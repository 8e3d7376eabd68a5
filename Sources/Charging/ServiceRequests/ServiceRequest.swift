package import JSON

package struct ServiceRequestID: RowIdentifier {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

package enum ServiceRequestState: String, Sendable, Hashable, CaseIterable {
    /// Those who look after the station have something to do.
    case open = "OPEN"
    /// For whoever asked, or for a part.
    case waiting = "WAITING"
    case solved = "SOLVED"
}

/// A request whose state, comments or logs changed.
package struct ChangedServiceRequest: Sendable, Hashable {
    package var id: ServiceRequestID
    package var organization: OrganizationID
    package var station: StationID

    package init(id: ServiceRequestID, organization: OrganizationID, station: StationID) {
        self.id = id
        self.organization = organization
        self.station = station
    }
}

/// Recorded messages as they are kept with a request.
package struct LogExcerpt: Sendable, Hashable {
    package static let longestTime = Duration.seconds(86_400)
    package static let messageLimit = 2_000
    package static let byteLimit = 512 * 1_024

    package var from: Timestamp
    package var to: Timestamp
    /// One message a line, oldest first.
    package var text: String
    package var messages: Int
    package var isCut: Bool

    package init(from: Timestamp, to: Timestamp, text: String, messages: Int, isCut: Bool) {
        self.from = from
        self.to = to
        self.text = text
        self.messages = messages
        self.isCut = isCut
    }
}

package struct NewServiceRequest: Sendable, Hashable {
    package enum Subject: Sendable, Hashable {
        case station(StationID)
        case session(SessionID)
    }

    /// Of one person, as long as they are not solved.
    package static let limitPerPerson = 100

    package var about: Subject
    package var subject: String
    package var text: String
    package var log: LogExcerpt?

    package init(about: Subject, subject: String, text: String, log: LogExcerpt? = nil) {
        self.about = about
        self.subject = subject
        self.text = text
        self.log = log
    }
}

package protocol ServiceRequestWriting: Sendable {
    /// - Throws: ``ChargingError`` `.notFound` for a station or session out of reach, `.limitExceeded`.
    func createServiceRequest(_ request: NewServiceRequest, viewer: Viewer) async throws -> ChangedServiceRequest
    /// - Throws: `.notFound` for one out of reach, `.limitExceeded`.
    func comment(on request: ServiceRequestID, _ text: String, viewer: Viewer) async throws -> ChangedServiceRequest
    /// - Throws: `.notFound`, or `.conflict` when it is in that state already.
    func change(
        _ request: ServiceRequestID, to state: ServiceRequestState, because text: String?, viewer: Viewer
    ) async throws -> ChangedServiceRequest
    /// - Throws: `.notFound`, `.limitExceeded`, or `.forbidden` for those who may not see recordings.
    func attach(_ log: LogExcerpt, to request: ServiceRequestID, viewer: Viewer) async throws -> ChangedServiceRequest
}

package enum ServiceRequestLimits {
    package static let comments = 1_000
    package static let logs = 10
}
