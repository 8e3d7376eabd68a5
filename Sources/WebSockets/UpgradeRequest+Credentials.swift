extension UpgradeRequest {
    /// What the client proved itself with in Basic authentication.
    package enum BasicPassword: Sendable, Equatable {
        case absent
        case malformed
        case otherUser
        case password([UInt8])
    }

    /// The password sent for this user.
    ///
    /// The user's name is known from the path, so exactly it and one colon are taken away: names with a colon work, and
    /// the password may be any bytes (RFC 7617; OCPP-J 1.6, section 6.2.2).
    package func basicPassword(user: String) -> BasicPassword {
        guard let credentials = authorization(scheme: "basic") else { return .absent }
        guard let bytes = Base64.decode(credentials) else { return .malformed }
        let prefix = Array(user.utf8) + [UInt8(ascii: ":")]
        if bytes.starts(with: prefix) { return .password(Array(bytes.dropFirst(prefix.count))) }
        return bytes.contains(UInt8(ascii: ":")) ? .otherUser : .malformed
    }

    package var bearerToken: String? {
        authorization(scheme: "bearer").map(String.init)
    }

    private func authorization(scheme: String) -> Substring? {
        guard let field = header("Authorization"), let end = field.firstIndex(of: " "),
            field[..<end].lowercased() == scheme
        else { return nil }
        return field[end...].trimmingBlanks
    }
}
