import JSON

/// CoerceVariableValues, section 6.1.2.
enum VariableCoercion {
    static func variables(
        _ given: JSONObject, for operation: OperationDefinition, coercion: InputCoercion, document: Document
    ) throws(GraphQLError) -> JSONObject {
        var result = JSONObject(reserving: operation.variables.count)
        for variable in operation.variables {
            let name = variable.name.text
            guard let type = coercion.schema.resolve(variable.type) else { continue }
            do throws(InputProblem) {
                if let value = given[name] {
                    result[name] = try coercion.value(value, as: type)
                } else if let node = variable.defaultValue {
                    result[name] = try coercion.literal(node, as: type, variables: [:])
                } else if type.isNonNull {
                    throw InputProblem(message: "a value of type \(variable.type.description) is required")
                }
            } catch {
                throw GraphQLError(
                    "variable \"$\(name)\(error.pathWords)\": \(error.message)", code: .badUserInput,
                    locations: [document.location(variable.name.offset)])
            }
        }
        return result
    }
}
