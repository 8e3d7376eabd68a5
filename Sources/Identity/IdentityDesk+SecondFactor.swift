package import Charging
import Foundation
import JSON

extension IdentityDesk {
    package func setUpSecondFactor(
        password: String, viewer: Viewer, _ origin: RequestOrigin
    ) async throws -> AuthenticatorKey {
        let account = try await confirmed(password, field: "password", viewer, origin)
        guard !account.hasSecondFactor else {
            throw ChargingError(.conflict, "There is a second factor already. Turn it off first.")
        }
        let code = OneTimeCode.random()
        try await store.proposeSecondFactor(try secrets.encrypt(Data(code.key).base64EncodedString()), of: account.id)
        let name = account.email.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "account"
        return AuthenticatorKey(
            secret: code.secret,
            uri: "otpauth://totp/Stationmaster:\(name)?secret=\(code.secret)&issuer=Stationmaster&digits=6&period=30")
    }

    package func confirmSecondFactor(
        code: String, viewer: Viewer, _ origin: RequestOrigin
    ) async throws -> [String] {
        guard let account = try await store.account(viewer.userID), let encrypted = account.totpEncrypted,
            !account.hasSecondFactor
        else { throw ChargingError(.conflict, "No second factor is being set up.") }
        guard let step = try step(of: code, encrypted) else { throw Self.wrongCode }
        let codes = RecoveryCode.make()
        let hashes = codes.map { RecoveryCode.hash($0, of: account.id.rawValue) }
        guard
            try await store.confirmSecondFactor(encrypted, of: account.id, step: step, recoveryCodeHashes: hashes)
        else { throw ChargingError(.conflict, "The second factor was set up anew meanwhile. Begin again.") }
        return codes
    }

    package func turnOffSecondFactor(password: String, viewer: Viewer, _ origin: RequestOrigin) async throws {
        let account = try await confirmed(password, field: "password", viewer, origin)
        try await store.removeSecondFactor(of: account.id)
    }

    /// Each code passes once.
    func passesSecondFactor(_ code: String, of account: SignInAccount) async throws -> Bool {
        guard let encrypted = account.totpEncrypted else { return false }
        let plain = code.filter { !$0.isWhitespace }
        guard plain.utf8.count == 6 else {
            let hash = RecoveryCode.hash(plain, of: account.id.rawValue)
            return try await store.useRecoveryCode(hash: hash, of: account.id)
        }
        guard let step = try step(of: plain, encrypted) else { return false }
        return try await store.useStep(step, of: account.id)
    }

    private func step(of code: String, _ encrypted: [UInt8]) throws -> Int64? {
        let key = Data(base64Encoded: try secrets.decrypt(encrypted)) ?? Data()
        guard !key.isEmpty else { return nil }
        return OneTimeCode(key: Array(key)).step(
            of: code.filter { !$0.isWhitespace }, unixSeconds: now().microseconds / 1_000_000)
    }
}
