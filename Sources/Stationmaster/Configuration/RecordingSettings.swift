import ChargingStore

/// What the flight recorder does, and how long it and other records are kept.
struct RecordingSettings: Sendable {
    var isOn = true
    /// What has to be free on the disk of a private PostgreSQL; below it nothing is recorded, and no file is taken.
    var leastFreeBytes: Int64 = 1 << 30
    var retention = Retention.Policy()

    init() {}

    init(from source: SettingSource) throws {
        isOn = try source.flag("STATIONMASTER_RECORDING") ?? isOn
        leastFreeBytes = try source.size("STATIONMASTER_RECORDING_LEAST_FREE") ?? leastFreeBytes
        let day = Duration.seconds(86_400)
        retention.recordings =
            try source.duration("STATIONMASTER_RECORDING_KEEP", atLeast: .seconds(3_600)) ?? retention.recordings
        retention.recordingBytes = try source.size("STATIONMASTER_RECORDING_LIMIT") ?? retention.recordingBytes
        retention.heartbeats =
            try source.duration("STATIONMASTER_KEEP_HEARTBEATS", atLeast: day) ?? retention.heartbeats
        retention.statusNotifications =
            try source.duration("STATIONMASTER_KEEP_STATUS_NOTIFICATIONS", atLeast: day)
            ?? retention.statusNotifications
        retention.stationEvents =
            try source.duration("STATIONMASTER_KEEP_STATION_EVENTS", atLeast: day) ?? retention.stationEvents
        retention.stationMeterValues =
            try source.duration("STATIONMASTER_KEEP_STATION_METER_VALUES", atLeast: day)
            ?? retention.stationMeterValues
    }
}
