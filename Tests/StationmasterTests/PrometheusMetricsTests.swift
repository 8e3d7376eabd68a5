import CoreMetrics
import Testing

@testable import Stationmaster

@Suite("Prometheus metrics")
struct PrometheusMetricsTests {
    private let metrics = PrometheusMetrics()

    @Test func `counters of one name stand under one type line, each with its labels`() {
        metrics.makeCounter(label: "frames", dimensions: [("action", "Heartbeat")]).increment(by: 2)
        metrics.makeCounter(label: "frames", dimensions: [("action", "Heartbeat")]).increment(by: 1)
        metrics.makeCounter(label: "frames", dimensions: [("action", "BootNotification")]).increment(by: 5)
        let text = metrics.text()
        #expect(
            text.hasPrefix(
                """
                # TYPE frames_total counter
                frames_total{action="BootNotification"} 5.0
                frames_total{action="Heartbeat"} 3.0

                """))
    }

    @Test func `a timer is a summary in seconds`() {
        metrics.makeTimer(label: "commit", dimensions: []).recordNanoseconds(1_500_000_000)
        #expect(
            metrics.text().contains("# TYPE commit_seconds summary\ncommit_seconds_sum 1.5\ncommit_seconds_count 1\n"))
    }

    @Test func `names and labels cannot break the format`() {
        metrics.makeCounter(label: "a.b-c", dimensions: [("x y", "say \"hi\"\n\\")]).increment(by: 1)
        #expect(metrics.text().contains("a_b_c_total{x_y=\"say \\\"hi\\\"\\n\\\\\"} 1.0\n"))
    }

    @Test func `a flood of series is bounded`() {
        for number in 0..<10_050 { metrics.makeCounter(label: "n", dimensions: [("id", "\(number)")]).increment(by: 1) }
        #expect(metrics.text().contains("stationmaster_metric_series_refused_total 50.0\n"))
    }
}
