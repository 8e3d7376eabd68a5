package import Charging
import JSON
import Postgres

extension ReadStore: UserReading {
    package func users(
        _ filter: UserFilter, order: UserOrder, page: PageRequest, fields: Set<UserField>, viewer: Viewer
    ) async throws -> RowPages<UserField> {
        var conditions = [viewer.condition(on: .users)]
        if !Rights(of: viewer).allows(.manageUsers) { conditions.append("r.id = \(viewer.userID.rawValue)") }
        if let pattern = filter.text?.containedPattern {
            conditions.append(
                """
                (r.email ILIKE \(pattern) OR concat_ws(' ', r.first_name, r.last_name) ILIKE \(pattern)
                    OR r.customer_number ILIKE \(pattern) OR r.reference_number ILIKE \(pattern))
                """)
        }
        if let roles = filter.roles { conditions.append("r.role = ANY(\(roles.map(\.rawValue)))") }
        if let statuses = filter.statuses {
            conditions.append("\(Self.userStatus) = ANY(\(statuses.map(\.rawValue)))")
        }
        return try await Listing<UserField>(
            source: "users r JOIN users p ON p.id = r.id", conditions: conditions, order: order.listOrder
        ).page(page, fields: fields, in: database)
    }

    package func tags(
        ofUsers users: [UserID], fields: Set<TagField>, viewer: Viewer
    ) async throws -> RowLists<TagField> {
        try await lists(
            ofParents: users.rawValues, by: "r.user_id", from: "tags r", reach: viewer.condition(on: .tags),
            order: "r.id_tag, r.id", fields: fields)
    }

    package func signIns(
        ofUsers users: [UserID], page: PageRequest, fields: Set<SignInField>, viewer: Viewer
    ) async throws -> RowPages<SignInField> {
        try await Listing<SignInField>(
            source: "sign_in_events r", conditions: ["r.user_id = p.id", viewer.condition(on: .signIns)],
            order: ListOrder(key: "r.occurred_at", kind: .timestamp, isDescending: true)
        ).pages(ofParents: users.rawValues, page: page, fields: fields, in: database)
    }

    package func credentials(
        _ kind: CredentialKind, fields: Set<ApiTokenField>, viewer: Viewer
    ) async throws -> RowBatch<ApiTokenField> {
        let selection = Selection(fields)
        let rows = try await database.query(
            """
            SELECT r.id AS id\(selection.list) FROM api_tokens r WHERE r.user_id = \(viewer.userID.rawValue)
                AND r.kind = \(kind.rawValue) AND \(Self.isGoodToken)
            ORDER BY r.last_used_at DESC NULLS LAST, r.id DESC LIMIT 100
            """)
        return try selection.batch(of: rows, id: 0, fields: 1)
    }

    package func preferences(viewer: Viewer) async throws -> String {
        let rows = try await database.query(
            "SELECT r.preferences::text AS preferences FROM users r WHERE r.id = \(viewer.userID.rawValue)")
        return try rows.first?.string("preferences") ?? "{}"
    }

    /// `p` has what is told of a person only to themselves and to those who manage people.
    package func users(ids: [UserID], fields: Set<UserField>, viewer: Viewer) async throws -> RowBatch<UserField> {
        guard !fields.isDisjoint(with: UserField.personal) else {
            return try await rows("users r", ids: ids.rawValues, fields: fields, reach: viewer.condition(on: .users))
        }
        let selection = Selection(fields)
        guard !ids.isEmpty else { return RowBatch(ids: [], columns: selection.emptyColumns) }
        let rows = try await database.query(
            """
            SELECT r.id AS id\(selection.list) FROM users r LEFT JOIN users p ON p.id = r.id
                AND (\(Rights(of: viewer).allows(.manageUsers)) OR p.id = \(viewer.userID.rawValue))
            WHERE r.id = ANY(\(ids.rawValues)) AND \(viewer.condition(on: .users))
            """)
        return try selection.batch(of: rows, id: 0, fields: 1)
    }

    static let userStatus: SQL =
        "CASE WHEN NOT r.is_active THEN 'INACTIVE' WHEN r.is_invited THEN 'INVITED' ELSE 'ACTIVE' END"

    /// A browser's session ends twelve hours after it was last used.
    static let isGoodToken: SQL =
        """
        r.revoked_at IS NULL AND (r.expires_at IS NULL OR r.expires_at > now())
        AND (r.kind = 'API' OR r.last_used_at > now() - interval '12 hours')
        """
}

extension UserOrder {
    fileprivate var listOrder: ListOrder {
        switch self {
        case .email: ListOrder(key: "lower(r.email)", kind: .text)
        case .lastSignIn:
            ListOrder(
                key: "coalesce(r.last_sign_in_at, '1970-01-01T00:00:00Z'::timestamptz)", kind: .timestamp,
                isDescending: true)
        }
    }
}

extension ApiTokenField: StoredField {
    var column: StoredColumn {
        switch self {
        case .name: .text("r.name")
        case .createdAt: .timestamp("r.created_at")
        case .expiresAt: .timestamp("r.expires_at")
        case .lastUsedAt: .timestamp("r.last_used_at")
        case .isReadOnly: .boolean("r.is_read_only")
        case .scopes: .text("array_to_string(r.scopes, ',')")
        case .address: .text("r.address")
        case .userAgent: .text("r.user_agent")
        }
    }
}

extension SignInField: StoredField {
    var column: StoredColumn {
        switch self {
        case .at: .timestamp("r.occurred_at")
        case .outcome: .text("r.outcome")
        case .address: .text("r.address")
        case .userAgent: .text("r.user_agent")
        }
    }
}

extension UserField {
    fileprivate static let personal: Set<UserField> = [
        .mobileNumber, .employeeNumber, .customerNumber, .referenceNumber, .language, .lastSignInAt, .hasSecondFactor,
    ]
}

/// Here `p` is the same person where the viewer may see all that is written down, and absent elsewhere.
extension UserField: StoredField {
    var column: StoredColumn {
        switch self {
        case .email: .text("r.email")
        case .firstName: .text("r.first_name")
        case .lastName: .text("r.last_name")
        case .role: .text("r.role")
        case .status: .text(ReadStore.userStatus)
        case .createdAt: .timestamp("r.created_at")
        case .mobileNumber: .text("p.mobile_number")
        case .employeeNumber: .text("p.employee_number")
        case .customerNumber: .text("p.customer_number")
        case .referenceNumber: .text("p.reference_number")
        case .language: .text("p.language")
        case .lastSignInAt: .timestamp("p.last_sign_in_at")
        case .hasSecondFactor: .boolean("CASE WHEN p.id IS NOT NULL THEN p.totp_confirmed_at IS NOT NULL END")
        }
    }
}
