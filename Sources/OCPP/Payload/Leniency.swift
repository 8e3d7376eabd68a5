/// What a sender did against the standard and was understood all the same.
///
/// Chargers that are refused reconnect without end or throw the refused message away, so whatever can be understood is
/// understood, and noted for the operator.
public enum Leniency: String, Sendable, Hashable, CaseIterable, Codable {
    /// `null` where the field should have been left out.
    case nullForAbsent
    /// An empty text where the field should have been left out.
    case emptyForAbsent
    /// `{}` or `[]` where the field should have been left out.
    case emptyStructureForAbsent
    /// A JSON number or boolean where the standard wants text, as in `"value": 12.5`.
    case numberForText
    /// An object or array where the standard wants text; kept as its JSON text.
    case structureForText
    case textForNumber
    /// `5.0` where the standard wants an integer.
    case decimalForInteger
    /// A number with a fraction where the standard wants an integer; rounded.
    case roundedToInteger
    case textForBoolean
    /// A single object where the standard wants an array of them.
    case objectForArray
    case emptyArray
    /// The unit is missing and the standard's default, Wh, cannot be meant; the unit usual for the measurand was
    /// assumed.
    case unitAssumed
    /// One of several measurements cannot be read; it is left out, and the others are taken.
    case valueDropped
    /// A transaction on connector 0, which is the station itself; the first connector was assumed.
    case connectorAssumed
    /// Longer than the standard allows, kept whole.
    case overlongText
    /// So long that only its beginning was kept.
    case truncatedText
    /// A name of the standard's list in upper or lower case where the standard has the other, as in `accepted`.
    case wrongCase
    /// Another word for a name of the standard's list, as `Power` for the unit `W`.
    case synonym
    /// A name that the standard's list does not have, kept as sent.
    case unknownValue
    case timestampMissing
    case timestampUnreadable
    case unknownField
    /// The frame ended before the payload, or had `null` there; taken as `{}`.
    case payloadMissing
    /// More elements behind the payload.
    case extraElements
    case numberForMessageID
    case overlongMessageID
}
