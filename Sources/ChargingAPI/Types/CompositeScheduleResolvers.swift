import Charging
import GraphQL

/// One composite schedule with what it was computed from.
struct CompositeScheduleObject: ObjectBatch {
    let preview: CompositePreview
    var count: Int { 1 }

    /// Each period once, with the profiles that decide it.
    var periods: Items<Period> {
        Items([
            preview.schedule.periods.map { period in
                Period(period: period, sources: period.sources.map { preview.profiles[$0] })
            }
        ])
    }

    struct Period: Sendable {
        var period: CompositeSchedule.Period
        var sources: [InstalledProfile]
    }
}

extension ResolverGroup<APIContext> {
    static var compositeSchedule: ResolverGroup<APIContext> {
        var schedule = ResolverGroup<APIContext>("CompositeSchedule")
        schedule["start"] = .leaf(on: CompositeScheduleObject.self) { schedules, _, _ in
            .timestamps([schedules.batch.preview.schedule.start])
        }
        schedule["durationSeconds"] = .leaf(on: CompositeScheduleObject.self) { schedules, _, _ in
            .integers([schedules.batch.preview.schedule.durationSeconds])
        }
        schedule["unit"] = .leaf(on: CompositeScheduleObject.self) { schedules, _, _ in
            .strings([schedules.batch.preview.schedule.unit.rawValue])
        }
        schedule["minimumRate"] = .leaf(on: CompositeScheduleObject.self) { schedules, _, _ in
            .numbers([schedules.batch.preview.schedule.minimumRate])
        }
        schedule["periods"] = .list(on: CompositeScheduleObject.self) { schedules, _, _ in
            .all(schedules.batch.periods)
        }
        schedule["replaces"] = .loadList(on: CompositeScheduleObject.self) { schedules, field, context in
            let ids = schedules.batch.preview.replaced.compactMap { $0.id?.rawValue }
            let wanted = ChargingProfileField.wanted(field.selectedFields())
            let (found, records) = try await ChargingProfileField.rows(ids, wanted, context)
            return .all(records, rows: found.filter { $0 >= 0 })
        }
        return schedule
    }

    static var compositeSchedulePeriod: ResolverGroup<APIContext> {
        var period = ResolverGroup<APIContext>("CompositeSchedulePeriod")
        typealias Periods = Items<CompositeScheduleObject.Period>
        period["startSeconds"] = .leaf(on: Periods.self) { periods, _, _ in
            .integers(periods.batch.items.map(\.period.startSeconds))
        }
        period["limit"] = .leaf(on: Periods.self) { periods, _, _ in
            .numbers(periods.batch.items.map(\.period.limit))
        }
        period["phases"] = .leaf(on: Periods.self) { periods, _, _ in
            .integers(periods.batch.items.map(\.period.phases))
        }
        period["sources"] = .list(on: Periods.self) { periods, _, _ in
            let sources = Items(periods.pick(periods.batch.items).map(\.sources))
            return .rows(of: sources, offsets: sources.offsets)
        }
        return period
    }

    static var compositeScheduleSource: ResolverGroup<APIContext> {
        var source = ResolverGroup<APIContext>("CompositeScheduleSource")
        typealias Sources = Items<InstalledProfile>
        source["profileId"] = .leaf(on: Sources.self) { sources, _, _ in
            .integers(sources.batch.items.map(\.profile.id))
        }
        source["connector"] = .leaf(on: Sources.self) { sources, _, _ in
            .integers(sources.batch.items.map(\.connector))
        }
        source["purpose"] = .leaf(on: Sources.self) { sources, _, _ in
            .strings(sources.batch.items.map(\.profile.purpose.rawValue))
        }
        source["stackLevel"] = .leaf(on: Sources.self) { sources, _, _ in
            .integers(sources.batch.items.map(\.profile.stackLevel))
        }
        source["profile"] = .load(on: Sources.self, by: ChargingProfileField.loader) { sources, _, _ in
            sources.batch.items.map { $0.id?.rawValue }
        }
        return source
    }
}
