import JSON

/// The answers of an execution in a form that can be walked fast: every leaf is text already, every link a number.
///
/// A column is encoded in one go, objects that stand at several places once. What is left are a few flat arrays without
/// references, so that walking them object by object costs neither a lookup nor a count of references.
struct ResponseTexts: ~Copyable {
    /// One response field of one scope.
    struct Field {
        enum Kind { case constant, column, links }

        let kind: Kind
        /// Where the text of a constant begins, or the key in front of links; for a column its place in `offsets`.
        let start: Int
        /// Where that text ends.
        let end: Int
        /// The place in `links`.
        var link = 0
    }

    struct Scope {
        let fields: Range<Int>
        let count: Int
    }

    /// Places in `numbers`.
    struct Links {
        var levels: Range<Int>
        var targets: Int
        var scope: Int
        /// For each target its scope; −1 when all are in one.
        var scopes = -1
    }

    struct Level {
        var offsets: Int
        /// −1: no list is null; otherwise one number for each list, 1 for null.
        var nullLists = -1
    }

    private(set) var buffer: JSONColumnBuffer
    private(set) var scopes: [Scope] = []
    private(set) var fields: [Field] = []
    private(set) var links: [Links] = []
    private(set) var levels: [Level] = []
    private(set) var numbers: [Int32] = []

    init(scopes: [ExecutedScope], plan: OperationPlan) {
        let values = scopes.reduce(0) { $0 + $1.count * $1.fields.count }
        buffer = JSONColumnBuffer(reserving: min(256 + values * 24, 1 << 20), texts: values + 64)
        self.scopes.reserveCapacity(scopes.count)
        for scope in scopes { add(scope, plan.selections[scope.selection].fields) }
    }

    private mutating func add(_ scope: ExecutedScope, _ planned: [PlannedField]) {
        let first = fields.count
        for (place, answer) in scope.fields.enumerated() {
            let key = place == 0 ? planned[place].encodedKey : [UInt8(ascii: ",")] + planned[place].encodedKey
            fields.append(field(answer, key, count: scope.count))
        }
        scopes.append(Scope(fields: first..<fields.count, count: scope.count))
    }

    private mutating func field(_ answer: AnsweredField, _ key: [UInt8], count: Int) -> Field {
        switch answer {
        case .encoded(let text): constant(key + text)
        case .waiting: constant(key + Array("null".utf8))
        case .leaf(.constant(let value)): constant(key + value.encoded())
        case .leaf(let storage): Field(kind: .column, start: column(storage, key, count: count), end: 0)
        case .links(let links):
            {
                let text = buffer.append(key)
                add(links)
                return Field(
                    kind: .links, start: text.lowerBound, end: text.upperBound, link: self.links.count - 1)
            }()
        }
    }

    private mutating func constant(_ text: [UInt8]) -> Field {
        let range = buffer.append(text)
        return Field(kind: .constant, start: range.lowerBound, end: range.upperBound)
    }

    private mutating func column(_ storage: LeafColumn.Storage, _ key: [UInt8], count: Int) -> Int {
        switch storage {
        case .strings(let values): buffer.append(values, after: key)
        case .optionalStrings(let values): buffer.append(values, after: key)
        case .integers(let values): buffer.append(values, after: key)
        case .optionalIntegers(let values): buffer.append(values, after: key)
        case .numbers(let values): buffer.append(values, after: key)
        case .optionalNumbers(let values): buffer.append(values, after: key)
        case .booleans(let values): buffer.append(values, after: key)
        case .optionalBooleans(let values): buffer.append(values, after: key)
        case .timestamps(let values): buffer.append(values, after: key)
        case .optionalTimestamps(let values): buffer.append(values, after: key)
        case .json, .constant, .lists: buffer.append(count: count, after: key) { storage.write(at: $0, to: &$1) }
        }
    }

    private mutating func add(_ links: ObjectLinks) {
        let first = levels.count
        for level in links.levels {
            var flat = Level(offsets: numbers.count)
            numbers += level.offsets
            if let nullLists = level.nullLists {
                flat.nullLists = numbers.count
                numbers += nullLists.lazy.map { $0 ? 1 : 0 }
            }
            levels.append(flat)
        }
        var flat = Links(levels: first..<levels.count, targets: numbers.count, scope: Int(links.scope))
        numbers += links.targets
        if let scopes = links.scopes {
            flat.scopes = numbers.count
            numbers += scopes
        }
        self.links.append(flat)
    }
}

extension LeafColumn.Storage {
    /// One value; the slow way, for lists and for values of any form.
    fileprivate func write(at index: Int, to writer: inout JSONWriter) {
        switch self {
        case .lists(let elements, let offsets, let nullLists):
            guard nullLists?[index] != true else { return writer.null() }
            writer.beginArray()
            for element in Int(offsets[index])..<Int(offsets[index + 1]) { elements.write(at: element, to: &writer) }
            writer.endArray()
        case .integers(let values): writer.integer(values[index])
        case .numbers(let values): writer.number(values[index])
        default: writer.value(value(at: index))
        }
    }
}
