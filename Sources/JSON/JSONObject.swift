/// Named values in the order in which they were added.
///
/// Two objects are equal if they have the same members, in whatever order. Where a text or a literal names a member
/// twice, the first one counts. Lookup is by hash once there are more than a handful of members.
public struct JSONObject: Sendable {
    public private(set) var members: [(name: String, value: JSONValue)] = []
    /// Positions by name; empty as long as there are few members.
    private var positions: [String: Int] = [:]

    private static let fewMembers = 12

    public init() {}

    public init(reserving count: Int) {
        members.reserveCapacity(count)
    }

    public var count: Int { members.count }
    public var isEmpty: Bool { members.isEmpty }
    public var names: [String] { members.map(\.name) }

    /// Setting nil removes the member; setting a value keeps the member's place.
    public subscript(_ name: String) -> JSONValue? {
        get { position(of: name).map { members[$0].value } }
        set {
            switch (position(of: name), newValue) {
            case (let position?, let value?): members[position].value = value
            case (let position?, nil): remove(at: position)
            case (nil, let value?): append(name, value)
            case (nil, nil): break
            }
        }
    }

    mutating func appendIfAbsent(_ name: String, _ value: JSONValue) {
        guard position(of: name) == nil else { return }
        append(name, value)
    }

    private func position(of name: String) -> Int? {
        members.count > Self.fewMembers ? positions[name] : members.firstIndex { $0.name == name }
    }

    private mutating func append(_ name: String, _ value: JSONValue) {
        members.append((name, value))
        if members.count == Self.fewMembers + 1 {
            indexMembers()
        } else if members.count > Self.fewMembers {
            positions[name] = members.count - 1
        }
    }

    private mutating func remove(at position: Int) {
        members.remove(at: position)
        indexMembers()
    }

    private mutating func indexMembers() {
        positions.removeAll(keepingCapacity: true)
        guard members.count > Self.fewMembers else { return }
        for (position, member) in members.enumerated() { positions[member.name] = position }
    }
}

extension JSONObject: Hashable {
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.count == right.count && left.members.allSatisfy { right[$0.name] == $0.value }
    }

    public func hash(into hasher: inout Hasher) {
        var combined = 0
        for member in members {
            var own = Hasher()
            own.combine(member.name)
            own.combine(member.value)
            combined ^= own.finalize()
        }
        hasher.combine(combined)
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(reserving: elements.count)
        for (name, value) in elements { appendIfAbsent(name, value) }
    }
}
