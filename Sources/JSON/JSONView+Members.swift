#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension JSONView {
    /// The member of that name, or nil; nil too where this is not an object. Cost grows with the number of members.
    public func member(_ name: StaticString) -> JSONView? {
        guard name.hasPointerRepresentation else { return nil }
        return member(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    }

    /// The member whose name is known only at run time.
    @_disfavoredOverload
    public func member(_ name: String) -> JSONView? {
        var name = name
        return name.withUTF8 { member($0) }
    }

    public func member(_ name: UnsafeBufferPointer<UInt8>) -> JSONView? {
        guard isObject else { return nil }
        var cursor = index + 1
        let end = indexAfter - 1
        while cursor < end {
            let value = at(cursor + 1)
            if let found = at(cursor).utf8, found.hasSameBytes(as: name) { return value }
            cursor = value.indexAfter
        }
        return nil
    }

    /// Members in the order of the text, those that are named twice included; empty where this is not an object.
    @inlinable public var members: Members { Members(self) }

    /// Elements in the order of the text; empty where this is not an array.
    @inlinable public var elements: Elements { Elements(self) }

    public func forEachMember<E: Error>(_ body: (String, JSONView) throws(E) -> Void) throws(E) {
        for member in members { try body(member.name, member.value) }
    }

    public func forEachElement<E: Error>(_ body: (JSONView) throws(E) -> Void) throws(E) {
        for element in elements { try body(element) }
    }

    public struct Member {
        @usableFromInline let nameView: JSONView
        public let value: JSONView

        @inlinable
        init(nameView: JSONView, value: JSONView) {
            self.nameView = nameView
            self.value = value
        }

        public var name: String { nameView.string() ?? "" }

        /// The bytes of the name: valid UTF-8, and valid as long as the view.
        public var nameUTF8: UnsafeBufferPointer<UInt8> { nameView.utf8 ?? UnsafeBufferPointer(start: nil, count: 0) }
    }

    public struct Members: Sequence, IteratorProtocol {
        @usableFromInline var upcoming: JSONView
        @usableFromInline let end: Int

        @inlinable
        init(_ view: JSONView) {
            upcoming = view.at(view.index + 1)
            end = view.isObject ? view.indexAfter - 1 : 0
        }

        @inlinable
        public mutating func next() -> Member? {
            guard upcoming.index < end else { return nil }
            let member = Member(nameView: upcoming, value: upcoming.at(upcoming.index + 1))
            upcoming = upcoming.at(member.value.indexAfter)
            return member
        }
    }

    public struct Elements: Sequence, IteratorProtocol {
        @usableFromInline var upcoming: JSONView
        @usableFromInline let end: Int

        @inlinable
        init(_ view: JSONView) {
            upcoming = view.at(view.index + 1)
            end = view.isArray ? view.indexAfter - 1 : 0
        }

        @inlinable
        public mutating func next() -> JSONView? {
            guard upcoming.index < end else { return nil }
            let element = upcoming
            upcoming = upcoming.at(element.indexAfter)
            return element
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    func hasSameBytes(as other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard count == other.count else { return false }
        guard count > 0, let mine = baseAddress, let theirs = other.baseAddress else { return true }
        return memcmp(mine, theirs, count) == 0
    }
}
