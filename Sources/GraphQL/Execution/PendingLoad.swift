/// A load by key that has not begun, and so can still take in others.
protocol UnitableLoad<Context>: Sendable {
    associatedtype Context: Sendable

    /// Two loads can only be the same if this is.
    var identity: LoadIdentity { get }
    var keyCount: Int { get }
    /// For each object of the field that this load was made for, its key's place.
    var places: KeyPlaces { get }
    /// The answer where there is no key at all.
    var nothing: FieldOutcome { get }

    /// Takes over the keys of a load that wants the same.
    ///
    /// - Returns: the places of its keys among all; `nil` if it wants something else.
    mutating func takeIn(_ other: any UnitableLoad<Context>) -> KeyPlaces?

    func run(_ request: FieldRequest, _ context: Context) async throws -> FieldOutcome
}

struct LoadIdentity: Hashable, Sendable {
    var loader: ObjectIdentifier
    var wantedHash: Int
}

/// Which of a load's keys each object of a field has.
enum KeyPlaces: Sendable {
    /// Object i has key i; the load may have more keys, of other fields.
    case inOrder(Int)
    /// −1: none.
    case each([Int32])
}

struct PendingLoad<Key: Hashable & Sendable, Wanted: Hashable & Sendable, Context: Sendable>: UnitableLoad {
    private let loader: KeyedLoader<Key, Wanted, Context>
    private let wanted: Wanted
    let identity: LoadIdentity
    private(set) var places = KeyPlaces.inOrder(0)
    private var distinct = DistinctKeys<Key>()

    init(_ loader: KeyedLoader<Key, Wanted, Context>, wanted: Wanted, keys: [Key?]) {
        self.loader = loader
        self.wanted = wanted
        identity = LoadIdentity(loader: ObjectIdentifier(loader), wantedHash: wanted.hashValue)
        let places = distinct.places(of: keys)
        self.places = distinct.keys.count == keys.count ? .inOrder(keys.count) : .each(places)
    }

    var keyCount: Int { distinct.keys.count }

    var nothing: FieldOutcome {
        loader.shape == .leaf ? .leaf(.null) : .composite(CompositeResult(elements: .null))
    }

    mutating func takeIn(_ other: any UnitableLoad<Context>) -> KeyPlaces? {
        guard let other = other as? Self, other.loader === loader, other.wanted == wanted else { return nil }
        let shared = distinct.places(of: other.distinct.keys)
        switch other.places {
        case .inOrder: return .each(shared)
        case .each(let places): return .each(places.map { $0 < 0 ? -1 : shared[Int($0)] })
        }
    }

    func run(_ request: FieldRequest, _ context: Context) async throws -> FieldOutcome {
        try await loader.load(distinct.keys, wanted, request, context)
    }
}
