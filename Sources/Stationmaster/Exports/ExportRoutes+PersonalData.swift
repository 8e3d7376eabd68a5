import Charging
import HTTPTypes
import Hummingbird
import NIOCore

// `GET /export/me`: everything that is kept of who asks, as one JSON document, streamed as the lists are.
extension ExportRoutes {
    func addPersonalData(to router: Router<APIRequestContext>) {
        router.get("export/me") { request, context in
            await FileAnswer.of(logger, request) { try await personalData(request, context) }
        }
    }

    private func personalData(_ request: Request, _ context: APIRequestContext) async throws -> Response {
        let viewer = try await viewers.viewer(of: request)
        try viewer.require(scopes: [.account, .export])
        guard request.uri.queryParameters.isEmpty else {
            throw ChargingError(.badInput, "What is kept of a person is given whole; there are no filters.")
        }
        let pass = try gate.beginDownload(by: .person(viewer.userID))
        let doer = Doer(userID: viewer.userID, address: context.peer(of: request, proxies))
        try await Doer.$current.withValue(doer) { try await personal.notePersonalExport(viewer: viewer) }
        let headers: HTTPFields = [
            .contentType: "application/json", .contentDisposition: "attachment; filename=\"me.json\"",
            .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
        ]
        return Response(status: .ok, headers: headers, body: body(of: viewer, pass, context))
    }

    private func body(
        of viewer: Viewer, _ pass: TransferGate.Pass, _ context: APIRequestContext
    ) -> ResponseBody {
        ResponseBody { [personal, pace, channel = context.channel] writer in
            let watch = TransferWatch(pace)
            async let _: Void = {
                try await watch.untilTooSlow()
                channel.close(promise: nil)
            }()
            var text = PersonalDataText()
            try await personal.personalData(of: viewer) { section, objects in
                try await writer.write(ByteBuffer(string: text.part(section, objects)))
                watch.note()
            }
            try await writer.write(ByteBuffer(string: text.end()))
            pass.end()
            try await writer.finish(nil)
        }
    }
}
