/// A sampled value in one unit for each quantity and with the standard's defaults filled in.
public struct NormalisedSample: Sendable, Equatable {
    /// Nil where the text is not a number, and for signed data.
    public let value: Double?
    /// Wh, varh, W, var, VA, A, V, Hz, %, °C; empty for bare numbers; as sent where it is none of the standard's.
    public let unit: String
    public let measurand: String
    public let phase: String?
    public let location: String
    public let context: String
    /// The meter's own signed record, as sent.
    public let signedData: String?
}

extension OCPP16.SampledValue {
    public var normalised: NormalisedSample {
        let unit = unit?.text.lowercased() ?? Self.usualUnit(of: measurand?.value)
        let isSigned = format?.value == .signedData
        let conversion = Conversion.ofUnits[unit]
        return NormalisedSample(
            value: isSigned
                ? nil
                : DecimalText.value(of: value, shiftedBy: conversion?.shift ?? 0).map {
                    conversion?.celsius($0) ?? $0
                },
            unit: conversion?.unit ?? self.unit?.text ?? unit,
            measurand: measurand?.text ?? OCPP16.Measurand.energyActiveImportRegister.rawValue,
            phase: phase?.text,
            location: location?.text ?? OCPP16.Location.outlet.rawValue,
            context: context?.text ?? OCPP16.ReadingContext.samplePeriodic.rawValue,
            signedData: isSigned ? value : nil)
    }

    /// Whether a missing unit cannot mean Wh, which the standard makes the default.
    var isUnitNeeded: Bool {
        switch Self.usualUnit(of: measurand?.value) {
        case "wh", "": false
        default: format?.value != .signedData
        }
    }

    /// In lower case, as the table of conversions has it.
    private static func usualUnit(of measurand: OCPP16.Measurand?) -> String {
        switch measurand {
        case .energyReactiveExportRegister, .energyReactiveImportRegister, .energyReactiveExportInterval,
            .energyReactiveImportInterval:
            "varh"
        case .powerActiveExport, .powerActiveImport, .powerOffered: "w"
        case .powerReactiveExport, .powerReactiveImport: "var"
        case .currentImport, .currentExport, .currentOffered: "a"
        case .voltage: "v"
        case .frequency: "hertz"
        case .temperature: "celsius"
        case .stateOfCharge: "percent"
        case .powerFactor, .fanSpeed: ""
        case .energyActiveExportRegister, .energyActiveImportRegister, .energyActiveExportInterval,
            .energyActiveImportInterval, nil:
            "wh"
        }
    }
}

/// From a wire unit to ours: a shift of the decimal point, and for temperatures a formula.
private struct Conversion: Sendable {
    let unit: String
    var shift = 0
    var celsius: @Sendable (Double) -> Double = { $0 }

    static let ofUnits: [String: Conversion] = [
        "wh": Conversion(unit: "Wh"), "kwh": Conversion(unit: "Wh", shift: 3),
        "varh": Conversion(unit: "varh"), "kvarh": Conversion(unit: "varh", shift: 3),
        "w": Conversion(unit: "W"), "kw": Conversion(unit: "W", shift: 3),
        "va": Conversion(unit: "VA"), "kva": Conversion(unit: "VA", shift: 3),
        "var": Conversion(unit: "var"), "kvar": Conversion(unit: "var", shift: 3),
        "a": Conversion(unit: "A"), "v": Conversion(unit: "V"),
        "hertz": Conversion(unit: "Hz"), "hz": Conversion(unit: "Hz"),
        "percent": Conversion(unit: "%"), "%": Conversion(unit: "%"),
        "celsius": Conversion(unit: "°C"), "celcius": Conversion(unit: "°C"), "c": Conversion(unit: "°C"),
        "k": Conversion(unit: "°C") { $0 - 273.15 },
        "fahrenheit": Conversion(unit: "°C") { ($0 - 32) * 5 / 9 },
    ]
}
