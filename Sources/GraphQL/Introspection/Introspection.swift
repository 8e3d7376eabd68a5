import JSON

/// Answers questions about the schema (chapter 4), with resolvers like any others.
enum Introspection<Context: Sendable> {
    static func resolvers(for schema: Schema) -> [ResolverGroup<Context>] {
        [
            entryPoints(schema), schemaFields(schema), typeFields(schema), typeLists(schema), fieldFields(schema),
            inputFields(schema), enumValueFields(), directiveFields(schema),
        ]
    }

    private static func entryPoints(_ schema: Schema) -> ResolverGroup<Context> {
        var group = ResolverGroup<Context>(schema[schema.queryType].name)
        group["__schema"] = .object { _, _ in .one(RootObject()) }
        group["__type"] = .object { field, _ in
            guard let id = field.string("name").flatMap({ schema.typeIDs[$0] }) else { return .null }
            return .one(IntrospectedTypes(types: [.named(id)]))
        }
        return group
    }

    private static func schemaFields(_ schema: Schema) -> ResolverGroup<Context> {
        var group = ResolverGroup<Context>("__Schema")
        group["description"] = .leaf { _, _ in .constant(schema.description.map { .string($0) } ?? .null) }
        group["types"] = .list { _, _ in
            .all(IntrospectedTypes(types: schema.types.indices.map { .named(TypeID(index: $0)) }))
        }
        for (name, kind) in [
            ("queryType", OperationKind.query), ("mutationType", .mutation), ("subscriptionType", .subscription),
        ] {
            group[name] = .object { _, _ in
                schema.rootType(of: kind).map { .one(IntrospectedTypes(types: [.named($0)])) } ?? .null
            }
        }
        group["directives"] = .list { _, _ in .all(IntrospectedDirectives(directives: schema.directives)) }
        return group
    }

    private static func typeFields(_ schema: Schema) -> ResolverGroup<Context> {
        var group = ResolverGroup<Context>("__Type")
        group["kind"] = .leaf(on: IntrospectedTypes.self) { types, _, _ in
            .strings(
                types.batch.types.map { type in
                    switch type {
                    case .named(let id): schema[id].kind.rawValue
                    case .list: "LIST"
                    case .nonNull: "NON_NULL"
                    }
                })
        }
        let named: @Sendable (TypeReference) -> NamedType? = { type in
            if case .named(let id) = type { schema[id] } else { nil }
        }
        group["name"] = .leaf(on: IntrospectedTypes.self) { types, _, _ in
            .strings(types.batch.types.map { named($0)?.name })
        }
        group["description"] = .leaf(on: IntrospectedTypes.self) { types, _, _ in
            .strings(types.batch.types.map { named($0)?.description })
        }
        group["specifiedByURL"] = .leaf(on: IntrospectedTypes.self) { types, _, _ in
            .strings(types.batch.types.map { named($0)?.specifiedBy })
        }
        group["isOneOf"] = .leaf(on: IntrospectedTypes.self) { types, _, _ in
            .booleans(types.batch.types.map { named($0).flatMap { $0.kind == .inputObject ? $0.isOneOf : nil } })
        }
        group["ofType"] = .object(on: IntrospectedTypes.self) { types, _, _ in
            var inner = IntrospectedTypes(types: [])
            let rows = types.batch.types.map { type -> Int32 in
                switch type {
                case .named: return -1
                case .list(let element), .nonNull(let element):
                    inner.types.append(element)
                    return Int32(clamping: inner.types.count - 1)
                }
            }
            return .rows(rows, of: inner)
        }
        return group
    }

    private static func typeLists(_ schema: Schema) -> ResolverGroup<Context> {
        var group = ResolverGroup<Context>("__Type")
        group["fields"] = .list(on: IntrospectedTypes.self) { types, field, _ in
            let all = field.boolean("includeDeprecated") ?? false
            let lists = types.batch.types.map { type -> [Field]? in
                guard case .named(let id) = type, schema[id].kind == .object || schema[id].kind == .interface else {
                    return nil
                }
                return schema[id].fields.filter { !$0.isHidden && (all || $0.deprecation == nil) }
            }
            return ListResult.lists(lists) { IntrospectedFields(fields: $0) }
        }
        group["interfaces"] = .list(on: IntrospectedTypes.self) { types, _, _ in
            let lists = types.batch.types.map { type -> [TypeReference]? in
                guard case .named(let id) = type, schema[id].kind == .object || schema[id].kind == .interface else {
                    return nil
                }
                return schema[id].interfaces.map { .named($0) }
            }
            return ListResult.lists(lists) { IntrospectedTypes(types: $0) }
        }
        group["possibleTypes"] = .list(on: IntrospectedTypes.self) { types, _, _ in
            let lists = types.batch.types.map { type -> [TypeReference]? in
                guard case .named(let id) = type, schema[id].isAbstract else { return nil }
                return schema[id].possibleTypes.map { .named($0) }
            }
            return ListResult.lists(lists) { IntrospectedTypes(types: $0) }
        }
        group["enumValues"] = .list(on: IntrospectedTypes.self) { types, field, _ in
            let all = field.boolean("includeDeprecated") ?? false
            let lists = types.batch.types.map { type -> [EnumValue]? in
                guard case .named(let id) = type, schema[id].kind == .enumeration else { return nil }
                return schema[id].values.filter { all || $0.deprecation == nil }
            }
            return ListResult.lists(lists) { IntrospectedEnumValues(values: $0) }
        }
        group["inputFields"] = .list(on: IntrospectedTypes.self) { types, field, _ in
            let all = field.boolean("includeDeprecated") ?? false
            let lists = types.batch.types.map { type -> [InputValue]? in
                guard case .named(let id) = type, schema[id].kind == .inputObject else { return nil }
                return schema[id].inputFields.filter { all || $0.deprecation == nil }
            }
            return ListResult.lists(lists) { IntrospectedInputs(values: $0) }
        }
        return group
    }

    private static func fieldFields(_ schema: Schema) -> ResolverGroup<Context> {
        var group = ResolverGroup<Context>("__Field")
        group["name"] = .leaf(on: IntrospectedFields.self) { fields, _, _ in .strings(fields.batch.fields.map(\.name)) }
        group["description"] = .leaf(on: IntrospectedFields.self) { fields, _, _ in
            .strings(fields.batch.fields.map(\.description))
        }
        group["args"] = .list(on: IntrospectedFields.self) { fields, field, _ in
            let all = field.boolean("includeDeprecated") ?? false
            let lists = fields.batch.fields.map { field in
                Optional(field.arguments.filter { all || $0.deprecation == nil })
            }
            return ListResult.lists(lists) { IntrospectedInputs(values: $0) }
        }
        group["type"] = .object(on: IntrospectedFields.self) { fields, _, _ in
            .each(IntrospectedTypes(types: fields.batch.fields.map(\.type)))
        }
        group["isDeprecated"] = .leaf(on: IntrospectedFields.self) { fields, _, _ in
            .booleans(fields.batch.fields.map { $0.deprecation != nil })
        }
        group["deprecationReason"] = .leaf(on: IntrospectedFields.self) { fields, _, _ in
            .strings(fields.batch.fields.map(\.deprecation))
        }
        return group
    }

    private static func inputFields(_ schema: Schema) -> ResolverGroup<Context> {
        var group = ResolverGroup<Context>("__InputValue")
        group["name"] = .leaf(on: IntrospectedInputs.self) { inputs, _, _ in .strings(inputs.batch.values.map(\.name)) }
        group["description"] = .leaf(on: IntrospectedInputs.self) { inputs, _, _ in
            .strings(inputs.batch.values.map(\.description))
        }
        group["type"] = .object(on: IntrospectedInputs.self) { inputs, _, _ in
            .each(IntrospectedTypes(types: inputs.batch.values.map(\.type)))
        }
        group["defaultValue"] = .leaf(on: IntrospectedInputs.self) { inputs, _, _ in
            .strings(inputs.batch.values.map { $0.defaultValue.map { Printer.print($0) } })
        }
        group["isDeprecated"] = .leaf(on: IntrospectedInputs.self) { inputs, _, _ in
            .booleans(inputs.batch.values.map { $0.deprecation != nil })
        }
        group["deprecationReason"] = .leaf(on: IntrospectedInputs.self) { inputs, _, _ in
            .strings(inputs.batch.values.map(\.deprecation))
        }
        return group
    }

    private static func enumValueFields() -> ResolverGroup<Context> {
        var group = ResolverGroup<Context>("__EnumValue")
        group["name"] = .leaf(on: IntrospectedEnumValues.self) { values, _, _ in
            .strings(values.batch.values.map(\.name))
        }
        group["description"] = .leaf(on: IntrospectedEnumValues.self) { values, _, _ in
            .strings(values.batch.values.map(\.description))
        }
        group["isDeprecated"] = .leaf(on: IntrospectedEnumValues.self) { values, _, _ in
            .booleans(values.batch.values.map { $0.deprecation != nil })
        }
        group["deprecationReason"] = .leaf(on: IntrospectedEnumValues.self) { values, _, _ in
            .strings(values.batch.values.map(\.deprecation))
        }
        return group
    }

    private static func directiveFields(_ schema: Schema) -> ResolverGroup<Context> {
        var group = ResolverGroup<Context>("__Directive")
        group["name"] = .leaf(on: IntrospectedDirectives.self) { directives, _, _ in
            .strings(directives.batch.directives.map(\.name))
        }
        group["description"] = .leaf(on: IntrospectedDirectives.self) { directives, _, _ in
            .strings(directives.batch.directives.map(\.description))
        }
        group["isRepeatable"] = .leaf(on: IntrospectedDirectives.self) { directives, _, _ in
            .booleans(directives.batch.directives.map(\.isRepeatable))
        }
        group["locations"] = .leaf(on: IntrospectedDirectives.self) { directives, _, _ in
            .json(
                directives.batch.directives.map { directive in
                    .array(directive.locations.map { .string($0.rawValue) })
                })
        }
        group["args"] = .list(on: IntrospectedDirectives.self) { directives, field, _ in
            let all = field.boolean("includeDeprecated") ?? false
            let lists = directives.batch.directives.map { directive in
                Optional(directive.arguments.filter { all || $0.deprecation == nil })
            }
            return ListResult.lists(lists) { IntrospectedInputs(values: $0) }
        }
        return group
    }
}

extension ListResult {
    /// One list or null per parent, all elements in one batch.
    fileprivate static func lists<Element>(
        _ lists: [[Element]?], batch: ([Element]) -> any ObjectBatch
    ) -> ListResult {
        var elements: [Element] = []
        var offsets: [Int32] = [0]
        for list in lists {
            elements += list ?? []
            offsets.append(Int32(clamping: elements.count))
        }
        return .rows(of: batch(elements), offsets: offsets).withNullLists(lists.map { $0 == nil })
    }
}
