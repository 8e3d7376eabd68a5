extension OCPP16 {
    /// Why a CALL was refused, spelled as 1.6 does. OCPP-J 1.6, section 4.2.3.
    public enum ErrorCode: String, Sendable, Hashable, CaseIterable {
        /// The action is not known.
        case notImplemented = "NotImplemented"
        /// The action is known and not served.
        case notSupported = "NotSupported"
        case internalError = "InternalError"
        case protocolError = "ProtocolError"
        /// Also for every CALL of a charge point whose boot has not been accepted.
        case securityError = "SecurityError"
        case formationViolation = "FormationViolation"
        case propertyConstraintViolation = "PropertyConstraintViolation"
        /// The standard's own spelling.
        case occurenceConstraintViolation = "OccurenceConstraintViolation"
        case typeConstraintViolation = "TypeConstraintViolation"
        case genericError = "GenericError"

        public init(_ problem: PayloadError.Problem) {
            switch problem {
            case .formation: self = .formationViolation
            case .occurrence: self = .occurenceConstraintViolation
            case .type: self = .typeConstraintViolation
            case .property: self = .propertyConstraintViolation
            }
        }
    }
}
