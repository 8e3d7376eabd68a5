package import OCPP

/// What happened on one connection, for the debug page.
package struct ChargePointCounters: Sendable, Hashable, Codable {
    package var framesIn = 0
    package var framesOut = 0
    /// CALLs that could not be read and were answered with an error.
    package var unreadableCalls = 0
    package var unreadableAnswers = 0
    /// Frames of an unknown message type (OCPP-J 1.6, section 4.1.3).
    package var ignoredFrames = 0
    /// Deviations from the standard that were tolerated, each by its name.
    package var leniencies: [Leniency: Int] = [:]
    /// U+0000 in texts, replaced since no database keeps it.
    package var replacedNulls = 0
    /// Answered again from memory, or dropped because the first one is still under way.
    package var repeatedFrames = 0
    /// Message ids that came again with other content.
    package var reusedMessageIDs = 0
    package var lateAnswers = 0
    package var unexpectedAnswers = 0
    /// CALLs of a station that is not accepted.
    package var callsBeforeAcceptance = 0
    /// Reports that the database itself refused.
    package var refusedReports = 0
    /// Heartbeats that were answered but not recorded: too many at once, or the database was away.
    package var unrecordedHeartbeats = 0

    package init() {}
}
