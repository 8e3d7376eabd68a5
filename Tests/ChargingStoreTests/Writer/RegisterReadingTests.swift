import Charging
import Testing

@testable import ChargingStore

@Suite("Readings of a register")
struct RegisterReadingTests {
    @Test(
        arguments: [
            ([5_000_000], 5_000_000), ([0, 5_000_000, 5_002_000], 5_000_000), ([4_899_000, 4_903_000], 4_903_000),
            ([5_003_000, 0], nil), ([], nil),
        ] as [([Double], Double?)])
    func `the lowest state is one from which the register can have been reached`(states: [Double], lowest: Double?) {
        let registers = states.map { Sample.register(at: 0, $0) }
        #expect(RegisterReading.lowest(of: registers, before: 5_002_000, at: at(0))?.value == lowest)
    }

    @Test func `with the time between them, more can have been given`() {
        let registers = [Sample.register(at: 0, 4_000_000)]
        #expect(RegisterReading.lowest(of: registers, before: 5_000_000, at: at(3_000)) == nil)
        #expect(RegisterReading.lowest(of: registers, before: 5_000_000, at: at(3_600)) == registers[0])
    }
}
