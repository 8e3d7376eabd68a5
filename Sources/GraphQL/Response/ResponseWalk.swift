/// One walk over the objects of a response, which copies their texts into memory that has room for exactly those.
///
/// Keeps what is unfinished in a list of its own instead of on the stack.
struct ResponseWalk {
    private enum Step {
        /// Fields of an object that are still to be written.
        case object(next: Int, end: Int, position: Int)
        /// Elements of a list that are still to be written.
        case list(link: Int, depth: Int, next: Int, end: Int, isFirst: Bool)
    }

    private let text: UnsafePointer<UInt8>
    private let offsets: UnsafeBufferPointer<Int>
    private let fields: UnsafeBufferPointer<ResponseTexts.Field>
    private let numbers: UnsafeBufferPointer<Int32>
    private let scopes: [ResponseTexts.Scope]
    private let links: [ResponseTexts.Links]
    private let levels: [ResponseTexts.Level]
    private let output: UnsafeMutableBufferPointer<UInt8>
    private var count = 0
    private var steps: [Step] = []

    init(
        text: UnsafePointer<UInt8>, offsets: UnsafeBufferPointer<Int>,
        fields: UnsafeBufferPointer<ResponseTexts.Field>, numbers: UnsafeBufferPointer<Int32>,
        scopes: [ResponseTexts.Scope], links: [ResponseTexts.Links], levels: [ResponseTexts.Level],
        output: UnsafeMutableBufferPointer<UInt8>
    ) {
        self.text = text
        self.offsets = offsets
        self.fields = fields
        self.numbers = numbers
        self.scopes = scopes
        self.links = links
        self.levels = levels
        self.output = output
    }

    /// - Returns: how many bytes were written.
    mutating func write(_ head: [UInt8], _ tail: [UInt8]) -> Int {
        put(head)
        begin(scope: 0, position: 0)
        while let step = steps.popLast() {
            switch step {
            case .object(let next, let end, let position): object(next, end, position)
            case .list(let link, let depth, let next, let end, let isFirst):
                guard next < end else {
                    put(UInt8(ascii: "]"))
                    continue
                }
                if !isFirst { put(UInt8(ascii: ",")) }
                steps.append(.list(link: link, depth: depth, next: next + 1, end: end, isFirst: false))
                follow(link, depth: depth + 1, next)
            }
        }
        put(tail)
        return count
    }

    private mutating func begin(scope: Int, position: Int) {
        put(UInt8(ascii: "{"))
        let fields = scopes[scope].fields
        steps.append(.object(next: fields.lowerBound, end: fields.upperBound, position: position))
    }

    private mutating func object(_ next: Int, _ end: Int, _ position: Int) {
        for place in next..<end {
            let field = fields[place]
            switch field.kind {
            case .constant: copy(field.start, field.end)
            case .column: copy(offsets[field.start + position], offsets[field.start + position + 1])
            case .links:
                copy(field.start, field.end)
                steps.append(.object(next: place + 1, end: end, position: position))
                return follow(field.link, depth: 0, position)
            }
        }
        put(UInt8(ascii: "}"))
    }

    private mutating func follow(_ link: Int, depth: Int, _ index: Int) {
        let links = links[link]
        guard depth < links.levels.count else {
            let target = numbers[links.targets + index]
            let scope = links.scopes < 0 ? links.scope : Int(numbers[links.scopes + index])
            return target < 0 || scope < 0 ? null() : begin(scope: scope, position: Int(target))
        }
        let level = levels[links.levels.lowerBound + depth]
        guard level.nullLists < 0 || numbers[level.nullLists + index] == 0 else { return null() }
        put(UInt8(ascii: "["))
        steps.append(
            .list(
                link: link, depth: depth, next: Int(numbers[level.offsets + index]),
                end: Int(numbers[level.offsets + index + 1]), isFirst: true))
    }

    // MARK: Bytes

    private mutating func put(_ byte: UInt8) {
        guard count < output.count else { return }
        output[count] = byte
        count += 1
    }

    private mutating func null() {
        for byte in "null".utf8 { put(byte) }
    }

    private mutating func copy(_ start: Int, _ end: Int) {
        // The lengths were added up before; should they ever differ, the answer is wrong but memory is not.
        guard let output = output.baseAddress, end - start <= self.output.count - count else { return }
        (output + count).update(from: text + start, count: end - start)
        count += end - start
    }

    private mutating func put(_ bytes: [UInt8]) {
        for byte in bytes { put(byte) }
    }
}
