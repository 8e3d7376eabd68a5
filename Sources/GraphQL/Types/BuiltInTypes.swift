/// What every schema has without its author saying so (sections 3.5, 3.13 and 4.2).
enum BuiltInTypes {
    static let scalars: Set<String> = ["Int", "Float", "String", "Boolean", "ID"]

    static let sdl = """
        "A whole number of 32 bits with its sign."
        scalar Int
        "A number of double precision (IEEE 754)."
        scalar Float
        "Text."
        scalar String
        "True or false."
        scalar Boolean
        "Identifies an object; not made to be read by people."
        scalar ID

        "Leaves out the field or fragment if true."
        directive @skip("Leave out when true." if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
        "Includes the field or fragment only if true."
        directive @include("Include when true." if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
        "Marks what should not be used any more."
        directive @deprecated(
            "Why, and what to use instead." reason: String! = "No longer supported"
        ) on FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE
        "Tells where a scalar's format is specified."
        directive @specifiedBy("Address of the specification." url: String!) on SCALAR
        "Exactly one field of the input object must be given."
        directive @oneOf on INPUT_OBJECT

        type __Schema {
            description: String
            types: [__Type!]!
            queryType: __Type!
            mutationType: __Type
            subscriptionType: __Type
            directives: [__Directive!]!
        }

        type __Type {
            kind: __TypeKind!
            name: String
            description: String
            specifiedByURL: String
            fields(includeDeprecated: Boolean! = false): [__Field!]
            interfaces: [__Type!]
            possibleTypes: [__Type!]
            enumValues(includeDeprecated: Boolean! = false): [__EnumValue!]
            inputFields(includeDeprecated: Boolean! = false): [__InputValue!]
            ofType: __Type
            isOneOf: Boolean
        }

        enum __TypeKind { SCALAR OBJECT INTERFACE UNION ENUM INPUT_OBJECT LIST NON_NULL }

        type __Field {
            name: String!
            description: String
            args(includeDeprecated: Boolean! = false): [__InputValue!]!
            type: __Type!
            isDeprecated: Boolean!
            deprecationReason: String
        }

        type __InputValue {
            name: String!
            description: String
            type: __Type!
            defaultValue: String
            isDeprecated: Boolean!
            deprecationReason: String
        }

        type __EnumValue {
            name: String!
            description: String
            isDeprecated: Boolean!
            deprecationReason: String
        }

        type __Directive {
            name: String!
            description: String
            isRepeatable: Boolean!
            locations: [__DirectiveLocation!]!
            args(includeDeprecated: Boolean! = false): [__InputValue!]!
        }

        enum __DirectiveLocation {
            QUERY MUTATION SUBSCRIPTION FIELD FRAGMENT_DEFINITION FRAGMENT_SPREAD INLINE_FRAGMENT VARIABLE_DEFINITION
            SCHEMA SCALAR OBJECT FIELD_DEFINITION ARGUMENT_DEFINITION INTERFACE UNION ENUM ENUM_VALUE INPUT_OBJECT
            INPUT_FIELD_DEFINITION
        }
        """

    /// The entry points of introspection, which the query type gets in addition (section 4.2).
    static let queryFields = """
        type Query {
            __schema: __Schema!
            __type(name: String!): __Type
        }
        """
}
