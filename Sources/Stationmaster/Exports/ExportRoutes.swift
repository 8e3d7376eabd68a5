import Charging
import ChargingAPI
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// `GET /export/{list}.{csv,xlsx}`, with the filters of the API as query parameters, `orderBy`, `group` as `extensions.group`, and
/// `columns` once for each that is wanted.
///
/// Comma-separated values stream from the database to the client, as fast as that takes them; an answer that ends before its
/// last chunk is not whole. A workbook is written whole before it is sent.
struct ExportRoutes: Sendable {
    let exporting: any Exporting
    let personal: any PersonalDataReading
    let viewers: ViewerCache
    let workbooks: WorkbookFolder
    let proxies: TrustedProxies
    let logger: Logger
    /// Each holds a connection to the database.
    var gate = TransferGate(.init(downloads: 2, downloadsOfTaker: 1))
    var pace = TransferPace(total: .seconds(3_600))

    func addRoutes(to router: Router<APIRequestContext>) {
        addPersonalData(to: router)
        for table in Export.lists {
            router.get(RouterPath("export/\(table).csv")) { request, context in
                await FileAnswer.of(logger, request) { try await csv(wanted(table, request), context) }
            }
            router.get(RouterPath("export/\(table).xlsx")) { request, context in
                await FileAnswer.of(logger, request) { try await workbook(wanted(table, request), context) }
            }
        }
    }

    /// What is asked for, by whom, and the leave to take it.
    private struct Wanted: Sendable {
        let table: ExportTable
        let viewer: Viewer
        let pass: TransferGate.Pass
    }

    private func wanted(_ table: String, _ request: Request) async throws -> Wanted {
        let parameters = try request.uri.formParameters().map { ExportParameter(name: $0.name, value: $0.value) }
        let asked = try ExportRequest(table, parameters, try await viewers.viewer(of: request))
        _ = try exporting.columns(of: asked.table)
        return Wanted(
            table: asked.table, viewer: asked.viewer,
            pass: try gate.beginDownload(by: .person(asked.viewer.userID)))
    }

    private func csv(_ wanted: Wanted, _ context: APIRequestContext) async throws -> Response {
        let text = CSVText(try exporting.columns(of: wanted.table))
        let headers: HTTPFields = [
            .contentType: "text/csv; charset=utf-8",
            .contentDisposition: "attachment; filename=\"\(wanted.table.list.name).csv\"", .cacheControl: "no-store",
            .xContentTypeOptions: "nosniff",
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
                try await exporting.export(wanted.table, viewer: wanted.viewer) { rows in
                    try await writer.write(ByteBuffer(string: text.rows(rows)))
                    watch.note()
                }
                wanted.pass.end()
                try await writer.finish(nil)
            })
    }

    private func workbook(
        _ wanted: Wanted, _ context: APIRequestContext
    ) async throws -> Response {
        let file = try await workbooks.write(wanted.table, exporting, viewer: wanted.viewer)
        let headers: HTTPFields = [
            .contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            .contentDisposition: "attachment; filename=\"\(wanted.table.list.name).xlsx\"", .cacheControl: "no-store",
            .xContentTypeOptions: "nosniff",
        ]
        let body = FileResponse.body(
            of: file.source, 0..<file.size, pass: wanted.pass, pace: pace, channel: context.channel)
        return Response(status: .ok, headers: headers, body: body)
    }
}
