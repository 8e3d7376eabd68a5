import Charging
import ChargingAPI
import Foundation
import HTTPTypes
import Hummingbird
import JSON
import Logging
import NIOCore
import Spreadsheets

/// `POST /import/{tags,stations}`: a CSV file or a workbook as the body, with columns as exports name them. Answers with a
/// report, row by row.
///
/// `dryRun=true` changes nothing. Otherwise all rows are imported in one transaction, and none when one is refused, but for
/// `skipRefused=true`.
struct ImportRoutes: Sendable {
    /// Of a file, in bytes.
    private static let sizeLimit = 8 << 20

    let importing: any Importing
    let viewers: ViewerCache
    let vault: any CredentialVault
    /// Where workbooks stand while they are read.
    let folder: URL
    var workbooks = ConfinedReader()
    /// After the commit: stations that are new, and those that changed.
    let announce: @Sendable (_ onboarded: [StationRecord], _ changed: [StationRecord]) async -> Void
    var proxies = TrustedProxies()
    let logger: Logger
    var gate = TransferGate(.init(uploads: 2, uploadsOfPeer: 1))
    var pace = TransferPace(total: .seconds(300))

    func addRoutes(to router: Router<APIRequestContext>) {
        for target in ImportTarget.allCases {
            router.post(RouterPath("import/\(target.rawValue)")) { request, context in
                await FileAnswer.of(logger, request) {
                    do {
                        return try await answer(request, target, from: context.peer(of: request, proxies))
                    } catch let failure as SourceFailure {
                        throw ChargingError(.badInput, failure.description)
                    }
                }
            }
        }
    }

    private func answer(_ request: Request, _ target: ImportTarget, from peer: String?) async throws -> Response {
        let viewer = try await viewers.viewer(of: request)
        try viewer.require(scopes: target.scopes)
        guard target.rights.allSatisfy(Rights(of: viewer).allows) else {
            throw ChargingError(.forbidden, "The role \(viewer.role.rawValue) does not allow this.")
        }
        let mode = try ImportMode(request)
        let pass = try gate.beginUpload(at: nil, from: "\(viewer.userID.rawValue)")
        defer { withExtendedLifetime(pass) {} }
        let table = try await table(try await SmallBody(limit: Self.sizeLimit, pace: pace).read(request))
        let source = try ImportSource(table, as: target)
        let result = try await Doer.$current.withValue(Doer(userID: viewer.userID, address: peer)) {
            try await importing.import(source, mode: mode, viewer: viewer) { try vault.store(Array($0.utf8)) }
        }
        if result.report.isApplied { await announce(result.onboarded, result.changed) }
        let isRefused = mode == .whole && !result.report.isApplied
        return Response(
            status: isRefused ? .unprocessableContent : .ok,
            headers: [
                .contentType: "application/json", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
            ],
            body: ResponseBody(
                byteBuffer: ByteBuffer(bytes: result.report.document(of: source, mode, in: Language(request)).encoded())
            ))
    }

    /// What a file is, its first bytes tell.
    private func table(_ bytes: [UInt8]) async throws -> SourceTable {
        guard bytes.starts(with: [0x50, 0x4B]) else {
            guard !bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) else {
                throw SourceFailure("The file is an older or a locked workbook. Save it as .xlsx without a password.")
            }
            return try await BlockingWork.run { try CSVReader.read(bytes) }
        }
        let path = folder.appending(path: UUID().uuidString).path
        try await BlockingWork.run { [folder] in
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try Data(bytes).write(to: URL(filePath: path))
        }
        do {
            let table = try await workbooks.table(ofFile: path)
            await discard(path)
            return table
        } catch {
            await discard(path)
            throw error
        }
    }

    /// What stays in spite of it goes with the next start.
    private func discard(_ path: String) async {
        _ = try? await BlockingWork.run { unlink(path) }
    }
}

extension ImportMode {
    fileprivate init(_ request: Request) throws {
        func flag(_ name: String) throws -> Bool {
            switch request.uri.queryParameters.get(name) {
            case nil, "false": return false
            case "true": return true
            default: throw ChargingError(.badInput, "\(name) is true or false.")
            }
        }
        for (name, _) in request.uri.queryParameters where name != "dryRun" && name != "skipRefused" {
            throw ChargingError(.badInput, "\(name.prefix(50)) is no parameter; there are dryRun and skipRefused.")
        }
        self = try flag("dryRun") ? .dryRun : try flag("skipRefused") ? .skippingRefused : .whole
    }
}

extension ImportReport {
    fileprivate func document(of source: ImportSource, _ mode: ImportMode, in language: Language) -> JSONValue {
        var counts = JSONObject()
        for outcome in Outcome.allCases { counts[outcome.rawValue] = .integer(Int64(count(outcome))) }
        return [
            "dryRun": .bool(mode == .dryRun), "applied": .bool(isApplied),
            "counts": .object(counts),
            "ignoredColumns": .array(source.ignoredColumns.map { .string($0) }),
            "rows": .array(rows.map { $0.document(in: language) }),
        ]
    }
}

extension ImportReport.Row {
    fileprivate func document(in language: Language) -> JSONValue {
        [
            "line": .integer(Int64(line)), "key": .string(key), "outcome": .string(outcome.rawValue),
            "changes": .array(
                changes.map { change in
                    [
                        "field": .string(change.field), "from": change.from.map { .string($0.text) } ?? .null,
                        "to": change.to.map { .string($0.text) } ?? .null,
                    ]
                }),
            "problems": .array(
                problems.map { problem -> JSONValue in
                    let message = ErrorTexts.text("\(problem.field) \(problem.message)", in: language)
                    return ["field": .string(problem.field), "message": .string(message)]
                }),
        ]
    }
}
