import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var meterValueAdded: FieldResolver<APIContext> {
        .subscription { field, context in
            let arguments = try await SubscriptionArguments(field, context)
            let reach = try await EventReach.ofTags(context)
            let wants: @Sendable (Event) -> Bool = { event in
                guard case .meterValuesAdded(_, let session) = event else { return false }
                return arguments.include(session)
            }
            return events(context, reach, checking: { try await arguments.check(context) }, where: wants) {
                event -> [MeterValueRecords] in
                guard case .meterValuesAdded(let samples, let session) = event, try await reach.includes(session) else {
                    return []
                }
                return samples.map(MeterValueRecords.init)
            }
        }
    }
}

extension MeterValueRecords {
    fileprivate init(_ sample: Sample) {
        let rows = RowBatch<MeterValueField>(
            ids: [0],
            columns: [
                .sampledAt: .timestamps([sample.at.understood]),
                .value: .numbers([sample.signedData == nil ? sample.value : nil]),
                .signedData: .texts([sample.signedData]),
                .unit: .texts([sample.unit]), .measurand: .texts([sample.measurand]), .phase: .texts([sample.phase]),
                .location: .texts([sample.location]), .context: .texts([sample.context]),
            ])
        self.init(rows, live: [])
    }
}
