import Charging
import Postgres

extension ChargingError {
    /// What a client may know of an error of PostgreSQL.
    init(_ error: PostgresError) {
        switch error.code {
        // PostgreSQL gives the ids itself, so that one is there already is no doing of who asks.
        case .uniqueViolation where error.detail?.hasPrefix("Key (id)=") == true:
            self.init(.fault, "internal error")
        case .uniqueViolation:
            self = error.constraint.flatMap(Self.taken) ?? ChargingError(.conflict, "this exists already")
        case .foreignKeyViolation:
            self.init(.badInput, "something that this refers to does not exist")
        case .checkViolation, .notNullViolation, .exclusionViolation, .dataException, .invalidParameter:
            self.init(.badInput, "a value is not allowed here")
        case _ where error.mayPass, .closed, .queryCanceled, .transactionRolledBack:
            self.init(.unavailable, "the database cannot answer at this moment; try again")
        default:
            self.init(.fault, "internal error")
        }
    }

    static let chargePointIDIsTaken = ChargingError(
        .conflict, "a station with this charge point id exists already", field: "chargePointId")

    private static func taken(constraint: String) -> ChargingError? {
        switch constraint {
        case "stations_charge_point_id_key":
            chargePointIDIsTaken
        case "tags_id_tag":
            ChargingError(.conflict, "a tag with this id exists already", field: "idTag")
        case "groups_name":
            ChargingError(.conflict, "a group with this name exists already under the same parent", field: "name")
        case "quirk_profiles_name":
            ChargingError(.conflict, "a quirk profile with this name exists already", field: "name")
        case "tariffs_name":
            ChargingError(.conflict, "a tariff with this name exists already", field: "name")
        case "organizations_name":
            ChargingError(.conflict, "an organization with this name exists already", field: "name")
        case "users_email":
            ChargingError(.conflict, "a user with this e-mail exists already", field: "email")
        default:
            nil
        }
    }
}
