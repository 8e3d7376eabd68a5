import JSON
import OCPP
import Testing

@testable import ChargerSimulator

@Suite("Charging profiles")
struct SmartChargingTests {
    private static func charging(_ script: String = "wait 24h", connectors: Int = 2) throws -> ManualFleet {
        let steps = try ScenarioParser.parse("boot\nplug 1\nstart 1 TAG\n" + script)
        var fleet = ManualFleet(steps, connectors: connectors) { $0.ratedPower = 11_000 }
        // A car that takes all that it is given, for a day.
        fleet.connect()
        fleet.machine.connectors[0].transaction?.flow = EnergyFlow(vehicle: car)
        fleet.pass(.seconds(60))
        return fleet
    }

    private static let car = Vehicle(
        capacity: 1e9, stateOfCharge: 0.1, curve: PowerCurve(ratedPower: 11_000), voltage: 230, phases: 3)

    private func profile(
        _ id: Int, _ periods: [(Int, Double)], _ unit: OCPP16.ChargingRateUnit = .amperes,
        _ purpose: OCPP16.ChargingProfilePurpose = .txDefaultProfile, level: Int = 0, duration: Int? = nil,
        start: Timestamp? = nil, validTo: Timestamp? = nil, phases: Int? = nil,
        kind: OCPP16.ChargingProfileKind = .absolute, recurrency: OCPP16.RecurrencyKind? = nil, transaction: Int? = nil
    ) -> OCPP16.ChargingProfile {
        OCPP16.ChargingProfile(
            id: id, stackLevel: level, purpose: purpose, kind: kind,
            schedule: OCPP16.ChargingSchedule(
                rateUnit: unit,
                periods: periods.map { OCPP16.ChargingSchedulePeriod(start: $0.0, limit: $0.1, phases: phases) },
                duration: duration, start: (start ?? Timestamp(microseconds: 0)).sent),
            transactionId: transaction, recurrency: recurrency, validTo: validTo?.sent)
    }

    private func set(_ profile: OCPP16.ChargingProfile, _ connector: Int, to fleet: inout ManualFleet) -> String? {
        fleet.order(OCPP16.SetChargingProfile(connectorId: connector, csChargingProfiles: profile))
    }

    private func power(_ fleet: ManualFleet, _ connector: Int = 1) -> Double? {
        fleet.machine.connectors[connector - 1].transaction?.flow.power
    }

    // MARK: What is drawn

    @Test func `a charge keeps to the limit in force, and to none when that is cleared`() throws {
        var fleet = try Self.charging()
        #expect(power(fleet) == 11_000)
        #expect(set(profile(1, [(0, 10)]), 1, to: &fleet) == "Accepted")
        #expect(power(fleet) == 6_900)
        let before = fleet.machine.connectors[0].register
        fleet.pass(.seconds(3600))
        #expect(abs(fleet.machine.connectors[0].register - before - 6_900) < 1)
        #expect(fleet.order(OCPP16.ClearChargingProfile(id: 2)) == "Unknown")
        #expect(fleet.order(OCPP16.ClearChargingProfile(connectorId: 1, stackLevel: 0)) == "Accepted")
        #expect(power(fleet) == 11_000)
    }

    @Test func `a limit changes at its time, and energy is counted by each`() throws {
        var fleet = try Self.charging()
        _ = set(profile(1, [(0, 10_000), (1800, 5_000)], .watts, start: fleet.now), 1, to: &fleet)
        let before = fleet.machine.connectors[0].register
        fleet.pass(.seconds(3600))
        #expect(abs(fleet.machine.connectors[0].register - before - 7_500) < 1)
        #expect(power(fleet) == 5_000)
    }

    @Test(arguments: [(0.0, OCPP16.ChargingRateUnit.amperes), (5.9, .amperes), (4_100, .watts)])
    func `less than a station can offer a car interrupts the charge until there is more`(
        limit: Double, unit: OCPP16.ChargingRateUnit
    ) throws {
        var fleet = try Self.charging()
        _ = set(profile(1, [(0, limit), (600, 16)], unit, duration: 300, start: fleet.now), 1, to: &fleet)
        #expect(power(fleet) == 0 && fleet.statuses(ofConnector: 1).last == .suspendedEVSE)
        let before = fleet.machine.connectors[0].register
        fleet.pass(.seconds(299))
        #expect(fleet.machine.connectors[0].register == before)
        fleet.pass(.seconds(60))
        #expect(power(fleet) == 11_000 && fleet.statuses(ofConnector: 1).last == .charging)
    }

    @Test func `what all may draw is shared by those that charge`() throws {
        var fleet = try Self.charging("start 2 OTHER\nwait 24h")
        fleet.machine.connectors[1].transaction?.flow = EnergyFlow(vehicle: Self.car)
        #expect(set(profile(1, [(0, 12_000)], .watts, .chargePointMaxProfile), 0, to: &fleet) == "Accepted")
        fleet.pass(.seconds(60))
        #expect(power(fleet, 1) == 6_000 && power(fleet, 2) == 6_000)
        fleet.order(OCPP16.RemoteStopTransaction(transactionId: 102))
        #expect(power(fleet, 1) == 11_000)
    }

    @Test func `a car on one phase gets the current of one phase`() throws {
        var fleet = try Self.charging()
        var car = Self.car
        (car.phases, car.curve.ratedPower) = (1, 7_400)
        fleet.machine.connectors[0].transaction?.flow = EnergyFlow(vehicle: car)
        _ = set(profile(1, [(0, 10)]), 1, to: &fleet)
        fleet.pass(.seconds(60))
        #expect(power(fleet) == 2_300)
    }

    // MARK: Which profile counts

    @Test func `the highest level counts while it has a period, a transaction's own before the defaults`() throws {
        var fleet = try Self.charging()
        _ = set(profile(1, [(0, 15)]), 0, to: &fleet)
        #expect(power(fleet) == 15 * 690.0)
        _ = set(profile(2, [(0, 8)], level: 1, duration: 600, start: fleet.now), 0, to: &fleet)
        #expect(power(fleet) == 8 * 690.0)
        // A connector's own default takes the place of all those of connector 0.
        _ = set(profile(3, [(0, 9)]), 1, to: &fleet)
        #expect(power(fleet) == 9 * 690.0)
        _ = set(profile(4, [(0, 7)], .amperes, .txProfile, duration: 300, start: fleet.now), 1, to: &fleet)
        #expect(power(fleet) == 7 * 690.0)
        fleet.pass(.seconds(301))
        #expect(power(fleet) == 9 * 690.0)
        fleet.order(OCPP16.ClearChargingProfile(id: 3))
        #expect(power(fleet) == 8 * 690.0)
        fleet.pass(.seconds(400))
        #expect(power(fleet) == 15 * 690.0)
    }

    @Test func `a profile takes the place of one of its id, and of its purpose and level there`() throws {
        var fleet = try Self.charging()
        _ = set(profile(1, [(0, 15)]), 1, to: &fleet)
        _ = set(profile(2, [(0, 14)]), 1, to: &fleet)
        _ = set(profile(3, [(0, 13)], level: 1), 1, to: &fleet)
        _ = set(profile(3, [(0, 13)], level: 2), 2, to: &fleet)
        #expect(fleet.machine.profiles.all.map(\.profile.id) == [2, 3])
    }

    @Test func `a daily schedule begins anew each day`() throws {
        var fleet = try Self.charging()
        let begin = fleet.now.advanced(by: .seconds(-3 * 86_400))
        let daily = profile(
            1, [(0, 10), (3600, 16)], start: begin, kind: .recurring, recurrency: .daily)
        _ = set(daily, 1, to: &fleet)
        #expect(power(fleet) == 6_900)
        fleet.pass(.seconds(3600))
        #expect(power(fleet) == 11_000)
        fleet.pass(.seconds(23 * 3600))
        #expect(power(fleet) == 6_900)
    }

    @Test func `a relative schedule counts from the start of the charge`() throws {
        var fleet = try Self.charging()
        // A minute has passed.
        _ = set(profile(1, [(0, 10), (90, 8)], kind: .relative), 1, to: &fleet)
        #expect(power(fleet) == 6_900)
        fleet.pass(.seconds(31))
        #expect(power(fleet) == 8 * 690.0)
    }

    @Test func `a profile for the transaction ends with it`() throws {
        var fleet = try Self.charging()
        #expect(set(profile(1, [(0, 10)], .amperes, .txProfile, transaction: 101), 1, to: &fleet) == "Accepted")
        fleet.order(OCPP16.RemoteStopTransaction(transactionId: 101))
        #expect(fleet.machine.profiles.all.isEmpty)
    }

    // MARK: What is refused

    @Test func `what makes no sense or is too much is rejected`() throws {
        var fleet = try Self.charging()
        let refused: [(OCPP16.ChargingProfile, Int)] = [
            (profile(1, [(0, 10)]), 9), (profile(1, [(0, 10)], .amperes, .chargePointMaxProfile), 1),
            (profile(1, [(0, 10)], .amperes, .txProfile), 0), (profile(1, [(0, 10)], .amperes, .txProfile), 2),
            (profile(1, [(0, 10)], .amperes, .txProfile, transaction: 7), 1), (profile(1, [(0, 10)], level: 11), 1),
            (profile(1, [(5, 10)]), 1), (profile(1, [(0, 10), (9, 8), (9, 7)]), 1),
            (profile(1, (0..<25).map { ($0, 10) }), 1), (profile(1, [(0, 10)], kind: .recurring), 1),
        ]
        for (profile, connector) in refused { #expect(set(profile, connector, to: &fleet) == "Rejected") }
        for id in 1...20 { #expect(set(profile(id, [(0, 10)], level: id % 10), 1 + id / 11, to: &fleet) == "Accepted") }
        #expect(set(profile(99, [(0, 10)], level: 10), 0, to: &fleet) == "Rejected")
    }

    // MARK: Remote start

    @Test func `a remote start brings its profile along`() throws {
        var fleet = ManualFleet(try ScenarioParser.parse("boot\nwait 24h"))
        fleet.connect()
        let sent = profile(1, [(0, 0)], .amperes, .txProfile, kind: .relative)
        #expect(
            fleet.order(OCPP16.RemoteStartTransaction(idTag: "R", connectorId: 1, chargingProfile: sent)) == "Accepted")
        fleet.pass(.seconds(20))
        #expect(fleet.statuses(ofConnector: 1) == [.available, .preparing, .suspendedEVSE])
        let wrong = profile(1, [(0, 6)])
        #expect(
            fleet.order(OCPP16.RemoteStartTransaction(idTag: "S", connectorId: 2, chargingProfile: wrong)) == "Rejected"
        )
    }

    // MARK: Composite schedules

    private func composite(
        _ connector: Int, _ unit: OCPP16.ChargingRateUnit? = nil, of fleet: inout ManualFleet, duration: Int = 3600
    ) throws -> OCPP16.ChargingSchedule? {
        fleet.order(OCPP16.GetCompositeSchedule(connectorId: connector, duration: duration, chargingRateUnit: unit))
        return try fleet.answer(to: OCPP16.GetCompositeSchedule.self)?.chargingSchedule
    }

    private func steps(_ schedule: OCPP16.ChargingSchedule?) -> [String]? {
        schedule?.periods.map { "\($0.start): \($0.limit)" }
    }

    @Test func `a composite schedule tells each limit of the time asked for`() throws {
        var fleet = try Self.charging()
        _ = set(profile(1, [(0, 16)]), 0, to: &fleet)
        _ = set(profile(2, [(0, 10), (600, 8)], level: 1, duration: 1200, start: fleet.now), 0, to: &fleet)
        _ = set(profile(3, [(0, 13)], .amperes, .chargePointMaxProfile), 0, to: &fleet)
        let schedule = try composite(1, of: &fleet)
        #expect(schedule?.rateUnit == .amperes && schedule?.duration == 3600)
        #expect(steps(schedule) == ["0: 10.0", "600: 8.0", "1200: 13.0"])
        #expect(steps(try composite(1, .watts, of: &fleet)) == ["0: 6900.0", "600: 5520.0", "1200: 8970.0"])
        // Both connectors together come to more than all may draw, and later to less.
        #expect(steps(try composite(0, of: &fleet)) == ["0: 13.0"])
        #expect(steps(try composite(1, of: &fleet, duration: 600)) == ["0: 10.0"])
        #expect(try composite(9, of: &fleet) == nil)
    }

    @Test func `where nothing limits, the rated power does`() throws {
        var fleet = try Self.charging()
        #expect(steps(try composite(1, .watts, of: &fleet)) == ["0: 11000.0"])
        #expect(steps(try composite(0, .watts, of: &fleet)) == ["0: 22000.0"])
    }

    @Test(arguments: [Int(Int32.max), 0])
    func `any duration is answered`(duration: Int) throws {
        var fleet = try Self.charging()
        _ = set(profile(1, [(0, 16), (Int.max, 8)], duration: .max), 1, to: &fleet)
        #expect(steps(try composite(1, of: &fleet, duration: duration)) == ["0: 16.0"])
    }
}

extension Timestamp {
    fileprivate var sent: SentTime { SentTime(self) }
}
