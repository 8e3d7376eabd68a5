/// A queue that takes from the front without moving the rest.
struct Deque<Element> {
    private var elements: [Element?] = []
    private var head = 0

    var count: Int { elements.count - head }
    var isEmpty: Bool { count == 0 }
    var first: Element? { isEmpty ? nil : elements[head] }

    mutating func append(_ element: Element) {
        elements.append(element)
    }

    mutating func popFirst() -> Element? {
        guard head < elements.count else { return nil }
        let first = elements[head]
        elements[head] = nil
        head += 1
        if head == elements.count {
            elements.removeAll(keepingCapacity: true)
            head = 0
        } else if head >= 1_024, head * 2 >= elements.count {
            elements.removeFirst(head)
            head = 0
        }
        return first
    }

    mutating func removeAll(where shouldRemove: (Element) -> Bool) {
        elements = elements[head...].filter { $0.map { !shouldRemove($0) } ?? false }
        head = 0
    }

    /// The index counts from the front and must be below `count`.
    subscript(index: Int) -> Element {
        _read {
            guard let element = elements[head + index] else { preconditionFailure("beyond the queue") }
            yield element
        }
        _modify {
            guard var element = elements[head + index].take() else { preconditionFailure("beyond the queue") }
            defer { elements[head + index] = element }
            yield &element
        }
    }

    func filterCount(_ matches: (Element) -> Bool) -> Int {
        elements[head...].count { $0.map(matches) ?? false }
    }

    func forEach(_ body: (Element) -> Void) {
        for case let element? in elements[head...] { body(element) }
    }
}
