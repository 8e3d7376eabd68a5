import Charging
import Postgres

// Which column each field of the API is.

extension StationField: StoredField {
    func guarding(_ viewer: Viewer) -> Statement? { viewer.guarding(shownFrom) }

    var column: StoredColumn {
        switch self {
        case .chargePointID: .text("r.charge_point_id")
        case .removedAt: .timestamp("r.removed_at")
        case .ownerName: .text("(SELECT o.name FROM organizations o WHERE o.id = r.organization_id)")
        // Each is guarded by the level that it tells of.
        case .isLentForCharging, .isLentForOperating: .boolean("true")
        case .description: .text("r.description")
        case .vendor: .text("r.vendor")
        case .model: .text("r.model")
        case .serialNumber: .text("r.serial_number")
        case .firmwareVersion: .text("r.firmware_version")
        case .isActive: .boolean("r.is_active")
        case .admission: .text("r.admission")
        case .onboardedAt: .timestamp("r.onboarded_at")
        case .presence: .text("r.presence")
        case .lastSeenAt: .timestamp("r.last_seen_at")
        case .ocppVersion: .text("r.ocpp_version")
        case .status: .text("r.status")
        case .errorCode: .text("r.error_code")
        case .organizationID: .integer("r.organization_id")
        case .street: .text("r.street")
        case .city: .text("r.city")
        case .zipCode: .text("r.zip_code")
        case .country: .text("r.country")
        case .installationSite: .text("r.installation_site")
        case .partNumber: .text("r.part_number")
        case .mesSerialNumber: .text("r.mes_serial_number")
        case .materialNumber: .text("r.material_number")
        case .vendorCode: .text("r.vendor_code")
        case .customerNumber: .text("r.customer_number")
        case .referenceNumber: .text("r.reference_number")
        case .inactiveSince: .timestamp("r.inactive_since")
        case .inactiveReason: .text("r.inactive_reason")
        case .modifiedAt: .timestamp("r.modified_at")
        case .chargeBoxSerialNumber: .text("r.charge_box_serial_number")
        case .meterType: .text("r.meter_type")
        case .meterSerialNumber: .text("r.meter_serial_number")
        case .iccid: .text("r.iccid")
        case .imsi: .text("r.imsi")
        case .bootedAt: .timestamp("r.booted_at")
        case .securityProfile: .integer("r.security_profile")
        case .minimumSecurityProfile: .integer("r.minimum_security_profile")
        case .isLogbookEnabled: .boolean("r.is_logbook_enabled")
        case .logbookRule: .text("r.logbook_rule")
        case .takesReservations: .boolean("r.takes_reservations")
        case .hasSecondSeating: .boolean("r.has_second_seating")
        case .seatHoldMinutes: .integer("r.seat_hold_minutes")
        case .tariffID: .integer(TariffColumns.tariffOfStation)
        case .ratedPowerW: .number(ConnectorRatings.ofStation)
        }
    }
}

extension ConnectorField: StoredField {
    var column: StoredColumn {
        switch self {
        case .stationID: .integer("r.station_id")
        case .number: .integer("r.number")
        case .status: .text("r.status")
        case .errorCode: .text("r.error_code")
        case .vendorErrorCode: .text("r.vendor_error_code")
        case .info: .text("r.info")
        case .statusChangedAt: .timestamp("r.status_changed_at")
        case .type: .text("r.type")
        case .ratedPowerW: .number("r.rated_power_w")
        case .maximumCurrentA: .number("r.maximum_current_a")
        case .currentKind: .text("r.current_kind")
        case .phases: .integer("r.phases")
        }
    }
}

extension SessionField: StoredField {
    func guarding(_ viewer: Viewer) -> Statement? { isOwnersAlone ? viewer.guarding(nil) : nil }

    func expression(for viewer: Viewer) -> Statement? {
        switch self {
        case .customerNumber: SessionCustomer.ofSession("customer_number", viewer)
        case .referenceNumber: SessionCustomer.ofSession("reference_number", viewer)
        default: guarding(viewer).map { "CASE WHEN \($0) THEN \(column.expression) END" }
        }
    }

    var column: StoredColumn {
        switch self {
        case .stationID: .integer("r.station_id")
        case .connectorNumber: .integer("r.connector_number")
        case .transactionID: .integer("r.transaction_id")
        case .status: .text("r.status")
        case .idTag: .text("r.id_tag")
        case .tagID: .integer("r.tag_id")
        case .startedAt: .timestamp("r.started_at")
        case .stoppedAt: .timestamp("r.stopped_at")
        case .meterStartWh: .number("r.meter_start_wh")
        case .meterBaselineWh: .number("r.meter_baseline_wh")
        case .meterStopWh: .number("r.meter_stop_wh")
        case .energyWh: .number("r.energy_wh")
        case .authorization: .text("r.\"authorization\"")
        case .stopReason: .text("r.stop_reason")
        case .logbookStatus: .text(LogbookColumns.status)
        // Nothing for nobody: see `expression(for:)`.
        case .customerNumber, .referenceNumber: .text("NULL::text")
        case .note: .text("r.note")
        case .pluggedOutAt: .timestamp("r.plugged_out_at")
        case .seconds: .number(SessionFigures.duration)
        case .pluggedInSeconds: .number(SessionFigures.pluggedIn)
        case .chargingSeconds: .number(SessionFigures.charging)
        case .chargingEndedAt: .timestamp(SessionFigures.chargingEndedAt)
        case .maximumPowerW: .number(SessionFigures.maximumPower)
        case .organizationID: .integer("r.organization_id")
        }
    }
}

/// Here `r` is the value and `k` its kind.
extension MeterValueField: StoredField {
    var column: StoredColumn {
        switch self {
        case .sampledAt: .timestamp("r.sampled_at")
        case .value: .number("r.value")
        case .signedData: .text("r.signed_data")
        case .unit: .text("k.unit")
        case .measurand: .text("k.measurand")
        case .phase: .text("nullif(k.phase, '')")
        case .location: .text("nullif(k.location, '')")
        case .context: .text("nullif(k.context, '')")
        }
    }
}

extension SessionFactField: StoredField {
    var column: StoredColumn {
        switch self {
        case .kind: .text("r.kind")
        case .occurredAt: .timestamp("r.occurred_at")
        case .receivedAt: .timestamp("r.received_at")
        case .meterWh: .number("r.meter_wh")
        case .transactionID: .integer("r.transaction_id")
        case .reason: .text("r.details->>'reason'")
        case .details: .document("coalesce(r.details, '{}')")
        case .messageID: .text("r.message_id")
        }
    }
}

extension TagField: StoredField {
    var column: StoredColumn {
        switch self {
        case .idTag: .text("r.id_tag")
        case .note: .text("r.note")
        case .alias: .text("r.alias")
        case .type: .text("r.type")
        case .medium: .text("r.medium")
        case .expiresAt: .timestamp("r.expires_at")
        case .isBlocked: .boolean("r.is_blocked")
        case .allowsConcurrent: .boolean("r.allows_concurrent")
        case .isRestrictedToStations: .boolean("r.is_restricted_to_stations")
        case .parentIDTag: .text("r.parent_id_tag")
        case .userID: .integer("r.user_id")
        }
    }
}

extension UnknownTagField: StoredField {
    var column: StoredColumn {
        switch self {
        case .stationID: .integer("r.station_id")
        case .idTag: .text("r.id_tag")
        case .firstSeenAt: .timestamp("r.first_seen_at")
        case .lastSeenAt: .timestamp("r.last_seen_at")
        case .count: .integer("r.count")
        }
    }
}

extension LocalListField: StoredField {
    var column: StoredColumn {
        switch self {
        case .version: .integer("r.held_version")
        case .entryCount: .integer("r.entry_count")
        case .isInStep: .boolean("r.is_in_step")
        case .lastSentAt: .timestamp("r.sent_at")
        }
    }
}

extension GroupField: StoredField {
    var column: StoredColumn {
        switch self {
        case .name: .text("r.name")
        case .parentID: .integer("r.parent_id")
        }
    }
}

extension OperationField: StoredField {
    var column: StoredColumn {
        switch self {
        case .kind: .text("r.kind")
        case .status: .text("r.status")
        case .effect: .text("r.effect")
        case .requestedBy: .integer("r.requested_by")
        case .request: .document("r.request")
        case .answer: .document("r.answer")
        case .failure: .text("r.failure")
        case .stationID: .integer("r.station_id")
        case .requestedAt: .timestamp("r.requested_at")
        case .sentAt: .timestamp("r.sent_at")
        case .answeredAt: .timestamp("r.answered_at")
        }
    }
}

extension StationEventField: StoredField {
    var column: StoredColumn {
        switch self {
        case .stationID: .integer("r.station_id")
        case .kind: .text("r.kind")
        case .name: .text("r.name")
        case .vendorID: .text("r.vendor_id")
        case .requestID: .integer("r.request_id")
        case .detail: .text("r.detail")
        case .reportedAt: .timestamp("r.reported_at")
        case .receivedAt: .timestamp("r.received_at")
        }
    }
}

extension QuirkProfileField: StoredField {
    var column: StoredColumn {
        switch self {
        case .name: .text("r.name")
        case .vendor: .text("r.vendor")
        case .model: .text("r.model")
        case .firmwareVersion: .text("r.firmware_version")
        case .reversesIDTag: .boolean("r.reverses_id_tag")
        case .idTagSuffixSeparator: .text("r.id_tag_suffix_separator")
        case .reportsSessionEnergy: .boolean("r.reports_session_energy")
        case .knowsOnlyStackLevelZero: .boolean("r.knows_only_stack_level_zero")
        case .utcOffsetMinutes: .integer("r.utc_offset_minutes")
        case .isOn: .boolean("r.is_on")
        case .createdAt: .timestamp("r.created_at")
        }
    }
}

extension OrganizationField: StoredField {
    var column: StoredColumn {
        switch self {
        case .name: .text("r.name")
        case .createdAt: .timestamp("r.created_at")
        case .timeZone: .text("r.time_zone")
        case .currency: .text("r.currency")
        }
    }
}

extension FirmwareImageField: StoredField {
    var column: StoredColumn {
        switch self {
        case .vendor: .text("r.vendor")
        case .model: .text("r.model")
        case .firmwareVersion: .text("r.version")
        case .fileName: .text("r.file_name")
        case .sizeBytes: .number("r.size_bytes::float8")
        case .sha256: .text("encode(r.sha256, 'hex')")
        case .isSigned: .boolean("r.signature IS NOT NULL")
        case .uploadedBy: .integer("r.uploaded_by")
        case .createdAt: .timestamp("r.created_at")
        case .notes: .text("r.notes")
        }
    }
}

extension UploadField: StoredField {
    var column: StoredColumn {
        switch self {
        case .fileName: .text("r.file_name")
        case .sizeBytes: .number("r.size_bytes::float8")
        case .sha256: .text("encode(r.sha256, 'hex')")
        case .receivedAt: .timestamp("r.received_at")
        }
    }
}

extension ProgressField: StoredField {
    var column: StoredColumn {
        switch self {
        case .name: .text("r.name")
        case .receivedAt: .timestamp("r.received_at")
        }
    }
}

extension CertificateRequestField: StoredField {
    var column: StoredColumn {
        switch self {
        case .stationID: .integer("r.station_id")
        case .status: .text("r.status")
        case .commonName: .text("r.common_name")
        case .organizationName: .text("r.organization_name")
        case .reason: .text("r.reason")
        case .requestedAt: .timestamp("r.requested_at")
        case .decidedAt: .timestamp("r.decided_at")
        case .decidedBy: .integer("r.decided_by")
        case .serialNumber: .text("r.serial_number")
        case .certificate: .text("r.certificate")
        case .validFrom: .timestamp("r.valid_from")
        case .validTo: .timestamp("r.valid_to")
        case .revokedAt: .timestamp("r.revoked_at")
        case .revokedBy: .integer("r.revoked_by")
        case .revocationReason: .text("r.revocation_reason")
        case .clientCertificateID: .integer("CASE WHEN r.status = 'ISSUED' THEN r.id END")
        }
    }
}

extension ClientCertificateField: StoredField {
    var column: StoredColumn {
        switch self {
        case .stationID: .integer("r.station_id")
        case .requestID: .integer("r.id")
        case .serialNumber: .text("r.serial_number")
        case .subject: .text("r.common_name")
        case .certificate: .text("r.certificate")
        case .issuedAt: .timestamp("r.decided_at")
        case .issuedBy: .integer("r.decided_by")
        case .expiresAt: .timestamp("r.valid_to")
        case .revokedAt: .timestamp("r.revoked_at")
        case .revokedBy: .integer("r.revoked_by")
        case .revocationReason: .text("r.revocation_reason")
        }
    }
}
