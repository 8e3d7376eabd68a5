package import JSON
package import OCPP

/// Every message that we can send, once as bare and once as full as it gets.
package enum OCPPSamples {
    package static let requests = coreRequests + profileRequests + securityRequests
    package static let responses = coreResponses + profileResponses

    private static let coreRequests: [any OCPPRequest] = [
        OCPP16.Authorize(idTag: "04E2B1AA116C80"),
        OCPP16.BootNotification(vendor: "Vendor", model: "Model"),
        OCPP16.BootNotification(
            vendor: "Vendor", model: "Model", chargePointSerialNumber: "1", chargeBoxSerialNumber: "2",
            firmwareVersion: "3", iccid: "4", imsi: "5", meterType: "6", meterSerialNumber: "7"),
        OCPP16.DataTransfer(vendorId: "com.example"),
        OCPP16.DataTransfer(vendorId: "com.example", messageId: "m", data: "quote \" and \u{1} 🔌"),
        OCPP16.Heartbeat(),
        OCPP16.MeterValues(connectorId: 0, meterValue: [meterValue]),
        OCPP16.MeterValues(connectorId: 1, transactionId: 7, meterValue: [meterValue, meterValue]),
        OCPP16.StartTransaction(connectorId: 1, idTag: "abc", meterStart: 0, timestamp: SentTime(time)),
        OCPP16.StartTransaction(
            connectorId: 1, idTag: "abc", meterStart: 2_000_000_000, timestamp: SentTime(time), reservationId: 3),
        OCPP16.StatusNotification(connectorId: 0, errorCode: .known(.noError), status: .known(.available)),
        OCPP16.StatusNotification(
            connectorId: 1, errorCode: .known(.otherError), status: .known(.faulted), info: "info",
            timestamp: SentTime(time), vendorId: "com.example", vendorErrorCode: "E1"),
        OCPP16.StopTransaction(transactionId: 7, meterStop: 100, timestamp: SentTime(time)),
        OCPP16.StopTransaction(
            transactionId: -1, meterStop: 100, timestamp: SentTime(time), idTag: "abc", reason: .known(.powerLoss),
            transactionData: [meterValue]),
        OCPP16.ChangeAvailability(connectorId: 0, type: .operative),
        OCPP16.ChangeConfiguration(key: "HeartbeatInterval", value: ""),
        OCPP16.ClearCache(),
        OCPP16.GetConfiguration(),
        OCPP16.GetConfiguration(keys: ["HeartbeatInterval"]),
        OCPP16.RemoteStartTransaction(idTag: "abc"),
        OCPP16.RemoteStartTransaction(idTag: "abc", connectorId: 2, chargingProfile: profile),
        OCPP16.RemoteStopTransaction(transactionId: 7),
        OCPP16.Reset(type: .hard),
        OCPP16.TriggerMessage(.statusNotification),
        OCPP16.TriggerMessage(.meterValues, connectorId: 1),
        OCPP16.UnlockConnector(connectorId: 1),
    ]

    private static let coreResponses: [(action: String, response: any OCPPResponse)] = [
        ("Authorize", OCPP16.Authorize.Response(idTagInfo: OCPP16.IdTagInfo(status: .invalid))),
        ("Authorize", OCPP16.Authorize.Response(idTagInfo: info)),
        ("BootNotification", OCPP16.BootNotification.Response(status: .accepted, currentTime: time, interval: 300)),
        ("DataTransfer", OCPP16.DataTransfer.Response(status: .rejected)),
        ("DataTransfer", OCPP16.DataTransfer.Response(status: .accepted, data: "data")),
        ("Heartbeat", OCPP16.Heartbeat.Response(currentTime: time)),
        ("MeterValues", OCPP16.MeterValues.Response()),
        ("StartTransaction", OCPP16.StartTransaction.Response(transactionId: 7, idTagInfo: info)),
        ("StatusNotification", OCPP16.StatusNotification.Response()),
        ("StopTransaction", OCPP16.StopTransaction.Response()),
        ("StopTransaction", OCPP16.StopTransaction.Response(idTagInfo: info)),
        ("ChangeAvailability", OCPP16.ChangeAvailability.Response(status: .scheduled)),
        ("ChangeConfiguration", OCPP16.ChangeConfiguration.Response(status: .notSupported)),
        ("ClearCache", OCPP16.ClearCache.Response(status: .accepted)),
        ("GetConfiguration", OCPP16.GetConfiguration.Response()),
        (
            "GetConfiguration",
            OCPP16.GetConfiguration.Response(
                configurationKey: [
                    OCPP16.KeyValue(key: "a", isReadonly: true, value: "1"),
                    OCPP16.KeyValue(key: "b", isReadonly: false),
                ],
                unknownKey: ["c"])
        ),
        ("RemoteStartTransaction", OCPP16.RemoteStartTransaction.Response(status: .rejected)),
        ("RemoteStopTransaction", OCPP16.RemoteStopTransaction.Response(status: .accepted)),
        ("Reset", OCPP16.Reset.Response(status: .rejected)),
        ("TriggerMessage", OCPP16.TriggerMessage.Response(status: .notImplemented)),
        ("UnlockConnector", OCPP16.UnlockConnector.Response(status: .unlocked)),
    ]

    package static let time = Timestamp(microseconds: 1_767_323_045_678_901)

    private static let info = OCPP16.IdTagInfo(
        status: .accepted, expiryDate: SentTime(time), parentIdTag: "PARENT")

    private static let meterValue = OCPP16.MeterValue(
        timestamp: SentTime(time),
        sampledValue: [
            OCPP16.SampledValue(value: "1"),
            OCPP16.SampledValue(
                value: "16.5", context: .transactionBegin, format: .raw, measurand: .currentImport, phase: .l1N,
                location: .vehicle, unit: .ampere),
        ])

    static let profile = OCPP16.ChargingProfile(
        id: 1, stackLevel: 0, purpose: .txProfile, kind: .relative,
        schedule: OCPP16.ChargingSchedule(
            rateUnit: .watts,
            periods: [
                OCPP16.ChargingSchedulePeriod(start: 0, limit: 11_000),
                OCPP16.ChargingSchedulePeriod(start: 60, limit: 6.123, phases: 3),
            ],
            duration: 60, start: SentTime(time), minimumRate: 6.1),
        transactionId: 9, recurrency: .weekly, validFrom: SentTime(time), validTo: SentTime(time))
}
