/// IsValidImplementation: sections 3.6 and 3.7.
extension SchemaValidation {
    mutating func checkInterfaces(of id: TypeID, definition: TypeDefinition) {
        let type = schema[id]
        checkUnique(definition.interfaces, what: "interface", of: type.name)
        for name in definition.interfaces {
            guard let interfaceID = schema.typeIDs[name.text] else { continue }
            let interface = schema[interfaceID]
            guard interface.kind == .interface else {
                report("\"\(type.name)\" cannot implement \"\(name.text)\", which is no interface", at: name.offset)
                continue
            }
            if interfaceID == id {
                report("interface \"\(name.text)\" cannot implement itself", at: name.offset)
                continue
            }
            for inherited in interface.interfaces where !type.interfaces.contains(inherited) && inherited != id {
                report(
                    "\"\(type.name)\" must implement \"\(schema[inherited].name)\" because \"\(name.text)\" does",
                    at: name.offset)
            }
            if interface.interfaces.contains(id) {
                report("\"\(type.name)\" and \"\(name.text)\" cannot implement each other", at: name.offset)
            }
            for field in interface.fields {
                guard definition.fields.contains(where: { $0.name.text == field.name }) else {
                    report(
                        "\"\(type.name)\" lacks field \"\(field.name)\" of interface \"\(interface.name)\"",
                        at: name.offset)
                    continue
                }
                checkImplementation(of: field, interface: interface, by: type)
            }
        }
    }

    private mutating func checkImplementation(of expected: Field, interface: NamedType, by type: NamedType) {
        let place = "\(type.name).\(expected.name)"
        // A field whose type is unknown is not there, and wrong for that alone.
        guard let index = type.fieldIndices[expected.name] else { return }
        let field = type.fields[index]
        if !schema.isSubtype(field.type, of: expected.type) {
            report(
                "\"\(place)\" must be of type \(schema.words(expected.type)) as in interface \"\(interface.name)\"",
                at: field.offset)
        }
        for argument in expected.arguments {
            guard let own = field.argument(argument.name) else {
                report(
                    "\"\(place)\" lacks argument \"\(argument.name)\" of interface \"\(interface.name)\"",
                    at: field.offset)
                continue
            }
            if own.type != argument.type {
                report(
                    "argument \"\(argument.name)\" of \"\(place)\" must be of type \(schema.words(argument.type))",
                    at: own.offset)
            }
        }
        for own in field.arguments where own.isRequired && expected.argument(own.name) == nil {
            report(
                "argument \"\(own.name)\" of \"\(place)\" cannot be required: interface \"\(interface.name)\" lacks it",
                at: own.offset)
        }
        if field.deprecation != nil, expected.deprecation == nil {
            report("\"\(place)\" is deprecated, but not in interface \"\(interface.name)\"", at: field.offset)
        }
    }
}
