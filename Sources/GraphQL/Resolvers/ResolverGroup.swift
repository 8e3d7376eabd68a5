/// Resolvers of one type, by the names of its fields.
///
/// `var station = ResolverGroup<APIContext>("Station")`, then `station["id"] = .leaf(…)`. A group without a type takes
/// full names: `group["Station.id"]`.
public struct ResolverGroup<Context: Sendable>: Sendable {
    let type: String
    private(set) var fields: [(name: String, resolver: FieldResolver<Context>)] = []

    public init(_ type: String = "") { self.type = type }

    private func fullName(_ name: String) -> String { type.isEmpty ? name : "\(type).\(name)" }

    /// Setting a field twice is reported when the engine is made.
    public subscript(_ name: String) -> FieldResolver<Context>? {
        get { fields.first { $0.name == fullName(name) }?.resolver }
        set { if let newValue { fields.append((fullName(name), newValue)) } }
    }

    /// Every resolver of the group that may suspend, inside of `scope`.
    public func within(_ scope: some ResolverScope<Context>) -> Self {
        var group = self
        group.fields = fields.map { ($0.name, $0.resolver.within(scope)) }
        return group
    }
}
