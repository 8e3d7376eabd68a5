/// What can be imported, and what each of its columns holds. They are named as exports name them.
package enum ImportTarget: String, Sendable, Hashable, CaseIterable {
    case tags, stations

    /// By which a row is known again.
    package var key: ImportField {
        switch self {
        case .tags: ImportField("idTag", .name(20))
        case .stations: ImportField("chargePointId", .name(48))
        }
    }

    package var fields: [ImportField] {
        switch self {
        case .tags:
            [
                ImportField("type", .word(TagType.allCases.map(\.rawValue)), default: TagType.other.rawValue),
                ImportField("medium", .word(TagMedium.allCases.map(\.rawValue)), default: TagMedium.card.rawValue),
                ImportField("alias", .text(100)), ImportField("note", .text(500)), ImportField("expiresAt", .time),
                ImportField("isBlocked", .flag, default: "false"),
                ImportField("allowConcurrent", .flag, default: "false"),
                ImportField("parentIdTag", .name(20)), ImportField("userEmail", .email), ImportField("groups", .names),
                ImportField("stations", .names),
            ]
        case .stations:
            StationAttribute.allCases.map { attribute in
                ImportField(attribute.rawValue, attribute == .country ? .country : .text(attribute.longest))
            } + [
                ImportField(
                    "admission", .word(StationAdmission.allCases.map(\.rawValue)),
                    default: StationAdmission.accepted.rawValue),
                ImportField("groups", .names), ImportField("password", .password),
            ]
        }
    }

    /// Columns of exports that are not taken from a file: they are what others wrote, or what the station says of itself.
    package var ignored: Set<String> {
        switch self {
        case .tags: ["firstName", "lastName"]
        case .stations:
            [
                "vendor", "model", "serialNumber", "firmwareVersion", "isActive", "presence", "lastSeenAt",
                "onboardedAt", "organization", "status", "connectors", "ratedPowerW",
            ]
        }
    }

    /// What a token has to be for.
    package var scopes: Set<TokenScope> {
        switch self {
        // Whose a tag is, is said by the person's e-mail.
        case .tags: [.writeTags, .readPeople]
        case .stations: [.writeStations]
        }
    }

    /// What a viewer has to be allowed.
    package var rights: [Rights.Action] {
        switch self {
        case .tags: [.createTag, .changeTag]
        case .stations: [.onboardStation, .changeStation]
        }
    }
}

package struct ImportField: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case text(Int)
        /// Without control characters.
        case name(Int)
        case word([String])
        case flag, time, country, email
        /// Separated by semicolons.
        case names
        /// Of a station that is new; it is shown to nobody again.
        case password
    }

    package let name: String
    package let kind: Kind
    /// What an empty cell of a new row means; of one that is there it changes nothing.
    package let `default`: String?

    init(_ name: String, _ kind: Kind, default: String? = nil) {
        self.name = name
        self.kind = kind
        self.default = `default`
    }
}

/// What a cell says: written in one way only, so that two that mean the same are the same.
package enum ImportValue: Sendable, Hashable {
    case text(String)
    /// Distinct, in the order of their letters.
    case names([String])

    package init(names: [String]) { self = .names(Set(names).sorted()) }

    /// Lines end in one way, since workbooks know no other.
    package init(lines text: String) {
        var plain = String.UnicodeScalarView()
        var isAfterReturn = false
        for scalar in text.unicodeScalars {
            if scalar == "\r" || scalar == "\n" && !isAfterReturn { plain.append("\n") }
            if scalar != "\r" && scalar != "\n" { plain.append(scalar) }
            isAfterReturn = scalar == "\r"
        }
        self = .text(String(plain))
    }

    /// For people.
    package var text: String {
        switch self {
        case .text(let text): text
        case .names(let names): names.joined(separator: "; ")
        }
    }
}

/// Why a row is refused, or a part of it.
package struct ImportProblem: Sendable, Hashable, Error {
    package var field: String
    package var message: String

    package init(_ field: String, _ message: String) {
        self.field = field
        self.message = message
    }
}
