import Charging
import GraphQL
import JSON

extension ResolverGroup<APIContext> {
    static var rolloutMutations: KeyValuePairs<String, FieldResolver<APIContext>> {
        [
            "createFirmwareRollout": createFirmwareRollout,
            "pauseFirmwareRollout": change { id, _, context in
                try await context.stores.upkeep.rolloutChanges.pauseRollout(id, viewer: context.viewer)
            },
            "resumeFirmwareRollout": change { id, _, context in
                try await context.stores.upkeep.rolloutChanges.resumeRollout(id, viewer: context.viewer)
            },
            "cancelFirmwareRollout": change { id, _, context in
                try await context.stores.upkeep.rolloutChanges.cancelRollout(id, viewer: context.viewer)
            },
            "skipFirmwareRolloutStations": change { id, input, context in
                let stations = try input.required("stationIds", try input.ids("stationIds", .station))
                guard !stations.isEmpty else { throw input.refusal("stationIds", "is empty.") }
                try await context.stores.upkeep.rolloutChanges.skip(
                    stations.map(StationID.init(rawValue:)), of: id, viewer: context.viewer)
            },
        ]
    }

    private static var createFirmwareRollout: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.requireSomewhere(.rollOutFirmware)
            let rollout = try NewFirmwareRollout(InputReader(field.object("input")))
            let id = try await context.stores.upkeep.rolloutChanges.createRollout(rollout, viewer: context.viewer)
            return .one(Payload<FirmwareRolloutField>(id: id.rawValue))
        }
    }

    private static func change(
        _ body: @escaping @Sendable (FirmwareRolloutID, InputReader, APIContext) async throws -> Void
    ) -> FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.requireSomewhere(.rollOutFirmware)
            let input = InputReader(field.object("input"))
            let id = try input.required("id", try input.id("id", .firmwareRollout))
            try await body(FirmwareRolloutID(rawValue: id), input, context)
            return .one(Payload<FirmwareRolloutField>(id: id))
        }
    }
}

extension ResolverGroup<APIContext> {
    static var firmwareRolloutPreview: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.requireSomewhere(.rollOutFirmware)
            let rollout = try NewFirmwareRollout(InputReader(field.object("input")), name: "preview")
            let preview = try await context.stores.upkeep.rolloutChanges.previewRollout(rollout, viewer: context.viewer)
            return .one(RolloutPreviewObject(preview: preview))
        }
    }
}

extension NewFirmwareRollout {
    fileprivate init(_ input: InputReader) throws {
        try self.init(input, name: try input.required("name", try input.name("name", upTo: 100)))
        pause = .seconds(try input.integer("pauseSeconds", in: 0...2_592_000) ?? 0)
        maxFailures = try input.integer("maxFailures", in: 0...Int64(Self.stationLimit)) ?? 0
        stationWait = .seconds(try input.integer("stationWaitSeconds", in: 60...2_592_000) ?? 86_400)
        startsAt = try input.timestamp("startsAt")
    }

    /// Of what decides which stations get it, and in which wave.
    fileprivate init(_ input: InputReader, name: String) throws {
        let image = try input.required("imageId", try input.id("imageId", .firmwareImage))
        self.init(
            name: name, image: FirmwareImageID(rawValue: image), stations: try Stations(input),
            waveSizes: try input.waveSizes())
        isSigned = input.boolean("signed") ?? false
    }
}

extension NewFirmwareRollout.Stations {
    fileprivate init(_ input: InputReader) throws {
        switch (try input.ids("stationIds", .station), input.member("filter")) {
        case (let ids?, nil):
            guard !ids.isEmpty else { throw input.refusal("stationIds", "is empty.") }
            self = .these(ids.map(StationID.init(rawValue:)))
        case (nil, let filter?): self = .fitting(try StationFilter(filter))
        case (nil, nil): throw input.refusal("stationIds", "is missing: give stationIds or filter.")
        case (_?, _?): throw input.refusal("filter", "cannot be given together with stationIds.")
        }
    }
}

extension InputReader {
    fileprivate func waveSizes() throws -> [Int] {
        let sizes = try required("waveSizes", array("waveSizes"))
        guard (1...20).contains(sizes.count) else {
            throw refusal("waveSizes", "has \(sizes.count) sizes; 1 to 20 are allowed.")
        }
        return try sizes.map { size in
            let one = InputReader(["waveSizes": size])
            return try one.required(
                "waveSizes", try one.integer("waveSizes", in: 1...Int64(NewFirmwareRollout.waveLimit)))
        }
    }
}
