/// How the registry and its charge points behave.
package struct RegistryConfiguration: Sendable {
    /// Below it no station is admitted.
    package var minimumSecurityProfile = SecurityProfile.password

    /// Told to an accepted station with its BootNotification.
    package var heartbeatInterval = Duration.seconds(300)
    /// Told to one that is not accepted: when to ask again.
    package var bootRetryInterval = Duration.seconds(60)

    /// From the sending of a call to its answer.
    package var callTimeout = Duration.seconds(30)
    /// How long a call waits for the one before it.
    package var callQueueTimeout = Duration.seconds(60)
    package var callQueueLimit = 16
    /// Calls without an answer, one after the other, that make a charger one that does not answer.
    package var unansweredCallLimit = 3

    /// As the socket layer pings: a connection that was heard within it is asked before it is given up for a newcomer.
    package var pingInterval = Duration.seconds(20)
    /// How long the older of two connections without credentials has to show that it lives.
    package var probeTimeout = Duration.seconds(3)
    /// How long a newer connection waits for the writes of the one that it replaces.
    package var drainTimeout = Duration.seconds(2)
    /// How long a shutdown waits for writes and attaches, and again for the marking of stations as offline.
    package var shutdownTimeout = Duration.seconds(5)

    /// Whether what chargers say becomes traces.
    package var recordsTraces = false

    /// What waits of one charger while a commit is under way; beyond it, its socket is not read.
    package var inboxFrames = 16
    package var inboxBytes = 256 * 1024
    /// So many times as much may come before reading stops has an effect; then the socket is closed.
    static let inboxPatience = 4
    /// Kept of each connection for the debug page.
    package var recordedFrames = 20
    package var recordedFrameBytes = 1024

    /// Ask a charger that came back for the status of its connectors: it does not repeat what it believes us to know
    /// (OCPP 1.6, section 4.9).
    package var asksStatusAfterReconnect = true
    /// Over which time the questions are spread when many come back at once.
    package var statusSpread = Duration.seconds(10)
    /// How long a charger that has booted has to tell its status by itself.
    package var statusWaitAfterBoot = Duration.seconds(30)
    /// How long it has to tell what it was asked for, before it is asked for each connector.
    package var statusWait = Duration.seconds(10)
    /// Connectors that one charger is asked for.
    package var statusQuestionLimit = 16

    /// How long a connector must have been free, and nothing been heard of its session, until that is over without its
    /// stop: longer than a charger takes to send what it has queued.
    package var abandonmentGrace = Duration.seconds(300)

    /// How long an accepted operation has to show that it happened.
    package var effectWindow = Duration.seconds(120)
    /// The same for a restart of the charger.
    package var restartWindow = Duration.seconds(600)
    /// The same for the transfer of a file and what is done with it.
    package var transferWindow = Duration.seconds(3600)
    /// The same for what waits for the end of a charge, or for somebody who restarts the charger.
    package var deferredWindow = Duration.seconds(86_400)
    /// Operations that are under way on the whole server, those included whose effect is waited for.
    package var operationLimit = 16_384

    /// Failed authentications of one id from one address within a minute.
    package var authenticationFailureLimit = 10

    package init() {}
}
