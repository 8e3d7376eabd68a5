import Charging
import ChargingAPI
import JSON
import Testing

@Suite("Notes of reservations and firmware images", .timeLimit(.minutes(1)))
struct NoteMutationTests {
    private let ofReservation = """
        mutation ($input: UpdateReservationInput!) { updateReservation(input: $input) { reservation { id note } } }
        """
    private let ofImage = """
        mutation ($input: UpdateFirmwareImageInput!) { updateFirmwareImage(input: $input) { image { id notes } } }
        """

    @Test(arguments: [(JSONValue.string("for the fair"), "for the fair"), (.string(""), "nil"), (.null, "nil")])
    func `a note is written down, and taken away`(given: JSONValue, kept: String) async throws {
        let api = try TestAPI()
        let reservation: Int64 = 1_001, image: Int64 = 1
        let id = GlobalID(.reservation, reservation).text, imageID = GlobalID(.firmwareImage, image).text
        let noted = try await api.data(
            of: ofReservation, ["input": ["id": .string(id), "note": given]], as: .of(1, .support))
        #expect(noted["updateReservation"]?["reservation"]?["id"] == .string(id))
        let written = try await api.data(
            of: ofImage, ["input": ["id": .string(imageID), "notes": given]], as: .of(1, .manager))
        #expect(written["updateFirmwareImage"]?["image"]?["id"] == .string(imageID))
        #expect(api.stores.calls.contains("note \(kept) on reservation \(reservation) []"))
        #expect(api.stores.calls.contains("note \(kept) on image \(image) []"))
    }

    @Test func `what will not do is refused`() async throws {
        let api = try TestAPI()
        let reservation = JSONValue.string(GlobalID(.reservation, 1_001).text)
        let image = JSONValue.string(GlobalID(.firmwareImage, 1_001).text)
        let long = JSONValue.string(String(repeating: "x", count: 1_001))
        let refused = try await api.error(
            of: ofReservation, ["input": ["id": reservation, "note": long]], as: .of(1, .manager))
        #expect(refused["extensions"] == ["code": "BAD_USER_INPUT", "field": "note"])
        let forbidden = try await api.error(of: ofImage, ["input": ["id": image, "notes": "x"]], as: .alphaDriver)
        #expect(forbidden["extensions"]?["code"] == "FORBIDDEN")
        #expect(!api.stores.calls.contains { $0.hasPrefix("note ") })
    }
}
