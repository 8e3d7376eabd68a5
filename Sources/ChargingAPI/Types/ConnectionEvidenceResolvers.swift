import Charging
import GraphQL

/// Findings of stations, station by station.
struct FindingObjects: ObjectBatch {
    let findings: [ConnectionFinding]
    var count: Int { findings.count }
}

struct RefusalObjects: ObjectBatch {
    let refusals: [ConnectionRefusal]
    var count: Int { refusals.count }
}

extension ResolverGroup<APIContext> {
    static var connectionEvidence: [ResolverGroup<APIContext>] {
        [connectionFinding, connectionRefusal, onboardingHint]
    }

    static var connectionFindings: FieldResolver<APIContext> {
        .loadList(on: StationRecords.self) { stations, _, context in
            let hidden = try await stations.areEvidenceHidden(context)
            let lists = zip(
                context.services.liveStatus.connections.findings(of: stations.ids, at: context.services.now()), hidden
            ).map { $1 ? [] : $0 }
            let offsets = lists.reduce(into: [Int32(0)]) { $0.append(($0.last ?? 0) + Int32(clamping: $1.count)) }
            return .rows(of: FindingObjects(findings: lists.flatMap(\.self)), offsets: offsets)
        }
    }

    static var lastRefusal: FieldResolver<APIContext> {
        .loadObject(on: StationRecords.self) { stations, _, context in
            let hidden = try await stations.areEvidenceHidden(context)
            let refusals = zip(
                context.services.liveStatus.connections.lastRefusals(of: stations.ids, at: context.services.now()),
                hidden
            ).map { $1 ? nil : $0 }
            var found: [ConnectionRefusal] = []
            let rows = refusals.map { refusal -> Int32 in
                guard let refusal else { return -1 }
                found.append(refusal)
                return Int32(clamping: found.count - 1)
            }
            return .rows(rows, of: RefusalObjects(refusals: found))
        }
    }

    private static var connectionFinding: ResolverGroup<APIContext> {
        var finding = ResolverGroup<APIContext>("ConnectionFinding")
        finding["kind"] = .leaf(on: FindingObjects.self) { objects, _, _ in
            .strings(objects.map { $0.findings[$1].kind.rawValue })
        }
        finding["since"] = .leaf(on: FindingObjects.self) { objects, _, _ in
            .timestamps(objects.map { $0.findings[$1].since })
        }
        finding["lastAt"] = .leaf(on: FindingObjects.self) { objects, _, _ in
            .timestamps(objects.map { $0.findings[$1].lastAt })
        }
        finding["count"] = .leaf(on: FindingObjects.self) { objects, _, _ in
            .integers(objects.map { Int64($0.findings[$1].count) })
        }
        finding["detail"] = .leaf(on: FindingObjects.self) { objects, _, context in
            .strings(objects.map { $0.findings[$1].detail.map { ErrorTexts.text($0, in: context.language) } })
        }
        return finding
    }

    private static var connectionRefusal: ResolverGroup<APIContext> {
        var refusal = ResolverGroup<APIContext>("ConnectionRefusal")
        refusal["reason"] = .leaf(on: RefusalObjects.self) { objects, _, _ in
            .strings(objects.map { $0.refusals[$1].reason.rawValue })
        }
        refusal["at"] = .leaf(on: RefusalObjects.self) { objects, _, _ in
            .timestamps(objects.map { $0.refusals[$1].at })
        }
        refusal["count"] = .leaf(on: RefusalObjects.self) { objects, _, _ in
            .integers(objects.map { Int64($0.refusals[$1].count) })
        }
        refusal["address"] = .leaf(on: RefusalObjects.self) { objects, _, _ in
            .strings(objects.map { $0.refusals[$1].address })
        }
        refusal["detail"] = .leaf(on: RefusalObjects.self) { objects, _, context in
            .strings(objects.map { $0.refusals[$1].detail.map { ErrorTexts.text($0, in: context.language) } })
        }
        return refusal
    }
}

extension APIContext {
    /// Addresses of others are nothing for drivers. Decided by the reach, by which subscribers share an execution.
    var seesEvidence: Bool {
        switch Rights(of: viewer).reach {
        case .everything, .organization: true
        case .person: false
        }
    }
}

extension Objects<StationRecords> {
    fileprivate var ids: [StationID] { pick(batch.rows.ids).map(StationID.init(rawValue:)) }

    /// Addresses of others are nothing for drivers, but for those who have a role within a group of the station, nor for those
    /// to whom a station is lent. Decided by the reach and by who has roles, by which subscribers share an execution.
    fileprivate func areEvidenceHidden(_ context: APIContext) async throws -> [Bool] {
        let rights = Rights(of: context.viewer)
        guard case .person = rights.reach else { return pick(try batch.areBorrowed(by: context.viewer)) }
        guard !rights.groupRoles.isEmpty else { return Array(repeating: true, count: count) }
        let seen = try await context.stores.upkeep.groupRoles.stationsWithinGroups(ids, viewer: context.viewer)
        return ids.map { !seen.contains($0) }
    }
}
