import JSON

/// Section 7.1.6: the form of `errors`.
extension [GraphQLError] {
    func write(to writer: inout JSONWriter) {
        writer.name("errors")
        writer.beginArray()
        for error in self { error.write(to: &writer) }
        writer.endArray()
    }
}

extension GraphQLError {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("message")
        writer.string(message)
        if !locations.isEmpty {
            writer.name("locations")
            writer.beginArray()
            for location in locations {
                writer.beginObject()
                writer.name("line")
                writer.integer(location.line)
                writer.name("column")
                writer.integer(location.column)
                writer.endObject()
            }
            writer.endArray()
        }
        if !path.isEmpty {
            writer.name("path")
            writer.beginArray()
            for segment in path {
                switch segment {
                case .field(let name): writer.string(name)
                case .index(let index): writer.integer(index)
                }
            }
            writer.endArray()
        }
        writer.name("extensions")
        writer.beginObject()
        writer.name("code")
        writer.string(code.rawValue)
        for member in extensions.members where member.name != "code" {
            writer.name(member.name)
            writer.value(member.value)
        }
        writer.endObject()
        writer.endObject()
    }
}
