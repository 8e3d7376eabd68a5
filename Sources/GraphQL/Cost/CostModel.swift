/// What the parts of a request are worth, from which its cost is estimated before any work.
///
/// The cost of a request is a sum over all objects and fields that it can make:
/// - each object costs the weight of its type;
/// - each field costs its weight once for each object that it is resolved for, and the weights of the arguments given;
/// - everything below a list counts as often as the list is long. Where a field has slicing arguments, that is the largest
///   of their values, defaults included; it applies to the field's own list or, for a connection, to the sized fields of the
///   object inside. Other lists have an assumed size.
///
/// A schema that declares the directives of IBM's GraphQL cost specification says the same about single fields and types:
/// `@cost(weight:)` on fields, arguments, objects, scalars and enums, and `@listSize(assumedSize:, slicingArguments:,
/// sizedFields:, requireOneSlicingArgument:)` on fields. What is written here by name wins over the schema, and the schema
/// over the defaults. Weights on fields of input objects are not counted.
public struct CostModel: Sendable {
    /// Of an object whose type has no weight of its own.
    public var objectWeight = 1.0
    /// Of a scalar or enum value whose type has no weight of its own.
    public var leafWeight = 0.0
    /// Of a field that answers objects.
    public var objectFieldWeight = 1.0
    /// Of a field that answers scalars or enums.
    public var leafFieldWeight = 0.0
    /// By the names of types.
    public var typeWeights: [String: Double] = [:]
    /// By `Station.sessions`.
    public var fieldWeights: [String: Double] = [:]
    /// Arguments that say how long a list gets, wherever a field has them.
    public var slicingArguments = ["first", "last"]
    /// Fields of a connection whose lists are as long as the slicing arguments say.
    public var sizedFields = ["nodes", "edges"]
    /// Of lists about which nothing is known.
    public var assumedListSize = 10
    /// By `Station.connectors`.
    public var listSizes: [String: Int] = [:]

    public init() {}
}
