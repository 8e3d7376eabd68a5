import OCPP

/// One thing that a driver, a car or a bad day does to a charge point.
enum Step: Equatable, Sendable {
    /// Wait until the central system has accepted the BootNotification.
    case boot
    case plug(connector: Int)
    /// Present a tag; nil: the charge point's next one.
    case authorize(IdTag?)
    /// Close the contactor and send StartTransaction; nil: the tag authorized last.
    case start(connector: Int, IdTag?)
    case charge(connector: Int?, ChargeGoal)
    case stop(connector: Int?, OCPP16.StopReason)
    case unplug(connector: Int?)
    /// The car (or the station) interrupts the flow for a while without ending the transaction.
    case suspend(connector: Int, by: Suspension.Cause, Duration)
    case fault(connector: Int, OCPP16.ChargePointErrorCode)
    case recover(connector: Int)
    case wait(Duration)
    /// Lose the socket for so long.
    case disconnect(Duration)
    case heartbeat
    /// Send a StatusNotification although nothing has changed.
    case status(connector: Int)
    /// Send MeterValues now.
    case meter(connector: Int)
    case expect(Expectation)
    /// As long as chance will have it.
    case waitBetween(Duration, Duration)
    case link(LinkStep)
    case quirk(QuirkStep)
    case wire(WireStep)
    case answer(AnswerRule)
    case file(FileStep)
    case security(SecurityStep)
    /// Never reaches a player: ``ScriptCursor`` follows it.
    case flow(FlowStep)
    /// Start again with the first step.
    case loop
}

/// When a charge has lasted long enough.
enum ChargeGoal: Equatable, Sendable {
    /// Real time, whatever the time factor.
    case duration(Duration)
    /// State of charge, 0…1.
    case stateOfCharge(Double)
    /// Wh.
    case energy(Double)

    static let full = ChargeGoal.stateOfCharge(1)
}

/// What must hold for a script to go on.
enum Expectation: Equatable, Sendable {
    /// The verdict on the tag presented last, by Authorize or StartTransaction.
    case verdict(OCPP16.AuthorizationStatus)
    case status(connector: Int, OCPP16.ChargePointStatus, within: Duration)
    /// The central system sends that operation within this time.
    case operation(String, within: Duration)
    case scripted(ScriptedExpectation, within: Duration)
    /// What is drawn at a connector, in W.
    case power(connector: Int, ClosedRange<Int>, within: Duration)
    /// That status of the last update was told, and the central system knows of it.
    case firmware(OCPP16.SignedFirmwareStatus, within: Duration)
    /// The same of the last upload.
    case upload(OCPP16.UploadLogStatus, within: Duration)
    /// A certificate of its own has come and was taken.
    case certificate(within: Duration)
}

/// What is expected of messages that a script spelled out, and of the connection.
enum ScriptedExpectation: Equatable, Sendable {
    /// The call is answered, with that status where one is named.
    case answer(String?)
    /// It is answered with that CALLERROR.
    case error(String)
    /// The central system ends the connection, with that code where one is named.
    case closed(Int?)
    /// Connected and accepted.
    case online
    /// Nothing is left in the outbox.
    case delivered
}
