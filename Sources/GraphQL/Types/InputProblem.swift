/// Why a value does not fit its type, and where in the value.
struct InputProblem: Error, Equatable {
    var message: String
    var path: [PathSegment] = []
    /// Where in the document, if the value came from there.
    var offset: Int32?

    func inside(_ segment: PathSegment) -> InputProblem {
        InputProblem(message: message, path: [segment] + path, offset: offset)
    }

    /// `input.stationIds[2]`, in front of which the caller puts the name of the argument or variable.
    var pathWords: String {
        path.reduce(into: "") { words, segment in
            switch segment {
            case .field(let name): words += ".\(name)"
            case .index(let index): words += "[\(index)]"
            }
        }
    }
}
