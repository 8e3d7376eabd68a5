import JSON
import OCPP
import Testing

@testable import Charging

/// What is refused before a charger has to, with what it was and what would do.
@Suite("Checks of charging profiles")
struct ProfileCheckTests {
    /// Why this profile cannot be sent.
    private func refusal(
        _ installed: InstalledProfile, at state: SmartChargingState = .running(), connector: Int = 1
    ) -> String? {
        do {
            _ = try state.checked(installed.profile, connector: connector)
            return nil
        } catch {
            return error.message
        }
    }

    private func good(_ change: (inout RequestedProfile) -> Void) -> InstalledProfile {
        .profile(9, .transactionDefault, [(0, 16), (60, 8)], change: change)
    }

    @Test func `a profile with all that it needs is sent`() {
        #expect(refusal(good { _ in }) == nil)
    }

    @Test(
        arguments: [
            ([(5, 16.0)], "The first period starts at 0; this one at 5."),
            ([(0, 16), (60, 8), (60, 6)], "Periods follow each other in time; 60 comes behind 60."),
            ([(0, -0.1)], "limit is -0.1; 0 to 1000000 is allowed."),
            ([(0, 8.25)], "limit is 8.25; one decimal is allowed."),
            ([(0, .infinity)], "limit is inf; 0 to 1000000 is allowed."),
            ([], "A schedule has 1 to 1000 periods; this one has 0."),
        ] as [([(start: Int, limit: Double)], String)])
    func `a schedule that makes no sense is refused`(periods: [(start: Int, limit: Double)], message: String) {
        #expect(refusal(.profile(1, .transactionDefault, periods)) == message)
    }

    @Test func `trap 28: 0 amperes, which pause, and one decimal are allowed`() {
        #expect(refusal(.profile(1, .transactionDefault, [(0, 0), (60, 6.1), (120, 16.3)])) == nil)
    }

    @Test func `a recurrency is there if and only if the profile recurs`() {
        #expect(
            refusal(good { $0.recurrency = .daily })
                == "A RECURRING profile, and no other, has a recurrency; this one is ABSOLUTE.")
        #expect(refusal(good { $0.kind = .recurring }) != nil)
        #expect(
            refusal(
                good {
                    $0.kind = .recurring
                    $0.recurrency = .weekly
                }) == nil)
    }

    @Test func `a profile ends after it begins`() {
        let refused = refusal(
            good {
                $0.validFrom = monday
                $0.validTo = monday
            })
        #expect(refused == "validTo comes after validFrom; \(monday) does not come after \(monday).")
    }

    @Test func `a charger's own limits are kept to, and a limit that it has not told is none`() {
        var state = SmartChargingState.running(.profile(1, .transactionDefault, level: 1, [(0, 10)]))
        #expect(refusal(good { $0.stackLevel = 99 }, at: state) == nil)
        state.limits.maximumStackLevel = 3
        #expect(
            refusal(good { $0.stackLevel = 4 }, at: state)
                == "stackLevel is 4; this charger allows 0 to 3 (ChargeProfileMaxStackLevel).")
        state.limits.maximumPeriods = 1
        #expect(
            refusal(good { _ in }, at: state)
                == "The schedule has 2 periods; this charger allows 1 (ChargingScheduleMaxPeriods).")
        state.limits = ProfileLimits()
        state.limits.units = [.watts]
        #expect(
            refusal(good { _ in }, at: state)
                == "The unit is A; this charger allows W (ChargingScheduleAllowedChargingRateUnit).")
    }

    @Test func `a charger that is full takes only what replaces`() {
        var state = SmartChargingState.running(.profile(1, .transactionDefault, level: 1, [(0, 10)]))
        state.limits.maximumProfiles = 1
        #expect(
            refusal(good { $0.stackLevel = 2 }, at: state)
                == "It would be profile number 2; this charger keeps 1 (MaxChargingProfilesInstalled).")
        #expect(refusal(good { $0.stackLevel = 1 }, at: state) == nil)
    }

    @Test func `limits are read from a configuration answer as chargers write them`() {
        let limits = ProfileLimits([
            .init(key: "chargeProfileMaxStackLevel", isReadonly: true, value: "8"),
            .init(key: "ChargingScheduleMaxPeriods", isReadonly: true, value: " 24"),
            .init(key: "MaxChargingProfilesInstalled", isReadonly: true, value: "many"),
            .init(key: "ChargingScheduleAllowedChargingRateUnit", isReadonly: true, value: "Current, Power"),
            .init(key: "HeartbeatInterval", isReadonly: false, value: "60"),
        ])
        #expect(limits.maximumStackLevel == 8 && limits.maximumPeriods == 24 && limits.maximumProfiles == nil)
        #expect(limits.units == [.amperes, .watts])
        #expect(ProfileLimits([.init(key: "HeartbeatInterval", isReadonly: false, value: "60")]).isEmpty)
    }
}
