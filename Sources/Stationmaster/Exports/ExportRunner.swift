import Charging
import ChargingAPI
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// Writes the files of exports that nobody waits for, one after the other.
///
/// All it knows is rows: what a server was writing when it ended, the next one writes anew.
struct ExportRunner: Service {
    struct Limits: Sendable {
        /// Of one file.
        var bytes: Int64 = 4 << 30
        /// What has to stay free on the disk.
        var leastFree: Int64 = 0
    }

    /// How much is written between two looks at the room that is left.
    private static let bytesBetweenLooks: Int64 = 4 << 20

    let jobs: any ExportJobBook
    let exporting: any Exporting
    let accounts: any AccountReading
    let storage: FileStorage
    let workbooks: WorkbookFolder
    let events: any EventBus
    var limits = Limits()
    var interval = Duration.seconds(1)
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var isFailing = false
            while !Task.isCancelled {
                do {
                    try await round()
                    isFailing = false
                } catch {
                    if !isFailing, !Task.isCancelled {
                        logger.warning("exports wait", metadata: ["error": "\(error)"])
                    }
                    isFailing = true
                }
                // Cancelled: the loop ends.
                try? await Task.sleep(for: interval)
            }
        }
    }

    /// All that wait.
    func round() async throws {
        let expired = try await jobs.deleteExpiredExports()
        if !expired.isEmpty { await storage.remove(expired, of: .exports) }
        while let turn = try await jobs.takeExportJob() {
            tell(turn)
            guard !turn.isGivenUp else { continue }
            try await carryOut(turn)
            tell(turn)
        }
    }

    /// Those who watch it read it again.
    private func tell(_ turn: ExportTurn) {
        events.publish(
            .exportJobChanged(ExportJobNews(job: turn.id, user: turn.user, organization: turn.organization)))
    }

    /// - Throws: while the database is away, and when the server ends; the turn is taken anew then.
    private func carryOut(_ turn: ExportTurn) async throws {
        do {
            guard let viewer = try await accounts.viewers(ofTokens: [turn.token])[turn.token] else {
                throw ChargingError(.forbidden, "The sign-in or token that asked for it is not good any more.")
            }
            let request = try ExportRequest(turn.draft.list, turn.draft.parameters, viewer)
            let rows = RowTotal()
            guard let file = try await written(request, turn, rows) else { return }
            guard try await jobs.finishExport(turn, rows: rows.value, file: file) else {
                return await storage.remove([file.storedName], of: .exports)
            }
        } catch let error as ChargingError where !error.isOfServer {
            try await jobs.failExport(turn, because: error.message)
        } catch  where !(error is ChargingError) && !Task.isCancelled {
            logger.error("an export failed", metadata: ["export": "\(turn.id)", "error": "\(error)"])
            try await jobs.failExport(turn, because: "The file could not be written.")
        }
    }

    /// Nil when the job is not ours any more: somebody has deleted it, or another server is at it.
    private func written(
        _ request: ExportRequest, _ turn: ExportTurn, _ rows: RowTotal
    ) async throws -> StoredFile? {
        try await withThrowingTaskGroup(of: StoredFile?.self) { group in
            // Two at once: the file may take hours, and its progress is to be told meanwhile.
            group.addTask {
                switch turn.draft.format {
                case .csv: try await csv(request, rows)
                case .workbook: try await workbook(request, rows)
                }
            }
            // Tells it, and ends the writing when the job is not ours any more.
            group.addTask {
                var told = 0
                while true {
                    let count = rows.value
                    guard try await jobs.noteExport(turn, rows: count) else { return nil }
                    if count != told { tell(turn) }
                    told = count
                    try await Task.sleep(for: interval)
                }
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }

    private func csv(_ request: ExportRequest, _ rows: RowTotal) async throws -> StoredFile {
        let text = CSVText(try exporting.columns(of: request.table))
        return try await kept { append in
            try await append(ByteBuffer(string: text.header))
            try await exporting.export(request.table, viewer: request.viewer) { some in
                try await append(ByteBuffer(string: text.rows(some)))
                rows.add(some.count)
            }
        }
    }

    private func workbook(_ request: ExportRequest, _ rows: RowTotal) async throws -> StoredFile {
        let book = try await workbooks.write(request.table, exporting, viewer: request.viewer, counting: rows)
        return try await kept { append in
            var place: Int64 = 0
            while place < book.size {
                let bytes = try await book.source.read(at: place, count: min(1 << 20, book.size - place))
                place += Int64(bytes.readableBytes)
                try await append(bytes)
            }
        }
    }

    /// What is written is whole and in its place, or nothing of it is left.
    private func kept(
        _ write: (_ append: @escaping @Sendable (ByteBuffer) async throws -> Void) async throws -> Void
    ) async throws -> StoredFile {
        let file = try await storage.beginFile()
        defer { file.close() }
        let target = ExportTarget(file, storage, limits, betweenLooks: Self.bytesBetweenLooks)
        do {
            try await write { try await target.append($0) }
            let whole = await target.file
            try await storage.keep(whole, as: .exports)
            return whole.stored(as: nil)
        } catch {
            await file.discard()
            throw error
        }
    }
}

/// The file of an export while it is written.
private actor ExportTarget {
    private(set) var file: IncomingFile
    private let storage: FileStorage
    private let limits: ExportRunner.Limits
    private let betweenLooks: Int64
    private var nextLook: Int64 = 0

    init(_ file: IncomingFile, _ storage: FileStorage, _ limits: ExportRunner.Limits, betweenLooks: Int64) {
        self.file = file
        self.storage = storage
        self.limits = limits
        self.betweenLooks = betweenLooks
    }

    /// Called again only when it has returned.
    func append(_ bytes: ByteBuffer) async throws {
        var file = file
        guard file.size + Int64(bytes.readableBytes) <= limits.bytes else {
            throw ChargingError(.limitExceeded, "The file would be larger than is allowed. Filter the list.")
        }
        if file.size >= nextLook {
            nextLook = file.size + betweenLooks
            guard try await storage.hasRoom(for: betweenLooks, leaving: limits.leastFree) else {
                throw ChargingError(.limitExceeded, "The server's disk has no room for the file.")
            }
        }
        try await file.append(bytes)
        self.file = file
    }
}
