import JSON
import OCPP

extension StationOperation {
    /// A charger is to change one of its settings. Where that needs a restart, its coming back is the effect.
    package static func changeConfiguration(key: String, value: String) throws(ChargingError) -> StationOperation {
        if key.lowercased() == "authorizationkey" { return try authorizationKey(key, value) }
        if key.lowercased() == "securityprofile" { return try securityProfile(key, value) }
        let call = try OperationCall(
            checked: OCPP16.ChangeConfiguration(key: key, value: value),
            secrets: Masking.isSecret(key) ? [value] : [])
        var operation = StationOperation(.changeConfiguration, described: described(key, value)) { _ in call }
        operation.right = .configureStation
        operation.effect = .stationReturns(within: .deferred, after: ["RebootRequired"])
        return operation
    }

    private static func described(_ key: String, _ value: String) -> JSONObject {
        ["key": .string(key), "value": .string(value)]
    }
}

// The password that the charger connects with.
extension StationOperation {
    /// The key is made good before it is sent, since the charger may use it before we hear its answer, and the old one stays
    /// good until the new one has connected: a charger that did not take it over, or lost it, is not locked out.
    ///
    /// OCPP security whitepaper, the configuration key AuthorizationKey: the bytes of the password in hexadecimal.
    private static func authorizationKey(_ key: String, _ value: String) throws(ChargingError) -> StationOperation {
        guard let password = [UInt8](hexadecimal: value), (8...20).contains(password.count) else {
            throw ChargingError(
                .badInput, "AuthorizationKey is 16 to 40 hexadecimal digits, two for each byte of the password.",
                field: "value")
        }
        let sent = try OperationCall(checked: OCPP16.ChangeConfiguration(key: key, value: value), secrets: [value])
        var operation = StationOperation(.changeConfiguration, described: described(key, value)) { context in
            // Field devices are known that present the digits themselves instead of the bytes.
            let (station, tools) = (context.target.station, context.tools)
            let credentials = [try tools.vault.store(password), try tools.vault.store(Array(value.utf8))]
            let pending = tools.pendingCredentials
            try await pending.addPending(credentials, to: station)
            var call = sent
            call.concluded = { status, _ in
                // Unless it is certain that the charger does not have it, it stays good.
                guard status == .rejected || status == .expired else { return }
                try await pending.dropPending(credentials, of: station)
            }
            var effect = ExpectedEffect.stationReturns(within: .deferred, after: ["Accepted", "RebootRequired"])
            // Only this run knows the key.
            effect.record = nil
            effect.isConfirmed = { try await !pending.arePending(credentials, of: station) }
            call.effect = effect
            return call
        }
        operation.right = .configureStation
        return operation
    }
}

// How the charger secures its connection.
extension StationOperation {
    /// What the charger accepts is written down, so that it is not talked into less afterwards.
    ///
    /// OCPP security whitepaper edition 2, section 2.2 and the configuration key SecurityProfile.
    private static func securityProfile(_ key: String, _ value: String) throws(ChargingError) -> StationOperation {
        guard let number = Int(value), let profile = SecurityProfile(rawValue: number) else {
            throw ChargingError(.badInput, "SecurityProfile is a number from 0 to 3.", field: "value")
        }
        let sent = try OperationCall(checked: OCPP16.ChangeConfiguration(key: key, value: value))
        var operation = StationOperation(.changeConfiguration, described: described(key, value)) { context in
            let (station, agreements) = (context.target.station, context.tools.securityAgreements)
            var call = sent
            call.concluded = { status, _ in
                guard status == .accepted else { return }
                try await agreements.agreed(on: profile, with: station)
            }
            var effect = ExpectedEffect.stationReturns(within: .deferred, after: ["Accepted", "RebootRequired"])
            // Coming back is not enough, and only this run looks how.
            effect.record = nil
            effect.isConfirmed = { try await agreements.connects(station, with: profile) }
            call.effect = effect
            return call
        }
        operation.right = .configureStation
        operation.securityProfile = profile
        return operation
    }
}

extension [UInt8] {
    fileprivate init?(hexadecimal text: String) {
        let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
        self = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
