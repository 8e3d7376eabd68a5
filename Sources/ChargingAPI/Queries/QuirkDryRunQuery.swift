import Charging
import GraphQL
import JSON

extension ResolverGroup<APIContext> {
    /// Null for a profile or a station that there is not, or that is out of the viewer's reach.
    static var quirkDryRun: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.require(.configureStation)
            let input = InputReader(argumentsOf: field)
            let profileID = QuirkProfileID(
                rawValue: try input.required("profileId", input.id("profileId", .quirkProfile)))
            let stationID = StationID(rawValue: try input.required("stationId", input.id("stationId", .station)))
            let from = try input.required("from", input.timestamp("from"))
            let to = try input.timestamp("to") ?? context.services.now()
            guard from <= to else { throw input.refusal("to", "is before `from`.") }
            let stores = context.stores
            // The recording is read for a station that the viewer has been found to reach.
            let station = try await stores.stations.stations(
                ids: [stationID], fields: [.vendor, .model, .firmwareVersion], viewer: context.viewer)
            let record = try await stores.quirkProfiles.quirkProfile(profileID, viewer: context.viewer)
            guard let profile = record?.draft.profile, station.count == 1 else { return .null }
            var run = QuirkDryRun(profile.corrections)
            let isWhole = try await run.add(stores.recordedFrames, of: stationID, from: from, to: to)
            let make = StationMake(
                vendor: try station.text(.vendor), model: try station.text(.model),
                firmwareVersion: try station.text(.firmwareVersion))
            return .one(QuirkDryRunObject(run: run, isWhole: isWhole, applies: profile.applies(to: make)))
        }
    }
}

extension QuirkDryRun {
    /// Frames of one dry run: a busy charger's of some days.
    private static let maximumFrames = 20_000

    /// - Returns: whether these were all; false when there were more than one dry run looks at.
    fileprivate mutating func add(
        _ recording: any RecordedFrames, of station: StationID, from: Timestamp, to: Timestamp
    ) async throws -> Bool {
        var position: RecordingPosition?
        var frames = 0
        repeat {
            let page = try await recording.inboundFrames(of: station, from: from, to: to, after: position, limit: 1_000)
            for frame in page.frames { add(frame: frame.frame, receivedAt: frame.receivedAt) }
            frames += page.frames.count
            position = page.next
        } while position != nil && frames < Self.maximumFrames
        return position == nil
    }
}

extension RowBatch<StationField> {
    fileprivate func text(_ field: StationField) throws -> String? {
        guard case .texts(let values)? = self[field] else { throw MissingColumn(field: "Station.\(field)") }
        return values.first ?? nil
    }
}
