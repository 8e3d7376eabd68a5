import JSON
import OCPP

/// Leaves diagnostics and logs where the central system wants them.
///
/// OCPP 1.6 edition 2, sections 4.4 and 5.9; security whitepaper edition 2, sections 5.9 and 5.13.
extension ChargerMachine {
    /// The answer has left by then.
    private static let pause = Duration.seconds(1)

    mutating func upload(_ request: OCPP16.GetDiagnostics, now: Timestamp) -> OCPP16.GetDiagnostics.Response {
        giveUpUpload()
        let errand = FileErrand(
            location: request.location, retries: request.retries, retryInterval: request.retryInterval)
        beginUpload(errand, fileName: "diagnostics.log", requestID: nil, now: now)
        return .init(fileName: "diagnostics.log")
    }

    mutating func upload(_ request: OCPP16.GetLog, now: Timestamp) -> OCPP16.GetLog.Response {
        let isReplaced = giveUpUpload()
        let errand = FileErrand(
            location: request.log.remoteLocation, retries: request.retries, retryInterval: request.retryInterval)
        let name = request.logType == .securityLog ? "security.log" : "diagnostics.log"
        beginUpload(errand, fileName: name, requestID: request.requestId, now: now)
        return .init(status: isReplaced ? .acceptedCanceled : .accepted, filename: name)
    }

    private mutating func beginUpload(_ errand: FileErrand, fileName: String, requestID: Int?, now: Timestamp) {
        logUpload = LogUpload(
            requestID: requestID, fileName: fileName, errand: errand,
            phase: .awaitsTry(at: now.advanced(by: Self.pause)))
    }

    /// Whether one was under way.
    @discardableResult
    mutating func giveUpUpload() -> Bool {
        guard let upload = logUpload, !upload.isOver else { return false }
        if case .uploads(let number) = upload.phase { perform(.giveUpTransfer(number)) }
        logUpload?.phase = .isOver
        return true
    }

    /// What a trigger asks for.
    mutating func tellUploadAgain(ofLog isLog: Bool) {
        let current = logUpload.flatMap { $0.isOver || ($0.requestID != nil) != isLog ? nil : $0 }
        let status = current?.told.last ?? .idle
        if isLog {
            report(OCPP16.LogStatusNotification(status: .known(status), requestId: current?.requestID))
        } else {
            report(OCPP16.DiagnosticsStatusNotification(status: .known(status.diagnosticsStatus)))
        }
    }

    private mutating func tellUpload(_ status: OCPP16.UploadLogStatus) {
        logUpload?.told.append(status)
        if let requestID = logUpload?.requestID {
            report(OCPP16.LogStatusNotification(status: .known(status), requestId: requestID))
        } else {
            report(OCPP16.DiagnosticsStatusNotification(status: .known(status.diagnosticsStatus)))
        }
    }

    private mutating func endUpload(_ status: OCPP16.UploadLogStatus) {
        tellUpload(status)
        logUpload?.phase = .isOver
    }

    /// Begins the try that is due.
    mutating func runUpload(now: Timestamp) {
        guard let upload = logUpload, let due = upload.due, due <= now else { return }
        guard let address = HTTPAddress(upload.errand.location) else { return endUpload(.notSupportedOperation) }
        if upload.told.isEmpty { tellUpload(.uploading) }
        logUpload?.errand.countTry()
        let file = DiagnosticFile(
            name: upload.fileName, size: files.uploadSize, line: "\(settings.id.prefix(100)): all is well")
        let number = begin(.upload(file), at: address, breaksOff: FileManners.take(&files.brokenUploads))
        logUpload?.phase = .uploads(transfer: number)
    }

    mutating func uploadEnded(_ outcome: TransferOutcome, now: Timestamp) {
        if outcome == .uploaded { return endUpload(.uploaded) }
        if let next = logUpload?.errand.nextTry(after: now) {
            logUpload?.phase = .awaitsTry(at: next)
            return
        }
        switch outcome {
        case .refused(401), .refused(403): endUpload(.permissionDenied)
        case .refused(400...499): endUpload(.badMessage)
        case .refused, .failed, .tooLarge, .uploaded, .downloaded: endUpload(.uploadFailure)
        }
    }

    // MARK: Transfers of either kind

    /// Begins a transfer; its number.
    mutating func begin(_ work: FileTransfer.Work, at address: HTTPAddress, breaksOff: Bool) -> Int {
        lastTransfer += 1
        perform(.transfer(FileTransfer(number: lastTransfer, address: address, work: work, breaksOff: breaksOff)))
        return lastTransfer
    }

    /// To be called once for each transfer, whatever became of it.
    mutating func transferred(_ number: Int, _ outcome: TransferOutcome, now: Timestamp) {
        if firmwareUpdate?.phase == .downloads(transfer: number) {
            downloadEnded(outcome, now: now)
        } else if logUpload?.phase == .uploads(transfer: number) {
            uploadEnded(outcome, now: now)
        }
        settle(now: now)
    }
}
