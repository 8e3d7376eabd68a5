/// Every name of a type that definitions write, be it defined there or not.
enum TypeNames {
    static func written(in definitions: [Definition]) -> Set<String> {
        var names: Set<String> = []
        for definition in definitions {
            switch definition {
            case .type(let type): insert(type, into: &names)
            case .directive(let directive): insert(directive.arguments, into: &names)
            case .schema(let schema): names.formUnion(schema.operationTypes.map(\.type.text))
            case .operation, .fragment: break
            }
        }
        return names
    }

    private static func insert(_ type: TypeDefinition, into names: inout Set<String>) {
        names.insert(type.name.text)
        names.formUnion(type.interfaces.map(\.text))
        names.formUnion(type.members.map(\.text))
        for field in type.fields {
            names.insert(field.type.name.text)
            insert(field.arguments, into: &names)
        }
        insert(type.inputFields, into: &names)
    }

    private static func insert(_ values: [InputValueNode], into names: inout Set<String>) {
        for value in values { names.insert(value.type.name.text) }
    }
}
