import JSON

extension InputCoercion {
    /// Defaults in the schema that a registered scalar refuses, so that a server learns it at its start and no client
    /// does. What else can be wrong with a default, the schema has checked already.
    func refusedDefaults() -> [String] {
        var problems: [String] = []
        for type in schema.types where !type.isBuiltIn {
            for field in type.fields { check(field.arguments, of: "\(type.name).\(field.name)", &problems) }
            check(type.inputFields, of: type.name, &problems)
        }
        for directive in schema.directives { check(directive.arguments, of: "@\(directive.name)", &problems) }
        return problems
    }

    private func check(_ values: [InputValue], of owner: String, _ problems: inout [String]) {
        for value in values {
            guard let node = value.defaultValue else { continue }
            do throws(InputProblem) {
                _ = try literal(node, as: value.type, variables: [:])
            } catch {
                problems.append("default of \"\(value.name)\(error.pathWords)\" of \"\(owner)\": \(error.message)")
            }
        }
    }
}
