extension OCPP16 {
    /// OCPP 1.6 edition 2, section 7.35.
    public enum ReadingContext: String, Sendable, Hashable, CaseIterable {
        case interruptionBegin = "Interruption.Begin"
        case interruptionEnd = "Interruption.End"
        case sampleClock = "Sample.Clock"
        case samplePeriodic = "Sample.Periodic"
        case transactionBegin = "Transaction.Begin"
        case transactionEnd = "Transaction.End"
        case trigger = "Trigger"
        case other = "Other"
    }

    /// OCPP 1.6 edition 2, section 7.49.
    public enum ValueFormat: String, Sendable, Hashable, CaseIterable {
        case raw = "Raw"
        case signedData = "SignedData"
    }

    /// OCPP 1.6 edition 2, section 7.31.
    public enum Measurand: String, Sendable, Hashable, CaseIterable {
        case energyActiveExportRegister = "Energy.Active.Export.Register"
        case energyActiveImportRegister = "Energy.Active.Import.Register"
        case energyReactiveExportRegister = "Energy.Reactive.Export.Register"
        case energyReactiveImportRegister = "Energy.Reactive.Import.Register"
        case energyActiveExportInterval = "Energy.Active.Export.Interval"
        case energyActiveImportInterval = "Energy.Active.Import.Interval"
        case energyReactiveExportInterval = "Energy.Reactive.Export.Interval"
        case energyReactiveImportInterval = "Energy.Reactive.Import.Interval"
        case powerActiveExport = "Power.Active.Export"
        case powerActiveImport = "Power.Active.Import"
        case powerOffered = "Power.Offered"
        case powerReactiveExport = "Power.Reactive.Export"
        case powerReactiveImport = "Power.Reactive.Import"
        case powerFactor = "Power.Factor"
        case currentImport = "Current.Import"
        case currentExport = "Current.Export"
        case currentOffered = "Current.Offered"
        case voltage = "Voltage"
        case frequency = "Frequency"
        case temperature = "Temperature"
        case stateOfCharge = "SoC"
        case fanSpeed = "RPM"
    }

    /// OCPP 1.6 edition 2, section 7.34.
    public enum Phase: String, Sendable, Hashable, CaseIterable {
        case l1 = "L1"
        case l2 = "L2"
        case l3 = "L3"
        case n = "N"
        case l1N = "L1-N"
        case l2N = "L2-N"
        case l3N = "L3-N"
        case l1L2 = "L1-L2"
        case l2L3 = "L2-L3"
        case l3L1 = "L3-L1"
    }

    /// OCPP 1.6 edition 2, section 7.30.
    public enum Location: String, Sendable, Hashable, CaseIterable {
        case body = "Body"
        case cable = "Cable"
        case vehicle = "EV"
        case inlet = "Inlet"
        case outlet = "Outlet"
    }

    /// OCPP 1.6 edition 2, section 7.45, and the misspelling of its first edition.
    public enum UnitOfMeasure: String, Sendable, Hashable, CaseIterable {
        case wattHour = "Wh"
        case kilowattHour = "kWh"
        case varHour = "varh"
        case kilovarHour = "kvarh"
        case watt = "W"
        case kilowatt = "kW"
        case voltAmpere = "VA"
        case kilovoltAmpere = "kVA"
        case voltAmpereReactive = "var"
        case kilovoltAmpereReactive = "kvar"
        case ampere = "A"
        case volt = "V"
        case kelvin = "K"
        case celcius = "Celcius"
        case celsius = "Celsius"
        case fahrenheit = "Fahrenheit"
        case percent = "Percent"
        case hertz = "Hertz"
    }
}
