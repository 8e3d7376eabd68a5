import OCPP

extension QuirkCorrections {
    /// A request of ours as this charger will understand it.
    func corrected(_ request: any OCPPRequest) -> any OCPPRequest {
        switch request {
        case let start as OCPP16.RemoteStartTransaction:
            OCPP16.RemoteStartTransaction(
                idTag: told(start.idTag), connectorId: start.connectorId,
                chargingProfile: start.chargingProfile.map(corrected))
        case let reservation as OCPP16.ReserveNow:
            OCPP16.ReserveNow(
                connectorId: reservation.connectorId, expiryDate: reservation.expiryDate,
                idTag: told(reservation.idTag), parentIdTag: reservation.parentIdTag,
                reservationId: reservation.reservationId)
        case let list as OCPP16.SendLocalList:
            OCPP16.SendLocalList(
                listVersion: list.listVersion, updateType: list.updateType,
                localAuthorizationList: list.localAuthorizationList.map {
                    OCPP16.AuthorizationData(idTag: told($0.idTag), idTagInfo: $0.idTagInfo)
                })
        case let profile as OCPP16.SetChargingProfile:
            OCPP16.SetChargingProfile(
                connectorId: profile.connectorId, csChargingProfiles: corrected(profile.csChargingProfiles))
        default: request
        }
    }

    private func told(_ idTag: IdTag) -> IdTag { IdTag(self.idTag(told: idTag.text)) }

    private func corrected(_ profile: OCPP16.ChargingProfile) -> OCPP16.ChargingProfile {
        guard knowsOnlyStackLevelZero, profile.stackLevel != 0 else { return profile }
        return OCPP16.ChargingProfile(
            id: profile.id, stackLevel: 0, purpose: profile.purpose, kind: profile.kind, schedule: profile.schedule,
            transactionId: profile.transactionId, recurrency: profile.recurrency, validFrom: profile.validFrom,
            validTo: profile.validTo)
    }
}
