/// Guesses what a client meant by a name that does not exist.
enum Suggestion {
    /// `; did you mean "stations"?`, or nothing.
    static func words(_ name: String, in known: [String]) -> String {
        guard name.utf8.count <= 64 else { return "" }
        let limit = max(1, name.utf8.count * 2 / 5)
        let near = known.map { (name: $0, distance: distance(name, $0)) }.filter { $0.distance <= limit }
        guard let best = near.min(by: { ($0.distance, $0.name) < ($1.distance, $1.name) }) else { return "" }
        return "; did you mean \"\(best.name)\"?"
    }

    /// How many letters must be changed, without regard to case.
    private static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.lowercased().utf8)
        let right = Array(right.lowercased().utf8)
        guard right.count <= 64 else { return .max }
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let substitution = diagonal + (a == b ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substitution, diagonal + 1, row[j] + 1)
            }
        }
        return row[right.count]
    }
}
