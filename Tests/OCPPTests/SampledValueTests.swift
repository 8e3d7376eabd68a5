import OCPP
import Testing

@Suite("Sampled value, normalised")
struct SampledValueTests {
    @Test(
        arguments: [
            (.wattHour, "1000", 1000, "Wh"), (.kilowattHour, "12.345", 12_345, "Wh"), (.kilowattHour, "0.1", 100, "Wh"),
            (.kilowattHour, "4.35", 4350, "Wh"), (.kilovarHour, "1", 1000, "varh"), (.kilowatt, "11.04", 11_040, "W"),
            (.kilovoltAmpere, "1.5", 1500, "VA"), (.kilovoltAmpereReactive, "-1.5", -1500, "var"),
            (.ampere, "16.1", 16.1, "A"),
            (.volt, "230", 230, "V"), (.percent, "81", 81, "%"), (.celsius, "21.5", 21.5, "°C"),
            (.celcius, "21", 21, "°C"),
            (.kelvin, "273.15", 0, "°C"), (.fahrenheit, "212", 100, "°C"), (.hertz, "50", 50, "Hz"),
        ] as [(OCPP16.UnitOfMeasure, String, Double, String)])
    func `units become ours`(unit: OCPP16.UnitOfMeasure, text: String, value: Double, ours: String) {
        let sample = OCPP16.SampledValue(value: text, unit: unit).normalised
        #expect(sample.value == value)
        #expect(sample.unit == ours)
    }

    @Test func `what is missing is what the standard says it means`() {
        let sample = OCPP16.SampledValue(value: "5").normalised
        #expect(sample.unit == "Wh")
        #expect(sample.measurand == "Energy.Active.Import.Register")
        #expect(sample.context == "Sample.Periodic")
        #expect(sample.location == "Outlet")
        #expect(sample.phase == nil)
        #expect(sample.signedData == nil)
    }

    @Test(
        arguments: [
            (.powerActiveImport, "W"), (.currentImport, "A"), (.voltage, "V"), (.stateOfCharge, "%"),
            (.temperature, "°C"),
            (.frequency, "Hz"), (.energyReactiveImportRegister, "varh"), (.energyActiveExportRegister, "Wh"),
            (.powerFactor, ""), (.fanSpeed, ""), (.powerReactiveExport, "var"),
        ] as [(OCPP16.Measurand, String)])
    func `a missing unit is the one usual for the measurand`(measurand: OCPP16.Measurand, unit: String) {
        #expect(OCPP16.SampledValue(value: "5", measurand: measurand).normalised.unit == unit)
    }

    @Test func `signed data is text and never a number`() {
        let sample = OCPP16.SampledValue(value: "0123456789", format: .signedData).normalised
        #expect(sample.value == nil)
        #expect(sample.signedData == "0123456789")
    }

    @Test(arguments: ["KWH", "kwh", "Kwh"])
    func `the case of a unit does not matter`(unit: String) throws {
        let value = #"{"timestamp":"2026-01-02T03:04:05Z","sampledValue":[{"value":"1,5","unit":"\#(unit)"}]}"#
        let payload = #"{"connectorId":1,"meterValue":[\#(value)]}"#
        let values = try #require(call("MeterValues", payload).call?.request as? OCPP16.MeterValues)
        #expect(values.meterValue.first?.sampledValue.first?.normalised.value == 1500)
        #expect(values.meterValue.first?.sampledValue.first?.normalised.unit == "Wh")
    }

    @Test(
        arguments: [
            ("", nil), ("abc", nil), ("nan", nil), ("inf", nil), ("0x10", nil), ("1.2.3", nil), ("-", nil), (".", nil),
            ("1e", nil), ("1e999", nil), ("--1", nil), ("1 2", nil), (String(repeating: "9", count: 65), nil),
            (" 12.5 ", 12.5), ("+5", 5), ("-5", -5), ("1,5", 1.5), (".5", 0.5), ("5.", 5), ("1e3", 1000),
            ("1E-3", 0.001),
            ("-0", 0), ("00012", 12), ("12345678901234567890", 12_345_678_901_234_567_168), ("1e-999", 0),
        ] as [(String, Double?)])
    func `text is a finite decimal number or none`(text: String, value: Double?) {
        #expect(OCPP16.SampledValue(value: text).normalised.value == value)
    }
}
