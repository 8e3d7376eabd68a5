public import JSON

/// Reads the fields of one JSON object, tolerates what can be understood, and keeps a note of it.
///
/// Everything reads a wire name and returns nil where the field is absent; the `required…` forms throw instead.
public struct PayloadReader {
    public internal(set) var notes = DecodingNotes()
    var object: JSONView
    private var knownFields = 0

    /// Texts are kept whole up to this many times what the standard allows.
    private static let overlongFactor = 4
    private static let smallestCut = 255

    public init(_ object: JSONView) {
        self.object = object
    }

    /// Reads the payload and looks for fields that nobody asked for.
    mutating func payload<P: Payload>(_ type: P.Type) throws(PayloadError) -> P {
        guard object.isObject else {
            throw PayloadError(field: "", problem: .formation, message: "the payload is not an object")
        }
        let payload = try P(from: &self)
        if knownFields < object.count { notes.add(.unknownField, "payload") }
        return payload
    }

    mutating func member(_ name: StaticString) -> JSONView? {
        guard let member = object.member(name) else { return nil }
        knownFields += 1
        guard !member.isNull else {
            notes.add(.nullForAbsent, name)
            return nil
        }
        return member
    }

    /// The member of a kind that `{}` and `[]` never are: those stand for nothing.
    private mutating func filledMember(_ name: StaticString) -> JSONView? {
        guard let member = member(name) else { return nil }
        guard (member.isObject || member.isArray) && member.count == 0 else { return member }
        notes.add(.emptyStructureForAbsent, name)
        return nil
    }

    // MARK: Objects and arrays

    mutating func nested<T>(
        _ view: JSONView, _ name: StaticString, _ read: (inout PayloadReader) throws(PayloadError) -> T
    ) throws(PayloadError) -> T {
        guard view.isObject else { throw .wrongType(name, expected: "an object") }
        let outer = (object, knownFields)
        defer { (object, knownFields) = outer }
        object = view
        knownFields = 0
        let value = try read(&self)
        if knownFields < object.count { notes.add(.unknownField, name) }
        return value
    }

    mutating func object<T>(
        _ name: StaticString, _ read: (inout PayloadReader) throws(PayloadError) -> T
    ) throws(PayloadError) -> T? {
        guard let member = filledMember(name) else { return nil }
        return try nested(member, name, read)
    }

    mutating func objects<T>(
        _ name: StaticString, _ read: (inout PayloadReader) throws(PayloadError) -> T
    ) throws(PayloadError) -> [T]? {
        guard let member = member(name) else { return nil }
        if member.isObject, member.count == 0 {
            notes.add(.emptyStructureForAbsent, name)
            return nil
        }
        if member.isObject {
            notes.add(.objectForArray, name)
            return [try nested(member, name, read)]
        }
        guard member.isArray else { throw .wrongType(name, expected: "an array") }
        if member.count == 0 { notes.add(.emptyArray, name) }
        var values: [T] = []
        values.reserveCapacity(member.count)
        for element in member.elements { values.append(try nested(element, name, read)) }
        return values
    }

    /// Those of several objects that can be read: what a meter says is worth less than the message that it comes with.
    ///
    /// Nil where nothing is there.
    mutating func readableObjects<T>(
        _ name: StaticString, _ read: (inout PayloadReader) throws(PayloadError) -> T
    ) -> [T]? {
        guard let member = member(name) else { return nil }
        guard member.isArray else {
            if member.isObject, member.count == 0 {
                notes.add(.emptyStructureForAbsent, name)
                return nil
            }
            if member.isObject { notes.add(.objectForArray, name) }
            return readable(member, name, read).map { [$0] } ?? []
        }
        if member.count == 0 { notes.add(.emptyArray, name) }
        return member.elements.compactMap { readable($0, name, read) }
    }

    private mutating func readable<T>(
        _ view: JSONView, _ name: StaticString, _ read: (inout PayloadReader) throws(PayloadError) -> T
    ) -> T? {
        do {
            return try nested(view, name, read)
        } catch {
            notes.add(.valueDropped, name)
            return nil
        }
    }

    mutating func requiredObject<T>(
        _ name: StaticString, _ read: (inout PayloadReader) throws(PayloadError) -> T
    ) throws(PayloadError) -> T {
        guard let value = try object(name, read) else { throw .missing(name) }
        return value
    }

    mutating func requiredObjects<T>(
        _ name: StaticString, _ read: (inout PayloadReader) throws(PayloadError) -> T
    ) throws(PayloadError) -> [T] {
        guard let values = try objects(name, read) else { throw .missing(name) }
        return values
    }

    mutating func texts(_ name: StaticString, maximum: Int) throws(PayloadError) -> [String]? {
        guard let member = member(name) else { return nil }
        guard member.isArray else { return [try text(of: member, name, maximum: maximum)] }
        if member.count == 0 { notes.add(.emptyArray, name) }
        var texts: [String] = []
        texts.reserveCapacity(member.count)
        for element in member.elements { texts.append(try text(of: element, name, maximum: maximum)) }
        return texts
    }

    // MARK: Text

    /// An empty text is taken as absent unless it can mean something.
    mutating func text(
        _ name: StaticString, maximum: Int? = nil, keepsEmpty: Bool = false
    ) throws(PayloadError) -> String? {
        guard let member = filledMember(name) else { return nil }
        let text = try text(of: member, name, maximum: maximum)
        guard text.isEmpty, !keepsEmpty else { return text }
        notes.add(.emptyForAbsent, name)
        return nil
    }

    /// A text in which some vendors send an object instead.
    mutating func textOrStructure(_ name: StaticString) throws(PayloadError) -> String? {
        guard let member = filledMember(name) else { return nil }
        guard member.isObject || member.isArray else { return try text(of: member, name, maximum: nil) }
        notes.add(.structureForText, name)
        let value = member.value.replacingNulls(counting: &notes.replacedNulls)
        return String(decoding: value.encoded(), as: UTF8.self)
    }

    mutating func requiredText(_ name: StaticString, maximum: Int? = nil) throws(PayloadError) -> String {
        guard let text = try text(name, maximum: maximum, keepsEmpty: true) else { throw .missing(name) }
        return text
    }

    mutating func text(of view: JSONView, _ name: StaticString, maximum: Int?) throws(PayloadError) -> String {
        guard let utf8 = view.utf8 else { return try textOfOther(view, name) }
        let text = view.text(countingNulls: &notes.replacedNulls)
        guard let maximum, utf8.count > maximum, text.unicodeScalars.count > maximum else { return text }
        let cut = max(maximum * Self.overlongFactor, Self.smallestCut)
        guard utf8.count > cut, text.unicodeScalars.count > cut else {
            notes.add(.overlongText, name)
            return text
        }
        notes.add(.truncatedText, name)
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(cut)))
    }

    private mutating func textOfOther(_ view: JSONView, _ name: StaticString) throws(PayloadError) -> String {
        switch view.kind {
        case .integer, .number, .bool:
            notes.add(.numberForText, name)
            return String(decoding: view.value.encoded(), as: UTF8.self)
        case .null, .array, .object, .string:
            throw .wrongType(name, expected: "text")
        }
    }

    // MARK: Numbers

    mutating func integer(
        _ name: StaticString, in range: ClosedRange<Int> = Int.min...Int.max
    ) throws(PayloadError) -> Int? {
        guard let member = filledMember(name) else { return nil }
        let value = try integer(of: member, name)
        guard range.contains(value) else {
            throw .badValue(name, "must be between \(range.lowerBound) and \(range.upperBound)")
        }
        return value
    }

    mutating func requiredInteger(
        _ name: StaticString, in range: ClosedRange<Int> = Int.min...Int.max
    ) throws(PayloadError) -> Int {
        guard let value = try integer(name, in: range) else { throw .missing(name) }
        return value
    }

    private mutating func integer(of view: JSONView, _ name: StaticString) throws(PayloadError) -> Int {
        if view.kind == .integer, let value = view.integer() { return Int(truncatingIfNeeded: value) }
        let number = try number(of: view, name, expected: "an integer")
        guard let value = Int(exactly: number.rounded()) else { throw .badValue(name, "is out of range") }
        if view.kind == .number { notes.add(.decimalForInteger, name) }
        if number != number.rounded() { notes.add(.roundedToInteger, name) }
        return value
    }

    mutating func number(_ name: StaticString) throws(PayloadError) -> Double? {
        guard let member = filledMember(name) else { return nil }
        return try number(of: member, name, expected: "a number")
    }

    private mutating func number(
        of view: JSONView, _ name: StaticString, expected: StaticString
    ) throws(PayloadError) -> Double {
        if let number = view.number() { return number }
        guard let text = view.string(), let number = DecimalText.value(of: text) else {
            throw .wrongType(name, expected: expected)
        }
        notes.add(.textForNumber, name)
        return number
    }

    mutating func bool(_ name: StaticString) throws(PayloadError) -> Bool? {
        guard let member = filledMember(name) else { return nil }
        if let value = member.bool() { return value }
        switch member.string()?.lowercased() {
        case "true":
            notes.add(.textForBoolean, name)
            return true
        case "false":
            notes.add(.textForBoolean, name)
            return false
        default: throw .wrongType(name, expected: "true or false")
        }
    }
}
