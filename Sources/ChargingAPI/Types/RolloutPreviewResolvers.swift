import Charging
import GraphQL

/// What a roll-out would do.
struct RolloutPreviewObject: ObjectBatch {
    let preview: RolloutPreview
    var count: Int { 1 }
}

extension ResolverGroup<APIContext> {
    static var rolloutPreviews: [ResolverGroup<APIContext>] {
        [rolloutPreview, rolloutLeftOut, rolloutPreviewWave, rolloutPreviewStation]
    }

    private static var rolloutPreview: ResolverGroup<APIContext> {
        var object = ResolverGroup<APIContext>("FirmwareRolloutPreview")
        typealias Previews = RolloutPreviewObject
        object["stationCount"] = .leaf(on: Previews.self) { previews, _, _ in
            .integers([previews.batch.preview.stations.count])
        }
        object["updateCount"] = .leaf(on: Previews.self) { previews, _, _ in
            .integers([previews.batch.preview.waves.reduce(0) { $0 + $1.stations }])
        }
        object["offlineCount"] = .leaf(on: Previews.self) { previews, _, _ in
            .integers([previews.batch.preview.waves.reduce(0) { $0 + $1.offline }])
        }
        object["leftOut"] = .list(on: Previews.self) { previews, _, _ in
            let preview = previews.batch.preview
            let counts = RolloutExclusion.allCases.map { (reason: $0, count: preview.count($0)) }
            return .all(Items([counts.filter { $0.count > 0 }.map(RolloutLeftOut.init)]))
        }
        object["waves"] = .list(on: Previews.self) { previews, _, context in
            try context.rows.take(previews.batch.preview.waves.count)
            return .all(Items([previews.batch.preview.waves]))
        }
        object["stations"] = .list(on: Previews.self) { previews, field, context in
            let input = InputReader(argumentsOf: field)
            let skip = try input.integer("skip", in: 0...Int64(RolloutPreview.stationLimit)) ?? 0
            let first = try input.integer("first", in: 1...500) ?? 500
            let isLeftOut = input.boolean("isLeftOut"), isOffline = input.boolean("isOffline")
            try context.rows.take(first)
            let wanted = previews.batch.preview.stations.lazy.filter { station in
                (isLeftOut ?? (station.exclusion != nil)) == (station.exclusion != nil)
                    && (isOffline ?? station.isOffline) == station.isOffline
            }
            return .all(Items([Array(wanted.dropFirst(skip).prefix(first))]))
        }
        return object
    }

    private static var rolloutLeftOut: ResolverGroup<APIContext> {
        var leftOut = ResolverGroup<APIContext>("FirmwareRolloutLeftOut")
        typealias Counts = Items<RolloutLeftOut>
        leftOut["reason"] = .leaf(on: Counts.self) { counts, _, _ in
            .strings(counts.batch.items.map(\.reason.rawValue))
        }
        leftOut["count"] = .leaf(on: Counts.self) { counts, _, _ in .integers(counts.batch.items.map(\.count)) }
        return leftOut
    }

    private static var rolloutPreviewWave: ResolverGroup<APIContext> {
        var wave = ResolverGroup<APIContext>("FirmwareRolloutPreviewWave")
        typealias Waves = Items<RolloutPreview.Wave>
        wave["number"] = .leaf(on: Waves.self) { waves, _, _ in .integers(waves.batch.items.map(\.number)) }
        wave["stationCount"] = .leaf(on: Waves.self) { waves, _, _ in .integers(waves.batch.items.map(\.stations)) }
        wave["offlineCount"] = .leaf(on: Waves.self) { waves, _, _ in .integers(waves.batch.items.map(\.offline)) }
        return wave
    }

    private static var rolloutPreviewStation: ResolverGroup<APIContext> {
        var station = ResolverGroup<APIContext>("FirmwareRolloutPreviewStation")
        typealias Stations = Items<RolloutPreview.Station>
        station["station"] = .load(on: Stations.self, by: StationField.loader) { stations, _, _ in
            stations.batch.items.map(\.id.rawValue)
        }
        station["wave"] = .leaf(on: Stations.self) { stations, _, _ in .integers(stations.batch.items.map(\.wave)) }
        station["leftOut"] = .leaf(on: Stations.self) { stations, _, _ in
            .strings(stations.batch.items.map(\.exclusion?.rawValue))
        }
        station["isOffline"] = .leaf(on: Stations.self) { stations, _, _ in
            .booleans(stations.batch.items.map(\.isOffline))
        }
        return station
    }
}

/// How many stations are left out for one reason.
private struct RolloutLeftOut: Sendable {
    var reason: RolloutExclusion
    var count: Int
}
