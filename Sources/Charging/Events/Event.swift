/// Something that became true, published after its commit and before anything that follows from it.
///
/// Carries ids and the changed values, so that most subscriptions need no read.
package enum Event: Sendable, Hashable {
    case stationChanged(StationSnapshot)
    case connectorChanged(ConnectorSnapshot, of: StationSnapshot)
    case sessionChanged(SessionState)
    case meterValuesAdded([Sample], to: SessionState)
    case stationEventAdded(StationEvent)
    case reservationChanged(BookedReservation)
    case operationChanged(OperationID, station: StationID, organization: OrganizationID)
    case messageHeard(HeardMessage)
    /// Told as it passes, before anything is committed.
    case messagePassed(PassedMessage)
    /// The file that a station was asked for is here, whole.
    case fileReceived(OperationID, station: StationID, organization: OrganizationID)
    case notificationsAdded(NotificationNews)
    case serviceRequestChanged(ChangedServiceRequest)
    case queueChanged(QueueNews)
    case rolloutChanged(RolloutNews)
    case shareChanged(ChangedShare)
    case exportJobChanged(ExportJobNews)

    package var organizationID: OrganizationID {
        switch self {
        case .stationChanged(let station), .connectorChanged(_, let station): station.organizationID
        case .sessionChanged(let session), .meterValuesAdded(_, let session): session.organizationID
        case .stationEventAdded(let event): event.organizationID
        case .reservationChanged(let reservation): reservation.organization
        case .operationChanged(_, _, let organization): organization
        case .messageHeard(let message): message.organization
        case .messagePassed(let message): message.organization
        case .fileReceived(_, _, let organization): organization
        case .notificationsAdded(let news): news.organization
        case .serviceRequestChanged(let request): request.organization
        case .queueChanged(let news): news.organization
        case .rolloutChanged(let news): news.organization
        case .shareChanged(let share): share.owner
        case .exportJobChanged(let news): news.organization
        }
    }

    /// Nil for what is about no station, or about many.
    package var stationID: StationID? {
        switch self {
        case .stationChanged(let station), .connectorChanged(_, let station): station.id
        case .sessionChanged(let session), .meterValuesAdded(_, let session): session.stationID
        case .stationEventAdded(let event): event.stationID
        case .reservationChanged(let reservation): reservation.station
        case .operationChanged(_, let station, _): station
        case .messageHeard(let message): message.station
        case .messagePassed(let message): message.station
        case .fileReceived(_, let station, _): station
        case .notificationsAdded, .rolloutChanged, .exportJobChanged: nil
        case .serviceRequestChanged(let request): request.station
        case .queueChanged(let news): news.station
        case .shareChanged(let share): share.station
        }
    }
}
