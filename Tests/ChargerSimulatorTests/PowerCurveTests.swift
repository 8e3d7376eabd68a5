import Testing

@testable import ChargerSimulator

@Suite("Power curve")
struct PowerCurveTests {
    private let curve = PowerCurve(ratedPower: 11_000)

    @Test func `power rises along the ramp and then stays at what was agreed`() {
        let ramp = stride(from: 0.0, through: 15, by: 1).map { curve.power(after: $0, stateOfCharge: 0.3) }
        #expect(ramp.first == 0)
        #expect(zip(ramp, ramp.dropFirst()).allSatisfy { $0 < $1 })
        #expect(curve.power(after: 15, stateOfCharge: 0.3) == 11_000)
        #expect(curve.power(after: 4000, stateOfCharge: 0.79) == 11_000)
    }

    @Test func `power falls from the taper on, and a full battery takes nothing`() {
        let taper = stride(from: 0.8, to: 1, by: 0.01).map { curve.power(after: 60, stateOfCharge: $0) }
        #expect(zip(taper, taper.dropFirst()).allSatisfy { $0 > $1 })
        #expect((taper.last ?? 0) > 600)
        #expect(curve.power(after: 60, stateOfCharge: 1) == 0)
    }

    @Test(arguments: [1.0, 7, 60, 600, 3600])
    func `a full charge delivers exactly what the battery lacked, whatever the step`(step: Double) {
        let vehicle = Vehicle(capacity: 50_000, stateOfCharge: 0.4, curve: curve, voltage: 230, phases: 3)
        var flow = EnergyFlow(vehicle: vehicle)
        var sum = 0.0
        for _ in 0..<40_000 where !flow.isFull { sum += flow.advance(seconds: step) }
        #expect(flow.isFull)
        #expect(abs(sum - flow.delivered) < 0.01)
        #expect(abs(flow.delivered - 30_000) < 50)
    }

    @Test func `energy never runs backwards and current follows from power`() {
        var flow = EnergyFlow(
            vehicle: Vehicle(capacity: 40_000, stateOfCharge: 0.7, curve: curve, voltage: 230, phases: 3))
        for _ in 0..<500 {
            #expect(flow.advance(seconds: 30) >= 0)
            #expect(abs(flow.current * 230 * 3 - flow.power) < 0.001)
        }
        #expect(flow.advance(seconds: -5) == 0)
    }

    @Test func `an hour on the plateau is as many Wh as W`() {
        var flow = EnergyFlow(
            vehicle: Vehicle(capacity: 90_000, stateOfCharge: 0.1, curve: curve, voltage: 230, phases: 3))
        _ = flow.advance(seconds: 60)
        #expect(abs(flow.advance(seconds: 3600) - 11_000) < 1)
    }
}
