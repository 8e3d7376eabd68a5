import JSON

/// Writes the answers of an execution as JSON, in the order of the selection.
///
/// Sections 7.1 and 7.2.1. It first adds up how long every object is, then fills memory of exactly that size: a response
/// that is too long is refused before a byte of it is written. Nothing recurses with the depth of the query.
struct ResponseWriter: ~Copyable {
    private let texts: ResponseTexts
    /// By scope, where its objects' lengths begin in `lengths`.
    private var firstLengths: [Int] = []
    private var lengths: [Int] = []

    /// - Parameter extensions: JSON text of the member `extensions`, if there is one.
    /// - Returns: `nil` when the response would be longer than allowed.
    static func bytes(
        scopes: [ExecutedScope], plan: OperationPlan, isNull: Bool, errors: [GraphQLError],
        extensions: [UInt8]? = nil, maximumBytes: Int
    ) -> [UInt8]? {
        var head = JSONWriter()
        head.beginObject()
        if !errors.isEmpty { errors.write(to: &head) }
        head.name("data")
        if isNull { head.null() }
        let tail = (extensions.map { Array(",\"extensions\":".utf8) + $0 } ?? []) + [UInt8(ascii: "}")]
        guard !isNull else {
            let whole = head.bytes + tail
            return whole.count <= maximumBytes ? whole : nil
        }
        let writer = ResponseWriter(ResponseTexts(scopes: scopes, plan: plan))
        let (total, hasOverflowed) = writer.length.addingReportingOverflow(head.count + tail.count)
        guard !hasOverflowed, total <= maximumBytes else { return nil }
        return [UInt8](unsafeUninitializedCapacity: total) { output, count in
            count = writer.write(head.bytes, tail, to: output)
        }
    }

    private init(_ texts: consuming ResponseTexts) {
        self.texts = texts
        measure()
    }

    private var length: Int { lengths.first ?? 0 }

    // MARK: Lengths

    /// Scopes come after those that refer to them, so the last are measured first.
    private mutating func measure() {
        var total = 0
        for index in texts.scopes.indices {
            firstLengths.append(total)
            total += texts.scopes[index].count
        }
        lengths = Array(repeating: 0, count: total)
        for index in texts.scopes.indices.reversed() {
            let scope = texts.scopes[index]
            let first = firstLengths[index]
            var same = 2
            for field in scope.fields {
                let field = texts.fields[field]
                switch field.kind {
                case .constant: same += field.end - field.start
                case .column:
                    for position in 0..<scope.count {
                        let start = texts.buffer.offsets[field.start + position]
                        add(texts.buffer.offsets[field.start + position + 1] - start, to: first + position)
                    }
                case .links:
                    same += field.end - field.start
                    for position in 0..<scope.count {
                        add(length(texts.links[field.link], depth: 0, position), to: first + position)
                    }
                }
            }
            for position in first..<first + scope.count { add(same, to: position) }
        }
    }

    /// Objects that stand at many places multiply, so the sum stops at the largest number.
    private mutating func add(_ length: Int, to place: Int) {
        let (sum, hasOverflowed) = lengths[place].addingReportingOverflow(length)
        lengths[place] = hasOverflowed || sum > Self.longest ? Self.longest : sum
    }

    private static let longest = Int.max / 4

    /// Goes as deep as the type has lists.
    private func length(_ links: ResponseTexts.Links, depth: Int, _ index: Int) -> Int {
        guard depth < links.levels.count else {
            let target = texts.numbers[links.targets + index]
            let scope = links.scopes < 0 ? links.scope : Int(texts.numbers[links.scopes + index])
            return target < 0 || scope < 0 ? 4 : lengths[firstLengths[scope] + Int(target)]
        }
        let level = texts.levels[links.levels.lowerBound + depth]
        guard level.nullLists < 0 || texts.numbers[level.nullLists + index] == 0 else { return 4 }
        let range =
            Int(texts.numbers[level.offsets + index])..<Int(texts.numbers[level.offsets + index + 1])
        var sum = 2 + max(0, range.count - 1)
        for element in range {
            let (next, hasOverflowed) = sum.addingReportingOverflow(length(links, depth: depth + 1, element))
            sum = hasOverflowed || next > Self.longest ? Self.longest : next
        }
        return sum
    }

    // MARK: Writing

    private func write(_ head: [UInt8], _ tail: [UInt8], to output: UnsafeMutableBufferPointer<UInt8>) -> Int {
        texts.buffer.withBytes { text in
            texts.buffer.offsets.withUnsafeBufferPointer { offsets in
                texts.fields.withUnsafeBufferPointer { fields in
                    texts.numbers.withUnsafeBufferPointer { numbers in
                        var walk = ResponseWalk(
                            text: text, offsets: offsets, fields: fields, numbers: numbers, scopes: texts.scopes,
                            links: texts.links, levels: texts.levels, output: output)
                        return walk.write(head, tail)
                    }
                }
            }
        }
    }
}
