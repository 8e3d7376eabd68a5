import CoreMetrics
import Synchronization

/// Collects the process's metrics and writes them in Prometheus' text format, version 0.0.4.
///
/// Bounded: past `seriesLimit` distinct series new ones are counted in one total and otherwise ignored.
final class PrometheusMetrics: MetricsFactory {
    private struct Series: Hashable {
        let name: String
        let labels: [String: String]
    }
    private struct Table {
        var cells: [Series: Cell] = [:]
        var refused = 0
    }
    private static let seriesLimit = 10_000
    private let table = Mutex(Table())

    /// One series' value: a counter, a gauge, or the sum and count of a distribution.
    fileprivate final class Cell: Sendable {
        enum Kind: String { case counter, gauge, summary }
        struct Value {
            var sum = 0.0
            var count = 0
        }
        let kind: Kind
        let value = Mutex(Value())
        init(kind: Kind) { self.kind = kind }
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        CounterCell(cell(label + "_total", dimensions, .counter))
    }

    func makeFloatingPointCounter(label: String, dimensions: [(String, String)]) -> any FloatingPointCounterHandler {
        CounterCell(cell(label + "_total", dimensions, .counter))
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        GaugeCell(cell(label, dimensions, .gauge))
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        if aggregate {
            SummaryCell(cell(label, dimensions, .summary))
        } else {
            GaugeCell(cell(label, dimensions, .gauge))
        }
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        SummaryCell(cell(label + "_seconds", dimensions, .summary))
    }

    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}

    private func cell(_ label: String, _ dimensions: [(String, String)], _ kind: Cell.Kind) -> Cell {
        let labels = Dictionary(
            dimensions.map { (Self.cleanName($0.0), $0.1) }, uniquingKeysWith: { first, _ in first })
        let series = Series(name: Self.cleanName(label), labels: labels)
        return table.withLock { table in
            if let cell = table.cells[series] { return cell }
            let cell = Cell(kind: kind)
            if table.cells.count < Self.seriesLimit { table.cells[series] = cell } else { table.refused += 1 }
            return cell
        }
    }

    private static func cleanName(_ name: String) -> String {
        String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") ? $0 : "_" })
    }

    /// All series, grouped by name as the format asks for.
    func text(pulled: [PulledFigure] = []) -> String {
        let (cells, refused) = table.withLock { ($0.cells, $0.refused) }
        let refusals = PulledFigure(
            name: "stationmaster_metric_series_refused_total", value: Double(refused), kind: .counter)
        var text = ""
        for (name, group) in Dictionary(grouping: cells, by: \.key.name).sorted(by: { $0.key < $1.key }) {
            guard let kind = group.first?.value.kind else { continue }
            text += "# TYPE \(name) \(kind.rawValue)\n"
            for (series, cell) in group.sorted(by: { Self.labels($0.key) < Self.labels($1.key) })
            where cell.kind == kind {
                text += Self.lines(name, Self.labels(series), cell)
            }
        }
        for (name, group) in Dictionary(grouping: pulled + [refusals], by: \.name).sorted(by: { $0.key < $1.key }) {
            text += "# TYPE \(name) \(group[0].kind.rawValue)\n"
            for figure in group {
                let labels = Dictionary(figure.labels, uniquingKeysWith: { first, _ in first })
                text += "\(name)\(Self.labels(Series(name: name, labels: labels))) \(figure.value)\n"
            }
        }
        return text
    }

    private static func lines(_ name: String, _ labels: String, _ cell: Cell) -> String {
        let value = cell.value.withLock { $0 }
        guard cell.kind == .summary else { return "\(name)\(labels) \(value.sum)\n" }
        return "\(name)_sum\(labels) \(value.sum)\n\(name)_count\(labels) \(value.count)\n"
    }

    private static func labels(_ series: Series) -> String {
        guard !series.labels.isEmpty else { return "" }
        let pairs = series.labels.sorted { $0.key < $1.key }.map { key, value in
            let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
            return "\(key)=\"\(escaped)\""
        }
        return "{" + pairs.joined(separator: ",") + "}"
    }
}

/// What is asked for when somebody looks, rather than counted as it happens. Its name is its own.
struct PulledFigure: Sendable {
    enum Kind: String { case counter, gauge }

    var name: String
    var labels: [(String, String)] = []
    var value: Double
    var kind = Kind.gauge
}

private final class CounterCell: CounterHandler, FloatingPointCounterHandler {
    private let cell: PrometheusMetrics.Cell
    init(_ cell: PrometheusMetrics.Cell) { self.cell = cell }
    func increment(by amount: Int64) { cell.value.withLock { $0.sum += Double(amount) } }
    func increment(by amount: Double) { cell.value.withLock { $0.sum += amount } }
    func reset() { cell.value.withLock { $0.sum = 0 } }
}

private final class GaugeCell: MeterHandler, RecorderHandler {
    private let cell: PrometheusMetrics.Cell
    init(_ cell: PrometheusMetrics.Cell) { self.cell = cell }
    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { cell.value.withLock { $0.sum = value } }
    func increment(by amount: Double) { cell.value.withLock { $0.sum += amount } }
    func decrement(by amount: Double) { cell.value.withLock { $0.sum -= amount } }
    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }
}

private final class SummaryCell: RecorderHandler, TimerHandler {
    private let cell: PrometheusMetrics.Cell
    init(_ cell: PrometheusMetrics.Cell) { self.cell = cell }
    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) {
        cell.value.withLock {
            $0.sum += value
            $0.count += 1
        }
    }
    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
}
