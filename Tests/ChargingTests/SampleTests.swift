import JSON
import OCPP
import TestSupport
import Testing

@testable import Charging

@Suite("Samples", .timeLimit(.minutes(1)))
struct SampleTests {
    static let places = [("Outlet", true), ("", true), ("Inlet", false), ("Body", false), ("EV", false)]

    private func sample(_ measurand: String, _ unit: String, location: String, phase: String = "") -> Sample {
        Sample(
            at: ReportedTime(understood: Timestamp(microseconds: 0), sent: ""), measurand: measurand, phase: phase,
            location: location, context: "Sample.Periodic", unit: unit, value: 1)
    }

    @Test(arguments: places)
    func `energy and power count where the car is plugged in`(location: String, counts: Bool) {
        #expect(sample("Energy.Active.Import.Register", "Wh", location: location).isEnergyRegister == counts)
        #expect(sample("Power.Active.Import", "W", location: location).isPower == counts)
    }

    @Test func `one phase of several is not the whole`() {
        #expect(!sample("Energy.Active.Import.Register", "Wh", location: "Outlet", phase: "L1").isEnergyRegister)
        #expect(!sample("Power.Active.Import", "W", location: "Outlet", phase: "L1").isPower)
    }

    /// A charger that measures at its supply too: what it loses on the way is not the driver's.
    @Test func `what flows into the charger is stored, and neither the energy nor the power of the session`()
        async throws
    {
        let bench = try await ChargePointBench()
        let transaction = try #require(await bench.exchange(Frames.start())?[2]?["transactionId"]?.integer)
        _ = await bench.exchange(meter(transaction, outlet: nil, inlet: (9000, 9999)))
        #expect(bench.database.sessions.map(\.energyWh) == [0])
        #expect(bench.row?.connector(1)?.powerW == nil)
        _ = await bench.exchange(meter(transaction, outlet: (1500, 7000), inlet: (9500, 9999)))
        await bench.settle()
        #expect(bench.database.sessions.map(\.energyWh) == [500])
        #expect(bench.row?.connector(1)?.powerW == 7000)
        guard case .metered(let report) = bench.database.reports.last else { return }
        #expect(report.samples.count == 4)
    }

    @Test(arguments: ["", #","location":"Outlet""#])
    func `a session with values of the outlet, named or not, has energy and power`(location: String) async throws {
        let bench = try await ChargePointBench()
        let transaction = try #require(await bench.exchange(Frames.start())?[2]?["transactionId"]?.integer)
        _ = await bench.exchange(frame(transaction, pair((1500, 7000), location)))
        await bench.settle()
        #expect(bench.database.sessions.map(\.energyWh) == [500])
        #expect(bench.row?.connector(1)?.powerW == 7000)
    }

    private func meter(_ transaction: Int64, outlet: (Int, Int)?, inlet: (Int, Int)) -> String {
        let values = [outlet.map { pair($0, "") }, pair(inlet, #","location":"Inlet""#)].compactMap { $0 }
        return frame(transaction, values.joined(separator: ","))
    }

    private func pair(_ values: (wh: Int, power: Int), _ location: String) -> String {
        #"{"value":"\#(values.wh)"\#(location)},"#
            + #"{"value":"\#(values.power)","measurand":"Power.Active.Import","unit":"W"\#(location)}"#
    }

    private func frame(_ transaction: Int64, _ values: String) -> String {
        let value = #"{"timestamp":"2026-09-21T10:05:00Z","sampledValue":[\#(values)]}"#
        return #"[2,"m1","MeterValues",{"connectorId":1,"transactionId":\#(transaction),"meterValue":[\#(value)]}]"#
    }
}
