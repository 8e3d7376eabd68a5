import GraphQL

/// 1,000 objects of ten fields as columns, made of the same formulas in every engine's script.
struct ThingColumns: ObjectBatch {
    let ids: [String]
    let names: [String]
    let numbers: [Int64]
    let ratios: [Double]
    let switches: [Bool]
    let kinds: [String]
    let labels: [String?]
    let counts: [Int64?]
    let totals: [Double?]
    let notes: [String?]

    init(_ things: [Thing]) {
        ids = things.map(\.id)
        names = things.map(\.name)
        numbers = things.map(\.number)
        ratios = things.map(\.ratio)
        switches = things.map(\.isOn)
        kinds = things.map(\.kind)
        labels = things.map(\.label)
        counts = things.map(\.count)
        totals = things.map(\.total)
        notes = things.map(\.note)
    }

    var count: Int { ids.count }
}

/// The same as objects, the form that the other engines read.
struct Thing: Sendable {
    let id: String
    let name: String
    let number: Int64
    let ratio: Double
    let isOn: Bool
    let kind: String
    let label: String?
    let count: Int64?
    let total: Double?
    let note: String?

    init(_ index: Int) {
        id = "thing-\(index)"
        name = "Thing number \(index)"
        number = Int64(index) * 7
        ratio = Double(index) / 8
        isOn = index % 2 == 0
        kind = ["FIRST", "SECOND", "THIRD"][index % 3]
        label = index % 4 == 0 ? nil : "label \(index % 10)"
        count = index % 5 == 0 ? nil : Int64(index % 100)
        total = index % 6 == 0 ? nil : Double(index) * 1.25
        note = index % 7 == 0 ? nil : "a note with \"quotes\" on \(index)"
    }

    static let all = (0..<1_000).map(Thing.init)
}

struct ThingObjects: ObjectBatch {
    let things: [Thing]
    var count: Int { things.count }
}

/// Ten sites of ten areas of ten points: rows of each kind, those of one parent beside each other.
struct SiteRows: ObjectBatch {
    let names: [String]
    let areas: AreaRows
    var count: Int { names.count }

    static let all = SiteRows(
        names: (0..<10).map { "Site \($0)" },
        areas: AreaRows(
            names: (0..<100).map { "Area \($0)" },
            points: PointRows(names: (0..<1_000).map { "Point \($0)" }, values: (0..<1_000).map { Double($0) / 4 })))
}

struct AreaRows: ObjectBatch {
    let names: [String]
    let points: PointRows
    var count: Int { names.count }
}

struct PointRows: ObjectBatch {
    let names: [String]
    let values: [Double]
    var count: Int { names.count }
}
