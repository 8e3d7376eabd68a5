import OCPP

/// The configuration keys of a virtual charge point: few, but with rules. OCPP 1.6 edition 2, section 9.
struct ConfigurationKeys: Equatable, Sendable {
    struct Key: Equatable, Sendable {
        let name: String
        var value: String?
        let rule: Rule
    }

    enum Rule: Equatable, Sendable {
        case readOnly
        case integer(ClosedRange<Int>)
        case boolean
        case text(limit: Int)
        /// Hexadecimal digits that nobody may read back.
        case secret

        func allows(_ value: String) -> Bool {
            switch self {
            case .readOnly: false
            case .integer(let range): Int(value).map(range.contains) ?? false
            case .boolean: value == "true" || value == "false"
            case .text(let limit): value.utf8.count <= limit
            case .secret: (HexText.bytes(value)?.count ?? 0) >= 8
            }
        }
    }

    private(set) var keys: [Key]

    init(connectors: Int, meterInterval: Int) {
        let interval = Rule.integer(0...86_400)
        keys = [
            Key(name: "HeartbeatInterval", value: "300", rule: interval),
            Key(name: "MeterValueSampleInterval", value: String(meterInterval), rule: interval),
            Key(name: "ConnectionTimeOut", value: "60", rule: interval),
            Key(name: "AuthorizeRemoteTxRequests", value: "false", rule: .boolean),
            Key(name: "StopTransactionOnInvalidId", value: "true", rule: .boolean),
            Key(
                name: "MeterValuesSampledData",
                value: "Energy.Active.Import.Register,Power.Active.Import,Voltage,Current.Import,SoC",
                rule: .text(limit: 500)),
            Key(name: "TransactionMessageAttempts", value: "3", rule: .integer(1...100)),
            Key(name: "TransactionMessageRetryInterval", value: "10", rule: interval),
            Key(name: "AuthorizationKey", value: nil, rule: .secret),
            Key(name: "NumberOfConnectors", value: String(connectors), rule: .readOnly),
            Key(
                name: "SupportedFeatureProfiles",
                value: "Core,FirmwareManagement,LocalAuthListManagement,RemoteTrigger,Reservation,SmartCharging",
                rule: .readOnly),
            Key(name: "GetConfigurationMaxKeys", value: "50", rule: .readOnly),
            Key(name: "ReserveConnectorZeroSupported", value: "false", rule: .readOnly),
        ]
        keys += Self.smartCharging + Self.security
    }

    private static let smartCharging = [
        Key(name: "ChargeProfileMaxStackLevel", value: String(KeptProfiles.highestLevel), rule: .readOnly),
        Key(name: "ChargingScheduleAllowedChargingRateUnit", value: "Current,Power", rule: .readOnly),
        Key(name: "ChargingScheduleMaxPeriods", value: String(KeptProfiles.mostPeriods), rule: .readOnly),
        Key(name: "MaxChargingProfilesInstalled", value: String(KeptProfiles.most), rule: .readOnly),
    ]

    private static let security = [
        Key(name: "CertificateStoreMaxLength", value: String(ChargerCertificates.mostRoots), rule: .readOnly),
        // The organization in a request for a certificate.
        Key(name: "CpoName", value: "", rule: .text(limit: 64)),
        Key(name: "SupportedFileTransferProtocols", value: "HTTP", rule: .readOnly),
    ]

    /// Names are compared without regard to case, as the standard's CiString wants.
    func index(of name: String) -> Int? {
        let wanted = name.lowercased()
        return keys.firstIndex { $0.name.lowercased() == wanted }
    }

    func text(_ name: String) -> String? { index(of: name).flatMap { keys[$0].value } }

    func integer(_ name: String) -> Int? { text(name).flatMap { Int($0) } }

    func isTrue(_ name: String) -> Bool {
        index(of: name).map { keys[$0].value == "true" } ?? false
    }

    mutating func change(_ name: String, to value: String) -> OCPP16.ConfigurationStatus {
        guard let index = index(of: name) else { return .notSupported }
        guard keys[index].rule.allows(value) else { return .rejected }
        if keys[index].rule != .secret { keys[index].value = value }
        return .accepted
    }

    func answer(to names: [String]) -> OCPP16.GetConfiguration.Response {
        guard !names.isEmpty else {
            return .init(configurationKey: keys.map(Self.told), unknownKey: [])
        }
        var known: [OCPP16.KeyValue] = []
        var unknown: [String] = []
        for name in names {
            if let index = index(of: name) { known.append(Self.told(keys[index])) } else { unknown.append(name) }
        }
        return .init(configurationKey: known, unknownKey: unknown)
    }

    private static func told(_ key: Key) -> OCPP16.KeyValue {
        OCPP16.KeyValue(key: key.name, isReadonly: key.rule == .readOnly, value: key.value)
    }
}

/// Bytes written as pairs of hexadecimal digits.
enum HexText {
    /// Nil where a character is no digit or one is left over.
    static func bytes(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2), digits.count <= 80 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16),
                digits[index] != UInt8(ascii: "+")
            else { return nil }
            bytes.append(byte)
        }
        return bytes
    }
}
