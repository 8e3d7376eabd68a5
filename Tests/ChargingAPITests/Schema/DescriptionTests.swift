@testable import GraphQL
import Testing

@Suite("Descriptions of the schema", .timeLimit(.minutes(1)))
struct DescriptionTests {
    @Test func `every type, field, argument, enum value and input member is described`() throws {
        let document = try Parser.parse(trusted: try TestAPI.schemaText())
        #expect(document.definitions.count > 300)
        let undescribed = Undescribed(document)
        #expect(
            undescribed.coordinates.isEmpty,
            "Say in Schema/schema.graphql what these are: \(undescribed.coordinates.map(\.description))")
    }

    @Test func `what is not described is named, whatever it is`() throws {
        let document = try Parser.parse(
            trusted: """
                directive @bare(argument: Int) on OBJECT
                "Too short."
                scalar Short
                "A type with three words."
                type Thing {
                  bare(argument: Int, "With words." other: Int): Int
                  "   "
                  blank: Int
                  "With words."
                  field: Int
                }
                interface Face { field: Int }
                union Both = Thing
                enum Word { BARE "With words." TOLD }
                input Wish { bare: Int "With words." told: Int }
                extend type Thing { added: Int }
                """)
        #expect(
            Undescribed(document).coordinates.map(\.description) == [
                "@bare", "@bare(argument:)", "Short", "Thing.bare", "Thing.bare(argument:)", "Thing.blank", "Face",
                "Face.field", "Both", "Word", "Word.BARE", "Wish", "Wish.bare", "Thing.added",
            ])
    }
}

/// What of a schema nobody has described, in the order of the text.
private struct Undescribed {
    private(set) var coordinates: [SchemaCoordinate] = []

    init(_ document: Document) {
        for definition in document.definitions {
            switch definition {
            case .directive(let directive): look(at: directive)
            case .type(let type): look(at: type)
            case .operation, .fragment, .schema: continue
            }
        }
    }

    private mutating func look(at directive: DirectiveDefinition) {
        let name = directive.name.text
        note(.directive(name), unless: directive.description, hasWords: 1)
        for argument in directive.arguments {
            note(.directiveArgument(argument.name.text, of: name), unless: argument.description, hasWords: 1)
        }
    }

    private mutating func look(at type: TypeDefinition) {
        let name = type.name.text
        // An extension has no description of its own; a type's says what it is, for which a word or two do not do.
        if !type.isExtension { note(.type(name), unless: type.description, hasWords: 3) }
        for field in type.fields {
            note(.member(field.name.text, of: name), unless: field.description, hasWords: 1)
            for argument in field.arguments {
                note(
                    .argument(argument.name.text, ofField: field.name.text, of: name), unless: argument.description,
                    hasWords: 1)
            }
        }
        for value in type.values { note(.member(value.name.text, of: name), unless: value.description, hasWords: 1) }
        for member in type.inputFields {
            note(.member(member.name.text, of: name), unless: member.description, hasWords: 1)
        }
    }

    private mutating func note(_ coordinate: SchemaCoordinate, unless description: String?, hasWords least: Int) {
        let words = (description ?? "").split(whereSeparator: \.isWhitespace)
        if words.count < least { coordinates.append(coordinate) }
    }
}
