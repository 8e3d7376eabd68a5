/// What a share lets those do to whom a station is lent; each level includes those before it.
package enum ShareLevel: String, Sendable, Hashable, CaseIterable, Comparable {
    /// See how it is and whether it is free.
    case view = "VIEW"
    /// Charge there with tags of their own.
    case charge = "CHARGE"
    /// Ask it what leaves it as it was set up, as their roles allow.
    case operate = "OPERATE"

    package static func < (left: Self, right: Self) -> Bool {
        allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
    }
}

/// By which shares stations are lent to a viewer, which the token's owner brings along.
///
/// Only whether there are any: which they are, and at what level, every statement asks anew, so that one that has ended
/// counts no more at once.
package enum Borrowing: String, Sendable, Hashable {
    case nothing = "NOTHING"
    /// To everybody of the organization.
    case asOrganization = "ORGANIZATION"
    /// To the person as well: what is seen is that person's alone.
    case asPerson = "PERSON"
}

/// Which of its fields a station that is lent shows: the second half of the table of rights.
extension StationField {
    /// From which level on borrowers see it; nil for what is the owner's alone.
    package var shownFrom: ShareLevel? {
        switch self {
        case .chargePointID, .description, .vendor, .model, .firmwareVersion, .isActive, .inactiveSince, .admission,
            .onboardedAt, .modifiedAt, .presence, .lastSeenAt, .ocppVersion, .status, .errorCode, .organizationID,
            .ownerName, .removedAt, .street, .city, .zipCode, .country, .installationSite, .isLogbookEnabled,
            .logbookRule, .hasSecondSeating, .seatHoldMinutes, .takesReservations,
            .ratedPowerW:
            .view
        case .isLentForCharging:
            .charge
        case .serialNumber, .chargeBoxSerialNumber, .meterType, .bootedAt, .inactiveReason, .securityProfile,
            .isLentForOperating:
            .operate
        case .partNumber, .mesSerialNumber, .materialNumber, .vendorCode, .customerNumber, .referenceNumber,
            .meterSerialNumber, .iccid, .imsi, .minimumSecurityProfile, .tariffID:
            nil
        }
    }
}

extension SessionField {
    /// Of the sessions of borrowers' own people what those see.
    package var isOwnersAlone: Bool { self == .note }
}

extension ReservationField {
    /// Of the reservations for borrowers' own people: it names a family of the owner's tags.
    package var isOwnersAlone: Bool { self == .parentIDTag }
}

extension OperationKind {
    /// From which level on borrowers may ask it of a station that is lent. Whoever charges there may keep a connector free for
    /// a tag of their own, and give it up; everything else takes a right as well.
    package var lentFrom: ShareLevel {
        switch self {
        case .reserveNow, .cancelReservation: .charge
        default: .operate
        }
    }
}

extension OperationKind {
    /// Whether people ask it whatever their role, of one station: to charge with a tag of their own, and to end that.
    package var isOfOwnCharge: Bool { self == .remoteStart || self == .remoteStop }
}

extension Viewer {
    /// Whether the viewer may reserve at all: by a role, or as a guest; the statement that does it asks where.
    package var mayReserveSomewhere: Bool {
        Rights(of: self).allowsSomewhere(.operateStation) || borrowing != .nothing && !isReadOnly
    }
}
