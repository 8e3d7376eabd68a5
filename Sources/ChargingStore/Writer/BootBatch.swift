import Charging
import Postgres

/// What chargers say of themselves when they start. Only the newest connection of a station is believed.
struct BootBatch: ReportBatch {
    let reports: [Numbered<BootReport>]

    var statements: [Statement] {
        [
            """
            UPDATE stations s SET vendor = i.vendor, model = i.model, serial_number = i.serial_number,
                charge_box_serial_number = i.charge_box_serial_number, firmware_version = i.firmware_version,
                iccid = i.iccid, imsi = i.imsi, meter_type = i.meter_type, meter_serial_number = i.meter_serial_number,
                booted_at = i.received_at
            FROM unnest(\(reports.map(\.source.stationID.rawValue)), \(reports.map(\.source.generation)),
                \(reports.map { PostgresTimestamp($0.source.receivedAt) }), \(reports.map(\.value.vendor)),
                \(reports.map(\.value.model)), \(reports.map(\.value.serialNumber)),
                \(reports.map(\.value.chargeBoxSerialNumber)), \(reports.map(\.value.firmwareVersion)),
                \(reports.map(\.value.iccid)), \(reports.map(\.value.imsi)), \(reports.map(\.value.meterType)),
                \(reports.map(\.value.meterSerialNumber)))
                AS i(station_id, generation, received_at, vendor, model, serial_number, charge_box_serial_number,
                    firmware_version, iccid, imsi, meter_type, meter_serial_number)
            WHERE s.id = i.station_id AND s.generation = i.generation
            """
        ]
    }

    func outcomes(of results: ArraySlice<PostgresRows>) throws -> [Int: ReportOutcome] {
        reports.reduce(into: [:]) { $0[Int($1.ordinal)] = .recorded }
    }
}
