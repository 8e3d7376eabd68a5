import Charging
import Foundation
import HTTPTypes
import Hummingbird
import Identity
import JSON
import Logging
import NIOCore
import NIOEmbedded
@testable import Stationmaster
import Synchronization
import TestSupport

/// The file routes over a folder of their own and records in memory.
final class FileBench: Sendable {
    struct Answer {
        var status: Int
        var headers: HTTPFields
        var bytes: [UInt8]
        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    let folder = FileManager.default.temporaryDirectory.appending(path: "files-\(UUID().uuidString)")
    let records = MemoryFileRecords()
    let events = LocalEventBus()
    let gate: TransferGate
    let storage: FileStorage
    let log = LogBook()
    private let responder: RouterResponder<APIRequestContext>

    init(
        limits: FileReceiver.Limits = .init(bytes: 1000), gate: TransferGate = TransferGate(), disk: Disk = Disk(),
        proxies: TrustedProxies = TrustedProxies(),
        downloadPace: TransferPace = TransferPace(total: .seconds(60))
    ) throws {
        self.gate = gate
        let logger = log.logger
        storage = FileStorage(folder: folder, logger: logger, disk: disk)
        try storage.prepare()
        let router = Router(context: APIRequestContext.self)
        let viewers = ViewerCache(accounts: OneAccount())
        FileRoutes(
            records: records, storage: storage, gate: gate, uploadLimits: limits, downloadPace: downloadPace,
            proxies: proxies,
            events: events, viewers: viewers, now: { FileBench.now }, logger: logger
        ).addRoutes(to: router)
        FirmwareRoutes(
            files: FirmwareFiles(records: records, storage: storage), gate: gate,
            verification: OneSignature(), limits: limits, viewers: viewers,
            logger: logger
        ).addRoutes(to: router)
        responder = router.buildResponder()
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    static let now = Timestamp(microseconds: 1_790_000_000_000_000)

    func ask(
        _ method: HTTPRequest.Method, _ path: String, _ body: RequestBody = .init(buffer: ByteBuffer()),
        _ headers: HTTPFields = [:], over channel: any Channel = NIOAsyncTestingChannel()
    ) async throws -> Answer {
        do {
            let response = try await respond(method, path, body, headers, over: channel)
            let collector = Collector()
            try await response.body.write(collector)
            return Answer(status: response.status.code, headers: response.headers, bytes: collector.bytes)
        } catch let error as any HTTPResponseError {
            return Answer(status: error.status.code, headers: [:], bytes: [])
        }
    }

    /// An answer whose body nobody has taken yet.
    func respond(
        _ method: HTTPRequest.Method, _ path: String, _ body: RequestBody = .init(buffer: ByteBuffer()),
        _ headers: HTTPFields = [:], over channel: any Channel = NIOAsyncTestingChannel()
    ) async throws -> Response {
        let context = APIRequestContext(source: ApplicationRequestContextSource(channel: channel, logger: log.logger))
        let head = HTTPRequest(
            method: method, scheme: nil, authority: nil, path: path, headerFields: headers)
        return try await responder.respond(to: Request(head: head, body: body), context: context)
    }

    func put(_ token: String, _ text: String, _ headers: HTTPFields = [:]) async throws -> Answer {
        try await ask(.put, "/files/uploads/\(token)", .init(buffer: ByteBuffer(string: text)), headers)
    }

    /// Everything below the folder that is a file, with its content.
    var files: [String: String] {
        let manager = FileManager.default
        var found: [String: String] = [:]
        for path in manager.subpaths(atPath: folder.path) ?? [] {
            var isFolder: ObjCBool = false
            let full = folder.appending(path: path).path
            guard manager.fileExists(atPath: full, isDirectory: &isFolder), !isFolder.boolValue else { continue }
            found[path] = manager.contents(atPath: full).map { String(decoding: $0, as: UTF8.self) }
        }
        return found
    }
}

/// A request whose client can go away in the middle of it, which cancels the request's task.
final class Departure: Sendable {
    private let task = Mutex<Task<FileBench.Answer, any Error>?>(nil)

    func leave() { task.withLock { $0?.cancel() } }

    func asking(_ ask: @escaping @Sendable () async throws -> FileBench.Answer) async throws -> FileBench.Answer {
        let (known, isKnown) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingOldest(1))
        let asking = Task {
            for await _ in known {}
            return try await ask()
        }
        task.withLock { $0 = asking }
        isKnown.finish()
        return try await asking.value
    }
}

private final class Collector: ResponseBodyWriter, Sendable {
    private let collected = Mutex<[UInt8]>([])
    var bytes: [UInt8] { collected.withLock { $0 } }
    func write(_ buffer: ByteBuffer) async throws { collected.withLock { $0 += Array(buffer.readableBytesView) } }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

/// Takes the signature `good` alone.
private struct OneSignature: FirmwareVerification {
    func verify(_ signature: FirmwareSignature, digest: [UInt8]) async throws {
        guard signature.signature == "good", signature.certificate == "PEM", digest.count == 32 else {
            throw ChargingError(.badInput, "not signed")
        }
    }
}

/// Knows one manager by the token `manager`, and one driver by `driver`.
private struct OneAccount: AccountReading {
    func viewer(tokenHash: [UInt8]) async throws -> Viewer? {
        for role in [Role.manager, .driver] where BearerToken.hash(role.rawValue.lowercased()) == tokenHash {
            return Viewer(
                userID: UserID(rawValue: 1), organizationID: OrganizationID(rawValue: 1), role: role, tokenID: 1)
        }
        return nil
    }
    func viewers(ofTokens ids: [Int64]) async throws -> [Int64: Viewer] { [:] }
    func users(ids: [UserID], fields: Set<UserField>, viewer: Viewer) async throws -> RowBatch<UserField> {
        RowBatch(ids: [], columns: [:])
    }
    func organizations(
        text: String?, page: PageRequest, fields: Set<OrganizationField>, viewer: Viewer
    ) async throws -> RowPages<OrganizationField> {
        throw ChargingError(.unavailable, "nobody asks for them here")
    }
    func organizations(
        ids: [OrganizationID], fields: Set<OrganizationField>, viewer: Viewer
    ) async throws -> RowBatch<OrganizationField> { RowBatch(ids: [], columns: [:]) }
}

/// Uploads that are expected and images that are offered, by the hashes of their tokens.
final class MemoryFileRecords: FileRecords, FirmwareRecords {
    struct State {
        var uploads: [[UInt8]: ExpectedUpload] = [:]
        var received: [OperationID: StoredFile] = [:]
        var offers: [[UInt8]: StoredFile] = [:]
        var images: [NewFirmwareImage: StoredFile] = [:]
        /// Run when a file is recorded, before and after it is.
        var beforeReceiving: @Sendable () throws -> Void = {}
        var afterReceiving: @Sendable () throws -> Void = {}
    }
    let state = Mutex(State())

    func expect(_ operation: Int64, endsIn seconds: Int = 60) -> String {
        let token = RandomToken.make()
        state.withLock {
            $0.uploads[OneTimeToken.hash(token) ?? []] = ExpectedUpload(
                operation: OperationID(rawValue: operation), station: StationID(rawValue: 1),
                organization: OrganizationID(rawValue: 1), expiresAt: FileBench.now.advanced(by: .seconds(seconds)),
                isReceived: false)
        }
        return token
    }

    func offer(_ file: StoredFile) -> String {
        let token = RandomToken.make()
        state.withLock { $0.offers[OneTimeToken.hash(token) ?? []] = file }
        return token
    }

    func expectUpload(_ hash: [UInt8], of operation: OperationID, until: Timestamp) async throws {}
    func upload(_ hash: [UInt8]) async throws -> ExpectedUpload? { state.withLock { $0.uploads[hash] } }
    func received(_ file: StoredFile, by hash: [UInt8], at: Timestamp) async throws -> Bool {
        let (before, after) = state.withLock { ($0.beforeReceiving, $0.afterReceiving) }
        try before()
        let isTaken = state.withLock { state in
            guard let upload = state.uploads[hash], !upload.isReceived, upload.expiresAt > at else { return false }
            state.uploads[hash]?.isReceived = true
            state.received[upload.operation] = file
            return true
        }
        try after()
        return isTaken
    }
    func receivedFile(of operation: OperationID, viewer: Viewer) async throws -> StoredFile? {
        viewer.role == .driver ? nil : state.withLock { $0.received[operation] }
    }
    func offer(
        _ image: FirmwareImageID, by hash: [UInt8], for operation: OperationID, until: Timestamp
    ) async throws -> FirmwareSignature? { nil }
    func offeredImage(_ hash: [UInt8], at: Timestamp) async throws -> StoredFile? {
        state.withLock { $0.offers[hash] }
    }
    func addImage(_ image: NewFirmwareImage, file: StoredFile, viewer: Viewer) async throws -> FirmwareImageID {
        try state.withLock { state in
            guard state.images[image] == nil else { throw ChargingError(.conflict, "there is one") }
            state.images[image] = file
            return FirmwareImageID(rawValue: Int64(state.images.count))
        }
    }
    func deleteImages(_ images: [FirmwareImageID], viewer: Viewer) async throws -> [String] { [] }
}
