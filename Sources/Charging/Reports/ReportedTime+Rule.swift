package import JSON

extension ReportedTime {
    private static let earliest = Timestamp(parsing: "2015-01-01T00:00:00Z") ?? Timestamp(microseconds: 0)
    private static let tolerance = Duration.seconds(300)

    /// Clocks that were never set start in 1970, and some run ahead; such a time is understood as that of the receipt.
    ///
    /// - Parameter parsed: nil when there was none, or it could not be read.
    package init(sent: String?, parsed: Timestamp?, receivedAt: Timestamp) {
        let isCredible = parsed.map { $0 >= Self.earliest && $0 <= receivedAt.advanced(by: Self.tolerance) } ?? false
        self.init(understood: isCredible ? parsed ?? receivedAt : receivedAt, sent: sent ?? "")
    }
}
