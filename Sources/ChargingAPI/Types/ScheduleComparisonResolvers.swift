import Charging
import GraphQL
import JSON

typealias ScheduleComparisonRecords = Records<ScheduleComparisonField>

extension ResolverGroup<APIContext> {
    static var compositeScheduleComparison: ResolverGroup<APIContext> {
        var comparison = ResolverGroup<APIContext>("CompositeScheduleComparison")
        comparison["agrees"] = .leaf(on: ScheduleComparisonRecords.self) { comparisons, _, _ in
            .booleans(try comparisons.batch.documents(.differences).map { $0?.array?.isEmpty ?? false })
        }
        comparison.column("connector", ScheduleComparisonField.connectorNumber)
        comparison.column("start", ScheduleComparisonField.startAt)
        comparison.column("durationSeconds", ScheduleComparisonField.durationSeconds)
        comparison.column("unit", ScheduleComparisonField.unit)
        comparison.column("tolerance", ScheduleComparisonField.tolerance)
        comparison["differences"] = .list(on: ScheduleComparisonRecords.self) { comparisons, _, _ in
            let documents = comparisons.pick(try comparisons.batch.documents(.differences))
            let lists = Items(documents.map { $0?.array ?? [] }, ScheduleComparison.Difference.init(described:))
            return .rows(of: lists, offsets: lists.offsets)
        }
        return comparison
    }

    static var compositeScheduleDifference: ResolverGroup<APIContext> {
        var difference = ResolverGroup<APIContext>("CompositeScheduleDifference")
        typealias Differences = Items<ScheduleComparison.Difference>
        difference["startSeconds"] = .leaf(on: Differences.self) { differences, _, _ in
            .integers(differences.batch.items.map(\.startSeconds))
        }
        difference["endSeconds"] = .leaf(on: Differences.self) { differences, _, _ in
            .integers(differences.batch.items.map(\.endSeconds))
        }
        difference["stationLimit"] = .leaf(on: Differences.self) { differences, _, _ in
            .numbers(differences.batch.items.map(\.station))
        }
        difference["ourLimit"] = .leaf(on: Differences.self) { differences, _, _ in
            .numbers(differences.batch.items.map(\.ours))
        }
        return difference
    }
}

extension ScheduleComparisonField: APIField {
    static let columnsByName: [String: [ScheduleComparisonField]] = [
        "agrees": [.differences], "connector": [.connectorNumber], "start": [.startAt],
        "durationSeconds": [.durationSeconds], "unit": [.unit], "tolerance": [.tolerance],
        "differences": [.differences],
    ]
}
