import Charging
import Postgres

extension ExportCell {
    /// Here `s` is the station, `t` the tag and `u` its person, both none of a borrower's, and `k` the costs.
    static let sessions =
        [
            ExportCell(name: "transactionId", value: "r.transaction_id", kind: .number),
            ExportCell(name: "chargePointId", value: "s.charge_point_id"),
            ExportCell(name: "connector", value: "r.connector_number", kind: .number),
            ExportCell(name: "idTag", value: "r.id_tag"),
            ExportCell(name: "tagAlias", value: "t.alias"), ExportCell(name: "firstName", value: "u.first_name"),
            ExportCell(name: "lastName", value: "u.last_name"),
            ExportCell(name: "status", value: "r.status", kind: .word),
            ExportCell(name: "authorization", value: #"r."authorization""#, kind: .word),
            time("startedAt", "r.started_at"), time("stoppedAt", "r.stopped_at"),
            ExportCell(name: "energyWh", value: "r.energy_wh", kind: .number),
            ExportCell(name: "meterStartWh", value: "r.meter_start_wh", kind: .number),
            ExportCell(name: "meterStopWh", value: "r.meter_stop_wh", kind: .number),
            ExportCell(name: "stopReason", value: "r.stop_reason"),
            ExportCell(name: "totalCosts", value: "k.total", kind: .number),
            ExportCell(name: "currency", value: "k.currency", kind: .word),
            ExportCell(name: "street", value: "s.street"), ExportCell(name: "zipCode", value: "s.zip_code"),
            ExportCell(name: "city", value: "s.city"), ExportCell(name: "country", value: "s.country"),
        ] + more

    private static let more = [
        // As the API writes the id of a session.
        ExportCell(
            name: "id",
            value: "translate(encode(convert_to('Session:' || r.id, 'UTF8'), 'base64'), '+/=' || chr(10), '-_')",
            kind: .word),
        ExportCell(name: "tagType", value: "t.type", kind: .word),
        ExportCell(
            name: "reservationId",
            value: "(SELECT v.number FROM reservations v WHERE v.session_id = r.id ORDER BY v.id LIMIT 1)",
            kind: .number, shownFrom: nil),
        ExportCell(name: "durationSeconds", value: SessionFigures.duration, kind: .number),
        ExportCell(name: "pluggedInSeconds", value: SessionFigures.pluggedIn, kind: .number),
        time("pluggedOutAt", "r.plugged_out_at"),
        ExportCell(name: "chargingSeconds", value: SessionFigures.charging, kind: .number, isOnDemand: true),
        ExportCell(name: "maximumPowerW", value: SessionFigures.maximumPower, kind: .number, isOnDemand: true),
        ExportCell(
            name: "employeeNumber", value: "NULL",
            valueForViewer: { "CASE WHEN \(SessionCustomer.mayKnow("u", $0)) THEN u.employee_number END" }),
        ExportCell(name: "description", value: "s.description"),
        ExportCell(name: "installationSite", value: "s.installation_site"),
        customer("customerNumber", "customer_number"), customer("referenceNumber", "reference_number"),
        ExportCell(name: "costsPerSession", value: price("SESSION")),
        ExportCell(name: "costsPerKwh", value: price("ENERGY")),
        ExportCell(name: "mileageKm", value: logbook("mileage_km"), kind: .number),
        ExportCell(name: "vehicleId", value: logbook("vehicle_id")),
        ExportCell(name: "note", value: "r.note", shownFrom: nil),
        ExportCell(name: "chargingProfile", value: SessionProfiles.text, isOnDemand: true),
    ]

    /// Of the customer who pays for the session.
    private static func customer(_ name: String, _ column: SQL) -> ExportCell {
        ExportCell(name: name, value: "NULL", valueForViewer: { SessionCustomer.number(column, $0) })
    }

    /// More than one where a tariff has another price at another time of day.
    private static func price(_ kind: SQL) -> SQL {
        "(SELECT string_agg(DISTINCT l->>'unitPrice', '; ') FROM jsonb_array_elements(k.lines) l WHERE l->>'kind' = '"
            + kind + "')"
    }

    private static func logbook(_ column: SQL) -> SQL {
        "(SELECT l." + column + " FROM logbook_entries l WHERE l.session_id = r.id ORDER BY l.id DESC LIMIT 1)"
    }
}
