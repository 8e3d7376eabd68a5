/// The last few of something, oldest first.
package struct RecentList<Element> {
    package let limit: Int
    private var stored: [Element] = []
    /// Where the oldest one stands once the list is full.
    private var start = 0

    package init(limit: Int) { self.limit = max(0, limit) }

    package mutating func append(_ element: Element) {
        guard limit > 0 else { return }
        if stored.count < limit {
            stored.append(element)
        } else {
            stored[start] = element
            start = (start + 1) % limit
        }
    }

    package var elements: [Element] { Array(stored[start...] + stored[..<start]) }
    package var isEmpty: Bool { stored.isEmpty }
}

extension RecentList: Sendable where Element: Sendable {}
extension RecentList: Equatable where Element: Equatable {}

/// What is read may come from anywhere, and is believed as far as it can be.
extension RecentList: Codable where Element: Codable {
    private enum CodingKeys: String, CodingKey { case limit, stored, start }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(limit: try values.decode(Int.self, forKey: .limit))
        let read = try values.decode([Element].self, forKey: .stored)
        let first = try values.decode(Int.self, forKey: .start)
        let start = read.indices.contains(first) ? first : 0
        for element in read[start...] + read[..<start] { append(element) }
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(limit, forKey: .limit)
        try values.encode(stored, forKey: .stored)
        try values.encode(start, forKey: .start)
    }
}
