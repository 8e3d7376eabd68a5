import Charging
import ChargingStore
import Foundation
import Postgres
import TestSupport
import Testing

@Suite("Pictures of stations", .timeLimit(.minutes(1)))
struct PictureStoreTests {
    private func file() -> StoredFile {
        StoredFile(
            fileName: nil, storedName: UUID().uuidString.lowercased(), size: 3, sha256: Array(repeating: 7, count: 32))
    }

    private func picture(_ station: StationID, _ text: String = "The gate") -> NewPicture {
        NewPicture(station: station, alternativeText: text, width: 1600, height: 1200)
    }

    @Test func `a station has two at most, in order, and a place that was left is taken again`() async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("alpha")
            let files = FileStore(fixture.database)
            let owner = try organization.owner
            let station = organization.stations[0].id
            let first = file()
            let firstID = try await files.addPicture(picture(station, "First"), file: first, viewer: owner)
            _ = try await files.addPicture(picture(station, "Second"), file: file(), viewer: owner)
            await #expect(throws: ChargingError.self) {
                try await files.addPicture(picture(station, "Third"), file: file(), viewer: owner)
            }
            await #expect(throws: ChargingError.self) {
                try await files.requireRoomForPicture(of: station, viewer: owner)
            }
            try await files.describePicture(firstID, as: "The first", viewer: owner)
            let lists = try await fixture.reading.pictures(
                ofStations: [station], fields: Set(PictureField.allCases), viewer: owner)
            #expect(lists.members.count == 2)
            #expect(lists.rows[.alternativeText] == .texts(["The first", "Second"]))
            #expect(try await files.pictureFile(firstID, viewer: owner)?.storedName == first.storedName)
            #expect(try await files.referred(among: [first.storedName]) == [first.storedName])
            #expect(try await files.deletePictures([firstID], viewer: owner) == [first.storedName])
            #expect(try await files.referred(among: [first.storedName]) == [])
            _ = try await files.addPicture(picture(station, "Third"), file: file(), viewer: owner)
            let after = try await fixture.reading.pictures(
                ofStations: [station], fields: [.alternativeText], viewer: owner)
            #expect(after.rows[.alternativeText] == .texts(["Third", "Second"]))
            #expect(
                try await fixture.count("SELECT count(*) FROM audit_entries WHERE object_type = 'StationPicture'") == 5)
        }
    }

    @Test func `all of an organization see them, who may change stations changes them, and others know of none`()
        async throws
    {
        try await StoreFixture.with { fixture in
            let alpha = try await fixture.makeOrganization("alpha")
            let beta = try await fixture.makeOrganization("beta")
            let files = FileStore(fixture.database)
            let station = alpha.stations[0].id
            let id = try await files.addPicture(picture(station), file: file(), viewer: try alpha.owner)
            for role in Role.allCases {
                let stranger = try beta.viewer(role)
                let sees = role == .platformOperator
                #expect((try await files.pictureFile(id, viewer: stranger) != nil) == sees)
                let own = try alpha.viewer(role)
                #expect(try await files.pictureFile(id, viewer: own) != nil)
                if !sees {
                    await #expect(throws: ChargingError.self) { try await files.deletePictures([id], viewer: stranger) }
                    await #expect(throws: ChargingError.self) {
                        try await files.describePicture(id, as: "x", viewer: stranger)
                    }
                    await #expect(throws: ChargingError.self) {
                        try await files.addPicture(picture(station), file: file(), viewer: stranger)
                    }
                }
                guard !Rights(of: own).allows(.changeStation) else { continue }
                await #expect(throws: ChargingError.self) { try await files.deletePictures([id], viewer: own) }
                await #expect(throws: ChargingError.self) {
                    try await files.addPicture(picture(station), file: file(), viewer: own)
                }
            }
            #expect(try await fixture.count("SELECT count(*) FROM station_pictures") == 1)
        }
    }
}
