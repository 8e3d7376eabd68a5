/// Types with what is around them, as `__Type` shows them (section 4.2.2).
struct IntrospectedTypes: ObjectBatch {
    var types: [TypeReference]

    var count: Int { types.count }
}

struct IntrospectedFields: ObjectBatch {
    var fields: [Field]

    var count: Int { fields.count }
}

/// Arguments and fields of input objects.
struct IntrospectedInputs: ObjectBatch {
    var values: [InputValue]

    var count: Int { values.count }
}

struct IntrospectedEnumValues: ObjectBatch {
    var values: [EnumValue]

    var count: Int { values.count }
}

struct IntrospectedDirectives: ObjectBatch {
    var directives: [Directive]

    var count: Int { directives.count }
}
