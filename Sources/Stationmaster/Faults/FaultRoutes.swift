import Charging
import Foundation
import HTTPTypes
import Hummingbird
import JSON
import NIOCore

/// `POST` and `DELETE /debug/actors/{id}/faults`: the link of a charger under test is made bad for a while, and mended.
///
/// Only with the ops token, wherever the port listens.
struct FaultRoutes: Sendable {
    private static let bodyLimit = 16 * 1024

    let isTokenSet: Bool
    let registry: ChargePointRegistry
    let faults: FaultSwitch

    /// - Parameter router: guarded, so that a token that is set has been checked.
    func addRoutes(to router: RouterGroup<BasicRequestContext>) {
        router.post("debug/actors/:id/faults") { request, context in
            let id = try await chargePoint(context)
            let body = try await request.body.collect(upTo: Self.bodyLimit)
            do throws(FaultRequest.Refusal) {
                let request = try FaultRequest(Array(body.readableBytesView), for: id.text)
                guard faults.begin(request.faults, for: id) else {
                    throw FaultRequest.Refusal("the links of \(FaultSwitch.limit) chargers are bad already")
                }
            } catch {
                throw HTTPError(.badRequest, message: error.description)
            }
            await apply(to: id)
            return Self.answer(.ok, faults.shown(id).encoded())
        }
        router.delete("debug/actors/:id/faults") { _, context in
            let id = try await chargePoint(context)
            faults.end(for: id)
            await apply(to: id)
            return Self.answer(.noContent, [])
        }
    }

    private func chargePoint(_ context: BasicRequestContext) async throws -> ChargePointID {
        guard isTokenSet else {
            throw HTTPError(.forbidden, message: "the fault switch needs STATIONMASTER_OPS_TOKEN to be set")
        }
        guard let text = context.parameters.get("id")?.removingPercentEncoding, let id = ChargePointID(text),
            await registry.record(id) != nil
        else { throw HTTPError(.notFound, message: "no charge point with this id is known here") }
        return id
    }

    /// To the connection that there is; those that come are told at their start.
    private func apply(to id: ChargePointID) async {
        guard let connection = await registry.connection(of: id) as? ChargePointSocketConnection else { return }
        connection.disturb(by: faults, id)
    }

    private static func answer(_ status: HTTPResponse.Status, _ bytes: [UInt8]) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
