import Charging
import JSON

extension MemoryStores: QuirkProfileReading {
    func quirkProfiles(
        page: PageRequest, fields: Set<QuirkProfileField>, viewer: Viewer
    ) async throws -> RowPages<QuirkProfileField> {
        try call("quirkProfiles(\(page.wantsRows ? "rows" : "total"))", fields) { world in
            let rows = world.quirkProfiles.filter { $0.isVisible(to: viewer) }
            return RowPages([rows], page: page, fields: fields) { .text($0.text(.name) ?? "") }
        }
    }

    func quirkProfiles(
        ids: [QuirkProfileID], fields: Set<QuirkProfileField>, viewer: Viewer
    ) async throws -> RowBatch<QuirkProfileField> {
        try call("quirkProfiles(ids)", fields) { world in
            let wanted = Set(ids.map(\.rawValue))
            let rows = world.quirkProfiles.filter { wanted.contains($0.id) && $0.isVisible(to: viewer) }
            return RowBatch(rows, fields: fields)
        }
    }

    /// One that reverses tags, as the world's do; changes are tested on the database.
    func quirkProfile(_ id: QuirkProfileID, viewer: Viewer) async throws -> QuirkProfileRecord? {
        try call("quirkProfile", [String]()) { world in
            world.quirkProfiles.first { $0.id == id.rawValue && $0.isVisible(to: viewer) }.map { row in
                var corrections = QuirkCorrections()
                corrections.reversesIDTag = true
                let profile = QuirkProfile(
                    id: id, vendor: QuirkPattern(row.text(.vendor) ?? ""), model: QuirkPattern("*"),
                    firmwareVersion: QuirkPattern("*"), corrections: corrections)
                return QuirkProfileRecord(
                    organizationID: OrganizationID(rawValue: row.organization),
                    draft: QuirkProfileDraft(name: row.text(.name) ?? "", profile: profile, isOn: false))
            }
        }
    }
}

extension MemoryStores: RecordedFrames {
    /// Ten of each station, each on a page of its own.
    func inboundFrames(
        of station: StationID, from: Timestamp, to: Timestamp, after: RecordingPosition?, limit: Int
    ) async throws -> RecordedFramePage {
        try call("inboundFrames", [String]()) { _ in
            let number = (after?.block ?? 0) + 1
            let frame = #"[2,"\#(number)","Authorize",{"idTag":"11AA0\#(number % 10)"}]"#
            let at = MemoryWorld.start.advanced(by: .seconds(number))
            return RecordedFramePage(
                frames: [RecordedInboundFrame(receivedAt: at, action: "Authorize", frame: Array(frame.utf8))],
                next: number < 10 ? RecordingPosition(at: at, block: number) : nil)
        }
    }
}

extension MemoryStores: QuirkProfileWriting {
    func createQuirkProfile(_ draft: QuirkProfileDraft, viewer: Viewer) async throws -> QuirkProfileRecord {
        throw ChargingError(.unavailable, "no quirk profile is made in memory")
    }

    func updateQuirkProfile(
        _ id: QuirkProfileID, viewer: Viewer, _ change: @Sendable (inout QuirkProfileDraft) throws -> Void
    ) async throws -> QuirkProfileRecord {
        throw ChargingError(.unavailable, "no quirk profile is changed in memory")
    }

    func deleteQuirkProfiles(_ ids: [QuirkProfileID], viewer: Viewer) async throws -> Set<OrganizationID> {
        throw ChargingError(.unavailable, "no quirk profile is deleted in memory")
    }
}
