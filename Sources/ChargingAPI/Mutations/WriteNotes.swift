import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var updateReservation: FieldResolver<APIContext> {
        .loadObject { field, context in
            let input = InputReader(field.object("input"))
            let id = try input.required("id", try input.id("id", .reservation).map(ReservationID.init(rawValue:)))
            let note = try input.note("note", upTo: 1_000)
            try await context.stores.directory.note(note, on: id, viewer: context.viewer)
            return .one(Payload<ReservationField>(id: id.rawValue))
        }
    }

    static var updateFirmwareImage: FieldResolver<APIContext> {
        .loadObject { field, context in
            try context.viewer.require(.configureStation)
            let input = InputReader(field.object("input"))
            let id = try input.required("id", try input.id("id", .firmwareImage).map(FirmwareImageID.init(rawValue:)))
            let notes = try input.note("notes", upTo: 10_000)
            try await context.stores.directory.note(notes, on: id, viewer: context.viewer)
            return .one(Payload<FirmwareImageField>(id: id.rawValue))
        }
    }
}

extension InputReader {
    /// Null and an empty text clear it.
    fileprivate func note(_ name: String, upTo length: Int) throws -> Change<String?> {
        try change(name) { try $0.text($1, length: 0...length).flatMap { $0.isEmpty ? nil : $0 } }
    }
}
