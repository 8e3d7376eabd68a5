import JSON
import OCPP

/// One update of a charger's local list, in as many messages as the charger's limits need.
///
/// What the charger holds is written down after each message that it accepts, so that an update which breaks off is gone on
/// with from there. Where the charger finds that an update does not fit what it has, the whole list follows at once, once.
///
/// OCPP 1.6 edition 2, sections 5.15, 9.2.1 and 9.2.3.
struct LocalListTransfer: Sendable {
    /// What a message holds at most, whatever the charger says: some 50 kB.
    static let messageLimit = 500

    let lists: any LocalLists
    let station: StationID
    let draft: LocalListDraft
    let now: Timestamp

    /// - Returns: the charger's last answer, or its first refusal.
    /// - Throws: ``CallFailure``; ``ChargingError`` `.limitExceeded` when the list is longer than the charger can hold.
    func run(
        _ update: LocalListUpdate, to chargePoint: ChargePoint, onSent: @escaping @Sendable () async -> Void
    ) async throws -> CallResult {
        let limits = try await limits(of: chargePoint)
        let draft = try self.draft.fitting(limits.list)
        let size = min(limits.message ?? Self.messageLimit, Self.messageLimit)
        let first = draft.messages(for: update, size: size)
        let answer = try await send(first, over: draft.held, to: chargePoint, onSent: onSent)
        switch try answer.response(to: OCPP16.SendLocalList.self).status {
        case .known(.versionMismatch), .known(.failed):
            return try await send(draft.messages(for: .full, size: size), over: nil, to: chargePoint, onSent: {})
        case .known(.accepted), .known(.notSupported), .other: return answer
        }
    }

    /// - Parameter held: what the charger holds before.
    private func send(
        _ messages: [LocalListMessage], over held: HeldLocalList?, to chargePoint: ChargePoint,
        onSent: @escaping @Sendable () async -> Void
    ) async throws -> CallResult {
        var held = held
        var onSent = onSent
        var last: CallResult?
        for message in messages {
            let version = try await lists.takeVersion(of: station)
            let answer: CallResult
            do {
                answer = try await chargePoint.call(message.request(version: version), onSent: onSent)
            } catch let failure as CallFailure where failure.code == .expired || failure.code == .queueFull {
                try await lists.settle(version, of: station, as: .unsent(held))
                throw failure
            }
            let status = try answer.response(to: OCPP16.SendLocalList.self).status
            if status == .known(.notSupported) { try await lists.settle(version, of: station, as: .notSupported) }
            guard status == .known(.accepted) else { return answer }
            let holds = HeldLocalList(version: version, entries: message.result)
            let revision = message.isLast ? draft.revision : nil
            try await lists.settle(version, of: station, as: .accepted(holds, revision: revision, at: now))
            held = holds
            last = answer
            onSent = {}
        }
        // There is always one message.
        guard let last else { throw CallFailure(.unreadable, "there was nothing to send") }
        return last
    }

    // MARK: - Limits

    private static let messageKey = "SendLocalListMaxLength"
    private static let listKey = "LocalAuthListMaxLength"

    /// Asks the charger where it was not asked yet. One that cannot answer has no limits that we know of.
    private func limits(of chargePoint: ChargePoint) async throws -> LocalListLimits {
        if let known = draft.limits { return known }
        var limits = LocalListLimits()
        do {
            let answer = try await chargePoint.call(OCPP16.GetConfiguration(keys: [Self.messageKey, Self.listKey]))
            limits = LocalListLimits(
                message: try answer.number(of: Self.messageKey, from: 1),
                list: try answer.number(of: Self.listKey, from: 0))
        } catch let failure as CallFailure where failure.code == .refused || failure.code == .unreadable {
            limits = LocalListLimits()
        } catch is PayloadError {
            limits = LocalListLimits()
        }
        try await lists.remember(limits, of: station)
        return limits
    }
}

extension CallResult {
    /// A setting that is a whole number; nil where it is absent or anything else. Names of keys have no case.
    fileprivate func number(of key: String, from lowest: Int) throws(PayloadError) -> Int? {
        let settings = try response(to: OCPP16.GetConfiguration.self).configurationKey
        guard let value = settings.first(where: { $0.key.lowercased() == key.lowercased() })?.value else { return nil }
        return Int32(value).map { Int($0) }.flatMap { $0 >= lowest ? $0 : nil }
    }
}

/// One message of an update, and the list as it is after it.
struct LocalListMessage: Sendable {
    var kind: OCPP16.UpdateType
    var changes: [OCPP16.AuthorizationData]
    var result: [LocalListEntry]
    var isLast: Bool

    func request(version: Int32) -> OCPP16.SendLocalList {
        OCPP16.SendLocalList(listVersion: Int(version), updateType: kind, localAuthorizationList: changes)
    }
}

extension LocalListDraft {
    /// As many tags of guests as there is room for behind the owner's.
    fileprivate func fitting(_ allowed: Int?) throws(ChargingError) -> LocalListDraft {
        guard let allowed, entries.count > allowed else { return self }
        let own = entries.count { !$0.isGuests }
        guard own <= allowed else {
            throw ChargingError(
                .limitExceeded,
                "\(own) tags are known at this station; its LocalAuthListMaxLength allows \(allowed).")
        }
        var cut = self
        cut.entries.removeLast(entries.count - allowed)
        return cut
    }

    /// An update in messages of at most `size` entries: what goes comes first, so that the list never grows beyond both of
    /// its states. A whole list that is longer begins with a part of itself, to which the rest is added.
    func messages(for update: LocalListUpdate, size: Int) -> [LocalListMessage] {
        let before = update == .full ? [] : held?.entries ?? []
        var changes = change(from: before)
        var current = before
        var messages: [LocalListMessage] = []
        repeat {
            let part = Array(changes.prefix(max(1, size)))
            changes.removeFirst(part.count)
            current = current.applying(part)
            messages.append(
                LocalListMessage(
                    kind: update == .full && messages.isEmpty ? .full : .differential,
                    changes: part.map(\.authorizationData), result: changes.isEmpty ? entries : current,
                    isLast: changes.isEmpty))
        } while !changes.isEmpty
        return messages
    }

    private func change(from before: [LocalListEntry]) -> [LocalListChange] {
        let known = Dictionary(before.map { (IdTag($0.idTag), $0) }, uniquingKeysWith: { $1 })
        let now = Set(entries.map { IdTag($0.idTag) })
        let gone = before.filter { !now.contains(IdTag($0.idTag)) }.map { LocalListChange.removed($0.idTag) }
        return gone + entries.filter { known[IdTag($0.idTag)] != $0 }.map { .set($0) }
    }
}

private enum LocalListChange {
    case removed(String)
    case set(LocalListEntry)

    var idTag: IdTag {
        switch self {
        case .removed(let idTag): IdTag(idTag)
        case .set(let entry): IdTag(entry.idTag)
        }
    }

    /// Without a verdict it takes the tag off the list.
    var authorizationData: OCPP16.AuthorizationData {
        switch self {
        case .removed: OCPP16.AuthorizationData(idTag: idTag, idTagInfo: nil)
        case .set(let entry):
            OCPP16.AuthorizationData(
                idTag: idTag,
                idTagInfo: TagVerdict(
                    status: entry.status, expiresAt: entry.expiresAt, parentIDTag: entry.parentIDTag
                ).idTagInfo)
        }
    }
}

extension [LocalListEntry] {
    fileprivate func applying(_ changes: [LocalListChange]) -> [LocalListEntry] {
        let changed = Set(changes.map(\.idTag))
        let set = changes.compactMap { change in
            if case .set(let entry) = change { entry } else { nil }
        }
        return filter { !changed.contains(IdTag($0.idTag)) } + set
    }
}
