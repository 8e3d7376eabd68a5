import Charging
import ChargingAPI
import JSON
import Testing

@Suite("Mutations of certificates")
struct CertificateMutationTests {
    private let refuse =
        "mutation($input: RefuseCertificateRequestInput!) { refuseCertificateRequest(input: $input) { certificateRequest { id } } }"
    private let revoke =
        """
        mutation($input: RevokeClientCertificateInput!) { revokeClientCertificate(input: $input) { clientCertificate { id } } }
        """
    private let certificate = GlobalID(.clientCertificate, 1_501).text
    private let request = GlobalID(.certificateRequest, 1_001).text

    @Test func `a refusal names the request and the reason, and shows what became of it`() async throws {
        let api = try TestAPI()
        let data = try await api.data(of: refuse, ["input": ["id": .string(request), "reason": "not ours"]])
        #expect(data["refuseCertificateRequest"]?["certificateRequest"] == ["id": .string(request)])
        #expect(api.approval.refused.values == ["1001 not ours"])
    }

    @Test(arguments: Role.allCases)
    func `who may set stations up may refuse`(role: Role) async throws {
        let api = try TestAPI()
        let response = try await api.response(
            to: refuse, ["input": ["id": .string(request), "reason": "not ours"]], as: .of(1, role))
        let isAllowed = Rights(of: .of(1, role)).allows(.configureStation)
        #expect((response["errors"]?[0]?["extensions"]?["code"] == "FORBIDDEN") != isAllowed)
        #expect(api.approval.refused.values.isEmpty != isAllowed)
    }

    @Test(arguments: Role.allCases)
    func `who may set stations up may take a certificate back`(role: Role) async throws {
        let api = try TestAPI()
        let input: JSONValue = ["id": .string(certificate), "reason": "stolen"]
        let response = try await api.response(to: revoke, ["input": input], as: .of(1, role))
        let isAllowed = Rights(of: .of(1, role)).allows(.configureStation)
        #expect((response["errors"]?[0]?["extensions"]?["code"] == "FORBIDDEN") != isAllowed)
        #expect(api.approval.revoked.values == (isAllowed ? ["1501 stolen"] : []))
    }

    @Test(arguments: ["", "a\nb", String(repeating: "x", count: 201)])
    func `a reason that cannot be shown is refused`(reason: String) async throws {
        let api = try TestAPI()
        let error = try await api.error(of: refuse, ["input": ["id": .string(request), "reason": .string(reason)]])
        #expect(error["extensions"] == ["code": "BAD_USER_INPUT", "field": "reason"])
        #expect(api.approval.refused.values.isEmpty)
        let other = try await api.error(of: revoke, ["input": ["id": .string(certificate), "reason": .string(reason)]])
        #expect(other["extensions"] == ["code": "BAD_USER_INPUT", "field": "reason"])
        #expect(api.approval.revoked.values.isEmpty)
    }

    @Test func `an id of something else is refused`() async throws {
        let id = JSONValue.string(GlobalID(.station, 1_001).text)
        let error = try await TestAPI().error(of: refuse, ["input": ["id": id, "reason": "not ours"]])
        #expect(error["extensions"] == ["code": "BAD_USER_INPUT", "field": "id"])
    }

    @Test func `a certificate is in use while its station is connected with it`() async throws {
        let api = try TestAPI()
        let query = "{ clientCertificates { nodes { subject isInUse station { id } request { id } } } }"
        func isInUse() async throws -> JSONValue? {
            let first = try await api.data(of: query)["clientCertificates"]?["nodes"]?.array?.first
            #expect(first?["request"]?["id"] == .string(request))
            return first?["isInUse"]
        }
        let station = StationID(rawValue: 1_001)
        api.liveStatus.remove(station)
        #expect(try await isInUse() == .some(.null))
        var snapshot = StationSnapshot(
            StationRecord(
                id: station, organizationID: OrganizationID(rawValue: 1),
                chargePointID: try #require(ChargePointID("Alpha-1")), isActive: true, admission: .accepted,
                passwordVerifier: nil, presence: .offline, lastSeenAt: nil, ocppVersion: nil, status: .available,
                errorCode: nil, generation: 1))
        api.liveStatus.set(snapshot)
        #expect(try await isInUse() == false)
        snapshot.certificateSerialNumber = "a1001"
        snapshot.presence = .online
        api.liveStatus.set(snapshot)
        #expect(try await isInUse() == true)
        api.liveStatus.update(station) { $0.presence = .offline }
        #expect(try await isInUse() == false)
    }
}
