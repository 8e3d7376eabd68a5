package import JSON
import OCPP

/// Something that people ask of stations: who may ask it, how it is sent, and by what it is seen to have happened.
///
/// Each kind is a file in `Kinds` with the function that makes it; nothing else knows the kinds apart.
package struct StationOperation: Sendable {
    package let kind: OperationKind
    /// As it is stored and shown; keys and passwords in it are masked before that.
    package let described: JSONObject
    package var right = Rights.Action.operateStation
    /// Whether a station that waits to be accepted may be asked (OCPP 1.6 edition 2, section 4.2).
    var isAllowedWhilePending = true
    /// Whether it is asked so that somebody may charge, for which a station is active.
    var isForCharging = false
    /// Why a station that is accepted may not be asked; nil where it may.
    var refusalWhenAccepted: String?
    /// What the station is to connect with afterwards, which is never lowered below its minimum.
    var securityProfile: SecurityProfile?
    /// The session that it is about, which decides its effect when nobody could follow it.
    var session: SessionID?
    /// Absent where the answer is all that can be known.
    var effect: ExpectedEffect?
    /// Looks, before anything is queued, for what keeps one station from being asked; throws a ``ChargingError``.
    var check: @Sendable (OperationContext) async throws -> Void = { _ in }
    /// Absent where the record of the operation is all that is kept of it.
    var claim: OperationClaim?
    /// Makes the call to one station, when its turn to be queued has come.
    let prepare: @Sendable (OperationContext) async throws -> OperationCall

    init(
        _ kind: OperationKind, described: JSONObject,
        prepare: @escaping @Sendable (OperationContext) async throws -> OperationCall
    ) {
        self.kind = kind
        self.described = described
        self.prepare = prepare
    }

    /// One that asks every station the same.
    init(_ kind: OperationKind, _ request: some OCPPRequest, described: JSONObject) throws(ChargingError) {
        let call = try OperationCall(checked: request)
        self.init(kind, described: described) { _ in call }
    }
}

/// The station that is asked.
struct OperationTarget: Sendable, Hashable {
    var station: StationID
    var organization: OrganizationID
}

/// What some operations need to make their request.
package struct OperationTools: Sendable {
    let vault: any CredentialVault
    let pendingCredentials: any PendingCredentials
    let securityAgreements: any SecurityAgreements
    let localLists: any LocalLists
    let chargingProfiles: any ChargingProfiles
    let files: any FileTransfers
    let reservations: any ReservationBook
    let logbook: any LogbookGate

    package init(
        vault: any CredentialVault, pendingCredentials: any PendingCredentials,
        securityAgreements: any SecurityAgreements, localLists: any LocalLists, chargingProfiles: any ChargingProfiles,
        files: any FileTransfers, reservations: any ReservationBook, logbook: any LogbookGate
    ) {
        self.vault = vault
        self.pendingCredentials = pendingCredentials
        self.securityAgreements = securityAgreements
        self.localLists = localLists
        self.chargingProfiles = chargingProfiles
        self.files = files
        self.reservations = reservations
        self.logbook = logbook
    }
}

/// What a request is made of, when its turn to be queued has come.
struct OperationContext: Sendable {
    var id: OperationID
    var target: OperationTarget
    var now: Timestamp
    /// Tells the time later on, such as when the answer comes.
    var clock: @Sendable () -> Timestamp
    var runningSessions: [SessionState]
    /// Where the station reached this server, as far as its handshake told.
    var reachedAddress: String?
    var knowsOnlyStackLevelZero = false
    var configuration: RegistryConfiguration
    var tools: OperationTools

    /// For requests that carry a number of ours; OCPP's have 31 bits.
    var requestID: Int { Int(id.rawValue % Int64(Int32.max)) }
}

extension JSONObject {
    /// Leaves out what was not given.
    static func described(_ members: KeyValuePairs<String, JSONValue?>) -> JSONObject {
        members.reduce(into: [:]) { object, member in
            if let value = member.value { object[member.key] = value }
        }
    }
}

extension JSONValue {
    static func described(_ number: Int?) -> JSONValue? { number.map { .integer(Int64($0)) } }
    static func described(_ text: String?) -> JSONValue? { text.map { .string($0) } }
    static func described(_ time: Timestamp?) -> JSONValue? { time.map { .string($0.description) } }
}

extension OperationContext {
    init(_ id: OperationID, _ target: OperationTarget, _ chargePoint: ChargePoint, _ tools: OperationTools) async {
        self.id = id
        self.target = target
        self.tools = tools
        clock = chargePoint.environment.now
        now = clock()
        runningSessions = await chargePoint.station.activeSessions
        reachedAddress = chargePoint.admission.reachedAddress
        knowsOnlyStackLevelZero = await chargePoint.quirks.corrections?.knowsOnlyStackLevelZero ?? false
        configuration = chargePoint.environment.configuration
    }
}
