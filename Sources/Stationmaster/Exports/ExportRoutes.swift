import Charging
import ChargingAPI
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// `GET /export/stations.csv` and `GET /export/sessions.csv`, with the filters of the API as query parameters.
///
/// Everything streams from the database to the client, as fast as that takes it. An answer that ends before its last chunk is
/// not whole.
struct ExportRoutes: Sendable {
    let exporting: any Exporting
    let viewers: ViewerCache
    let logger: Logger
    /// Each holds a connection to the database.
    var gate = TransferGate(.init(downloads: 2, downloadsOfTaker: 1))
    var pace = TransferPace(total: .seconds(3_600))

    func addRoutes(to router: Router<APIRequestContext>) {
        for table in ["stations", "sessions"] {
            router.get(RouterPath("export/\(table).csv")) { request, context in
                await FileAnswer.of(logger) { try await csv(table, request, context) }
            }
        }
    }

    /// The group that a person has chosen on the pages, as `extensions.group` of the API.
    private static func group(_ text: String) throws -> GroupID {
        guard let id = GlobalID(text), id.type == .group else {
            throw ChargingError(.badInput, "group is not the id of a Group.")
        }
        return GroupID(rawValue: id.rawValue)
    }

    private func csv(_ table: String, _ request: Request, _ context: APIRequestContext) async throws -> Response {
        var viewer = try await viewers.viewer(of: request)
        var parameters = request.uri.queryParameters.map { (String($0.key), String($0.value)) }
        if let place = parameters.firstIndex(where: { $0.0 == "group" }) {
            viewer.groupScope = try Self.group(parameters.remove(at: place).1)
        }
        let export = try Export(table, parameters)
        let asking = viewer
        let pass = try gate.beginDownload(by: .person(viewer.userID))
        let text = CSVText(exporting.columns(of: export))
        let headers: HTTPFields = [
            .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"\(table).csv\"",
            .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
        ]
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { [exporting, pace, channel = context.channel] writer in
                let watch = TransferWatch(pace)
                async let _: Void = {
                    try await watch.untilTooSlow()
                    // Whoever waits for the client to take bytes is told so.
                    channel.close(promise: nil)
                }()
                try await writer.write(ByteBuffer(string: text.header))
                try await exporting.export(export, viewer: asking) { rows in
                    try await writer.write(ByteBuffer(string: text.rows(rows)))
                    watch.note()
                }
                try await writer.finish(nil)
                withExtendedLifetime(pass) {}
            })
    }
}
