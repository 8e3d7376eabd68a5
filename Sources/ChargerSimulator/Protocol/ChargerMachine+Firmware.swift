import Certificates
import JSON
import OCPP

/// Fetches firmware, sees whether it is genuine, installs it and starts anew with it.
///
/// OCPP 1.6 edition 2, sections 4.5 and 5.19; security whitepaper edition 2, sections 5.19 and 5.21.
extension ChargerMachine {
    /// How long each step takes that nobody waits for.
    private static let step = Duration.seconds(1)

    mutating func updateFirmware(_ request: OCPP16.UpdateFirmware, now: Timestamp) {
        giveUpUpdate()
        let errand = FileErrand(
            location: request.location, retries: request.retries, retryInterval: request.retryInterval)
        beginUpdate(errand, signed: nil, at: request.retrieveDate, now: now)
    }

    mutating func updateFirmware(
        _ request: OCPP16.SignedUpdateFirmware, now: Timestamp
    ) -> OCPP16.UpdateFirmwareStatus {
        do throws(CertificateError) {
            let chain = try FirmwareSignatureCheck.signers(pem: request.firmware.signingCertificate, at: now)
            try certificates.checkManufacturer(of: chain)
        } catch {
            report(.invalidFirmwareSigningCertificate, error.message, now: now)
            return .invalidCertificate
        }
        let isReplaced = giveUpUpdate()
        let firmware = request.firmware
        let errand = FileErrand(
            location: firmware.location, retries: request.retries, retryInterval: request.retryInterval)
        let signed = FirmwareUpdate.Signed(
            requestID: request.requestId, signature: firmware.signature, certificate: firmware.signingCertificate,
            installAt: firmware.installDateTime)
        beginUpdate(errand, signed: signed, at: firmware.retrieveDateTime, now: now)
        return isReplaced ? .acceptedCanceled : .accepted
    }

    private mutating func beginUpdate(
        _ errand: FileErrand, signed: FirmwareUpdate.Signed?, at retrieval: Timestamp, now: Timestamp
    ) {
        firmwareUpdate = FirmwareUpdate(
            signed: signed, errand: errand, phase: .awaitsDownload(at: max(retrieval, now.advanced(by: Self.step))))
        if retrieval > now.advanced(by: Self.step) { tellUpdate(.downloadScheduled) }
    }

    /// Whether one was under way.
    @discardableResult
    mutating func giveUpUpdate() -> Bool {
        guard let update = firmwareUpdate, !update.isOver else { return false }
        if case .downloads(let number) = update.phase { perform(.giveUpTransfer(number)) }
        firmwareUpdate?.phase = .isOver
        return true
    }

    /// What a trigger asks for.
    mutating func tellUpdateAgain(isSigned: Bool) {
        let current = firmwareUpdate.flatMap { $0.isOver || ($0.signed != nil) != isSigned ? nil : $0 }
        let status = current?.told.last ?? .idle
        if isSigned {
            report(
                OCPP16.SignedFirmwareStatusNotification(
                    status: .known(status), requestId: current?.signed?.requestID))
        } else {
            report(OCPP16.FirmwareStatusNotification(status: .known(status.plain ?? .idle)))
        }
    }

    private mutating func tellUpdate(_ status: OCPP16.SignedFirmwareStatus) {
        if let requestID = firmwareUpdate?.signed?.requestID {
            report(OCPP16.SignedFirmwareStatusNotification(status: .known(status), requestId: requestID))
        } else if let plain = status.plain {
            report(OCPP16.FirmwareStatusNotification(status: .known(plain)))
        } else {
            return
        }
        firmwareUpdate?.told.append(status)
    }

    private mutating func endUpdate(_ status: OCPP16.SignedFirmwareStatus) {
        tellUpdate(status)
        firmwareUpdate?.phase = .isOver
    }

    // MARK: Step by step

    /// Does what is due of the update that is under way.
    mutating func runUpdate(now: Timestamp) {
        guard let update = firmwareUpdate else { return }
        switch update.phase {
        case .awaitsDownload(let due): if due <= now { download(update) }
        case .checks(let digest, let isGarbled, let due):
            if due <= now { check(update, digest: digest, isGarbled: isGarbled, now: now) }
        case .awaitsInstallation(let isGarbled, let due):
            guard due <= now else { return }
            firmwareUpdate?.phase = .awaitsRest(isGarbled: isGarbled)
            runUpdate(now: now)
        case .awaitsRest(let isGarbled):
            guard connectors.allSatisfy({ $0.transaction == nil }) else { return }
            tellUpdate(.installing)
            firmwareUpdate?.phase = .installs(isGarbled: isGarbled, until: now.advanced(by: Self.step))
        case .installs(let isGarbled, let due): if due <= now { install(isGarbled: isGarbled, now: now) }
        case .returns:
            guard isReady else { return }
            endUpdate(.installed)
            if update.signed != nil { report(.firmwareUpdated, firmwareVersion, now: now) }
        case .downloads, .restarts, .isOver: break
        }
    }

    private mutating func download(_ update: FirmwareUpdate) {
        if !update.told.contains(.downloading) { tellUpdate(.downloading) }
        guard let address = HTTPAddress(update.errand.location) else { return endUpdate(.downloadFailed) }
        firmwareUpdate?.errand.countTry()
        let number = begin(
            .download(limit: files.downloadLimit), at: address,
            breaksOff: FileManners.take(&files.brokenDownloads))
        firmwareUpdate?.phase = .downloads(transfer: number)
    }

    mutating func downloadEnded(_ outcome: TransferOutcome, now: Timestamp) {
        switch outcome {
        case .downloaded(var digest):
            let isGarbled = FileManners.take(&files.garbledDownloads)
            if isGarbled, let last = digest.popLast() { digest.append(last ^ 1) }
            tellUpdate(.downloaded)
            firmwareUpdate?.phase = .checks(digest: digest, isGarbled: isGarbled, at: now.advanced(by: Self.step))
        case .tooLarge: endUpdate(.downloadFailed)
        case .refused, .failed, .uploaded:
            guard let next = firmwareUpdate?.errand.nextTry(after: now) else { return endUpdate(.downloadFailed) }
            firmwareUpdate?.phase = .awaitsDownload(at: next)
        }
    }

    private mutating func check(_ update: FirmwareUpdate, digest: [UInt8], isGarbled: Bool, now: Timestamp) {
        var start = now
        if let signed = update.signed {
            do throws(CertificateError) {
                let chain = try FirmwareSignatureCheck.signers(pem: signed.certificate, at: now)
                try FirmwareSignatureCheck.verify(signed.signature, by: chain, digest: digest)
            } catch {
                endUpdate(.invalidSignature)
                return report(.invalidFirmwareSignature, error.message, now: now)
            }
            tellUpdate(.signatureVerified)
            if let installAt = signed.installAt, installAt > now {
                tellUpdate(.installScheduled)
                start = installAt
            }
        }
        firmwareUpdate?.phase = .awaitsInstallation(isGarbled: isGarbled, at: start)
        runUpdate(now: now)
    }

    private mutating func install(isGarbled: Bool, now: Timestamp) {
        // Without a signature it shows only here that the image is not what it was.
        guard !isGarbled, !files.failsToInstall else {
            files.failsToInstall = false
            return endUpdate(.installationFailed)
        }
        firmwareVersion = files.nextVersion ?? FileManners.version(after: firmwareVersion)
        files.nextVersion = nil
        tellUpdate(.installRebooting)
        firmwareUpdate?.phase = .restarts
        rebootAt = now.advanced(by: Self.step)
    }

    /// A restart ends what was under way, unless it is the update's own.
    mutating func updateMeetsRestart() {
        switch firmwareUpdate?.phase {
        case .restarts, .returns: firmwareUpdate?.phase = .returns
        case .awaitsDownload, .downloads, .checks, .awaitsInstallation, .awaitsRest, .installs, .isOver, nil:
            giveUpUpdate()
        }
    }
}

extension OCPP16.SignedFirmwareStatus {
    /// The word of FirmwareStatusNotification, which has fewer.
    var plain: OCPP16.FirmwareStatus? { OCPP16.FirmwareStatus(rawValue: rawValue) }
}
