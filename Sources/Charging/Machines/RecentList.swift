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
extension RecentList: Codable where Element: Codable {}
