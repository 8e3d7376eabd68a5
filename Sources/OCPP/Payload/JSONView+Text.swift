import JSON

extension JSONView {
    /// The string with each U+0000 replaced by U+FFFD; empty where this is not a string.
    func text(countingNulls nulls: inout Int) -> String {
        guard let utf8 else { return "" }
        let text = String(decoding: utf8, as: UTF8.self)
        return utf8.contains(0) ? text.replacingNulls(counting: &nulls) : text
    }
}

extension JSONValue {
    /// The value with each U+0000 in its texts and names replaced by U+FFFD.
    func replacingNulls(counting nulls: inout Int) -> JSONValue {
        switch self {
        case .null, .bool, .integer, .number: return self
        case .string(let text):
            return text.utf8.contains(0) ? .string(text.replacingNulls(counting: &nulls)) : self
        case .array(let elements):
            return .array(elements.map { $0.replacingNulls(counting: &nulls) })
        case .object(let object):
            var mended = JSONObject(reserving: object.count)
            for (name, value) in object.members {
                mended[name.replacingNulls(counting: &nulls)] = value.replacingNulls(counting: &nulls)
            }
            return .object(mended)
        }
    }
}

extension String {
    fileprivate func replacingNulls(counting nulls: inout Int) -> String {
        var mended = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if scalar.value == 0 { nulls += 1 }
            mended.append(scalar.value == 0 ? "\u{FFFD}" : scalar)
        }
        return String(mended)
    }
}
