import Charging
import GraphQL

extension ResolverGroup<APIContext> {
    static var mutation: ResolverGroup<APIContext> {
        var mutation = ResolverGroup<APIContext>("Mutation")
        mutation["onboardStation"] = onboardStation
        mutation["updateStation"] = updateStation
        mutation["activateStations"] = activateStations
        mutation["deactivateStations"] = deactivateStations
        mutation["moveStations"] = moveStations
        mutation["closeSession"] = closeSession
        mutation["updateSession"] = updateSession
        mutation["createTag"] = createTag
        mutation["updateTag"] = updateTag
        mutation["deleteTags"] = deleteTags
        mutation["dismissUnknownTags"] = dismissUnknownTags
        mutation["createGroup"] = createGroup
        mutation["updateGroup"] = updateGroup
        mutation["deleteGroups"] = deleteGroups
        mutation["createQuirkProfile"] = createQuirkProfile
        mutation["updateQuirkProfile"] = updateQuirkProfile
        mutation["deleteQuirkProfiles"] = deleteQuirkProfiles
        mutation["armLogbook"] = armLogbook
        mutation["enterLogbook"] = enterLogbook
        mutation["createTariff"] = createTariff
        mutation["updateTariff"] = updateTariff
        mutation["deleteTariffs"] = deleteTariffs
        mutation["assignTariff"] = assignTariff
        mutation["deleteFirmwareImages"] = deleteFirmwareImages
        mutation["updateFirmwareImage"] = updateFirmwareImage
        mutation["updateReservation"] = updateReservation
        mutation["approveCertificateRequest"] = approveCertificateRequest
        mutation["refuseCertificateRequest"] = refuseCertificateRequest
        mutation["revokeClientCertificate"] = revokeClientCertificate
        mutation["revealSecret"] = revealSecret
        mutation["joinQueue"] = joinQueue
        mutation["leaveQueue"] = leaveQueue
        mutation["updateInventory"] = updateInventory
        mutation["updateInstallation"] = updateInstallation
        mutation["updateConnector"] = updateConnector
        mutation["describeStationPicture"] = describeStationPicture
        mutation["deleteStationPictures"] = deleteStationPictures
        for (name, operation) in operationMutations { mutation[name] = operation }
        for (name, change) in assignmentMutations { mutation[name] = change }
        mutation["setGroupRole"] = setGroupRole
        for (name, change) in sharingMutations { mutation[name] = change }
        for (name, change) in notificationMutations { mutation[name] = change }
        for (name, change) in serviceRequestMutations { mutation[name] = change }
        for (name, change) in webhookMutations { mutation[name] = change }
        for (name, change) in rolloutMutations { mutation[name] = change }
        for (name, change) in exportJobMutations { mutation[name] = change }
        for (name, change) in accountMutations { mutation[name] = change }
        // The one place by which the audit trail knows who does what a mutation does.
        return mutation.within(DoerScope())
    }

    /// What stations are asked.
    private static var operationMutations: KeyValuePairs<String, FieldResolver<APIContext>> {
        [
            "remoteStart": remoteStart, "remoteStop": remoteStop, "reset": reset,
            "changeAvailability": changeAvailability, "unlockConnector": unlockConnector, "clearCache": clearCache,
            "triggerMessage": triggerMessage, "getConfiguration": getConfiguration,
            "changeConfiguration": changeConfiguration, "dataTransfer": dataTransfer,
            "getDiagnostics": getDiagnostics, "getLog": getLog, "updateFirmware": updateFirmware,
            "signedUpdateFirmware": signedUpdateFirmware,
            "extendedTriggerMessage": extendedTriggerMessage, "sendLocalList": sendLocalList,
            "getLocalListVersion": getLocalListVersion, "setChargingProfile": setChargingProfile,
            "clearChargingProfile": clearChargingProfile, "getCompositeSchedule": getCompositeSchedule,
            "installCertificate": installCertificate, "deleteCertificate": deleteCertificate,
            "getInstalledCertificateIds": getInstalledCertificateIds,
            "reserveNow": reserveNow, "cancelReservation": cancelReservation,
        ]
    }

    /// `…Payload`: each has one field, the object that the mutation made or changed.
    static var payloads: [ResolverGroup<APIContext>] {
        accountPayloads + [
            payload("UserPayload", "user", UserField.self), createOrganizationPayload,
            payload("OrganizationPayload", "organization", OrganizationField.self),
            payload("StationPayload", "station", StationField.self),
            payload("ConnectorPayload", "connector", ConnectorField.self),
            payload("FirmwareImagePayload", "image", FirmwareImageField.self),
            payload("UpdateReservationPayload", "reservation", ReservationField.self),
            stationsPayload,
            payload("StationSharePayload", "share", ShareField.self),
            payload("TagPayload", "tag", TagField.self),
            payload("SessionPayload", "session", SessionField.self), payload("GroupPayload", "group", GroupField.self),
            payload("QuirkProfilePayload", "quirkProfile", QuirkProfileField.self), operationPayload, deletedPayload,
            payload("TariffPayload", "tariff", TariffField.self), approveCertificateRequestPayload,
            ReservationsPayload.resolvers,
            payload("CertificateRequestPayload", "certificateRequest", CertificateRequestField.self),
            payload("ClientCertificatePayload", "clientCertificate", ClientCertificateField.self),
            revealSecretPayload,
            payload("StationPicturePayload", "picture", PictureField.self),
            payload("ServiceRequestPayload", "serviceRequest", ServiceRequestField.self),
            payload("FirmwareRolloutPayload", "rollout", FirmwareRolloutField.self),
            payload("ExportJobPayload", "exportJob", ExportJobField.self),
        ]
    }

    private static func payload<Target: NodeField>(
        _ type: String, _ name: String, _ target: Target.Type
    ) -> ResolverGroup<APIContext> {
        var payload = ResolverGroup<APIContext>(type)
        payload[name] = .load(on: Payload<Target>.self, by: Target.loader) { payloads, _, _ in [payloads.batch.id] }
        return payload
    }
}

/// What a mutation made or changed; read when it is selected.
struct Payload<Field: NodeField>: ObjectBatch {
    let id: Int64
    var count: Int { 1 }
}
