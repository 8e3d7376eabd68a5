import Charging
import ChargingStore
import JSON
import Postgres
import Testing
import TestSupport

@Suite("File store", .timeLimit(.minutes(2)))
struct FileStoreTests {
    private let hash: [UInt8] = Array(repeating: 7, count: 32)

    private func file(_ name: String = "4b3d3cf2-6b0e-4bb4-8f5c-3a4bd0d8a001") -> StoredFile {
        StoredFile(fileName: "d.zip", storedName: name, size: 3, sha256: Array(repeating: 1, count: 32))
    }

    private func image(_ version: String) -> NewFirmwareImage {
        NewFirmwareImage(vendor: "V", model: "M", version: version, fileName: "f.bin", signature: nil)
    }

    @Test func `a file is received once, within its time, and has the last word on the effect`() async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("alpha")
            let owner = try organization.owner
            let files = FileStore(fixture.database)
            let id = try await fixture.record(.getDiagnostics, at: organization.stations[0].id, as: owner)
            try await files.expectUpload(hash, of: id, until: at(60))
            let expected = try #require(try await files.upload(hash))
            #expect(expected.operation == id && !expected.isReceived && expected.expiresAt == at(60))
            try await fixture.directory.finish(
                id, status: .accepted, effect: .pending, awaited: nil, answer: nil, failure: nil)
            try await fixture.directory.setEffect(id, .missed)

            #expect(try await files.received(file(), by: hash, at: at(60)) == false)
            #expect(try await files.received(file(), by: Array(repeating: 8, count: 32), at: at(1)) == false)
            #expect(try await files.received(file(), by: hash, at: at(59)))
            #expect(
                try await files.received(file("4b3d3cf2-6b0e-4bb4-8f5c-3a4bd0d8a002"), by: hash, at: at(59)) == false)
            #expect(try await files.upload(hash)?.isReceived == true)
            try await fixture.directory.setEffect(id, .missed)
            let effects: [String] = try await fixture.client.query("SELECT effect FROM operations").column("effect")
            #expect(effects == ["SEEN"])
        }
    }

    @Test func `a received file is seen by those who see the station's own words`() async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("alpha")
            let other = try await fixture.makeOrganization("beta")
            let files = FileStore(fixture.database)
            let id = try await fixture.record(
                .getDiagnostics, at: organization.stations[0].id, as: try organization.owner)
            try await files.expectUpload(hash, of: id, until: at(60))
            #expect(try await files.receivedFile(of: id, viewer: try organization.owner) == nil)
            _ = try await files.received(file(), by: hash, at: at(1))
            for role in Role.allCases {
                let seen = try await files.receivedFile(of: id, viewer: try organization.viewer(role))
                #expect((seen == file()) == (role != .driver), "\(role)")
                let foreign = try await files.receivedFile(of: id, viewer: try other.viewer(role))
                #expect((foreign != nil) == (role == .platformOperator), "\(role)")
                let uploads = try await fixture.reading.uploads(
                    ofOperations: [id], fields: Set(UploadField.allCases), viewer: try other.viewer(role))
                #expect(uploads.rows.count == (role == .platformOperator ? 1 : 0))
            }
        }
    }

    @Test func `an image is offered to stations of its organization, for its time, while it is there`() async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("alpha")
            let other = try await fixture.makeOrganization("beta")
            let files = FileStore(fixture.database)
            let owner = try organization.owner
            let id = try await files.addImage(image("1"), file: file(), viewer: owner)
            let foreign = try await fixture.record(.updateFirmware, at: other.stations[0].id, as: try other.owner)
            await #expect(throws: ChargingError.self) {
                try await files.offer(id, by: hash, for: foreign, until: at(60))
            }
            let operation = try await fixture.record(.updateFirmware, at: organization.stations[0].id, as: owner)
            #expect(try await files.offer(id, by: hash, for: operation, until: at(60)) == nil)
            #expect(try await files.offeredImage(hash, at: at(59))?.storedName == file().storedName)
            #expect(try await files.offeredImage(hash, at: at(60)) == nil)
            #expect(try await files.offeredImage(Array(repeating: 9, count: 32), at: at(1)) == nil)
            #expect(try await files.deleteImages([id], viewer: owner) == [file().storedName])
            #expect(try await files.offeredImage(hash, at: at(1)) == nil)
        }
    }

    @Test func `a version has one image, and images are deleted all or none by those who may`() async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("alpha")
            let other = try await fixture.makeOrganization("beta")
            let files = FileStore(fixture.database)
            let owner = try organization.owner
            let id = try await files.addImage(image("1"), file: file(), viewer: owner)
            let second = file("4b3d3cf2-6b0e-4bb4-8f5c-3a4bd0d8a002")
            await #expect(throws: ChargingError.self) {
                try await files.addImage(image("1"), file: second, viewer: owner)
            }
            let foreign = try await files.addImage(image("1"), file: second, viewer: try other.owner)
            await #expect(throws: ChargingError.self) { try await files.deleteImages([id, foreign], viewer: owner) }
            for role in Role.allCases {
                let viewer = try organization.viewer(role)
                let pages = try await fixture.reading.firmwareImages(
                    FirmwareImageFilter(), page: PageRequest(first: 10), fields: Set(FirmwareImageField.allCases),
                    viewer: viewer)
                #expect(pages.rows.count == (role == .platformOperator ? 2 : role == .driver ? 0 : 1))
                guard [.support, .driver].contains(role) else { continue }
                await #expect(throws: ChargingError.self) { try await files.deleteImages([id], viewer: viewer) }
                await #expect(throws: ChargingError.self) {
                    try await files.addImage(image("2"), file: second, viewer: viewer)
                }
            }
            #expect(try await fixture.count("SELECT count(*) FROM firmware_images") == 2)
        }
    }

    @Test func `old uploads are forgotten, oldest first, and images stay referred to`() async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("alpha")
            let files = FileStore(fixture.database)
            let owner = try organization.owner
            let names = (1...4).map { "4b3d3cf2-6b0e-4bb4-8f5c-3a4bd0d8a00\($0)" }
            for (number, name) in names.prefix(3).enumerated() {
                let id = try await fixture.record(.getDiagnostics, at: organization.stations[0].id, as: owner)
                let hash = [UInt8](repeating: UInt8(number), count: 32)
                try await files.expectUpload(hash, of: id, until: at(600))
                #expect(try await files.received(file(name), by: hash, at: at(Int64(10 * (3 - number)))))
            }
            _ = try await files.addImage(image("1"), file: file(names[3]), viewer: owner)
            let unknown = "4b3d3cf2-6b0e-4bb4-8f5c-3a4bd0d8a009"
            #expect(try await files.referred(among: names + [unknown]) == Set(names))
            #expect(try await files.deleteUploads(receivedBefore: at(30), limit: 1) == [names[2]])
            #expect(try await files.deleteUploads(receivedBefore: at(30), limit: 9) == [names[1]])
            #expect(try await files.referred(among: names) == [names[0], names[3]])
        }
    }

    /// An operation sent then.
    private func sent(
        _ kind: OperationKind, _ seconds: Int64, _ fixture: StoreFixture, _ organization: TestOrganization
    ) async throws -> OperationID {
        let id = try await fixture.record(kind, at: organization.stations[0].id, as: try organization.owner)
        _ = try await fixture.client.query(
            "UPDATE operations SET sent_at = to_timestamp(\(Double(1_790_000_000 + seconds))) WHERE id = \(id.rawValue)"
        )
        return id
    }

    @Test func `progress is what was told of that operation, in order`() async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("alpha")
            let first = try await sent(.signedUpdateFirmware, 0, fixture, organization)
            let second = try await sent(.signedUpdateFirmware, 100, fixture, organization)
            let log = try await sent(.getLog, 0, fixture, organization)
            let told: [(Int64, String, String, Int64?)] = [
                (-5, "SIGNED_FIRMWARE_STATUS", "Before", nil), (10, "SIGNED_FIRMWARE_STATUS", "Downloading", nil),
                (20, "FIRMWARE_STATUS", "Installed", nil), (30, "SIGNED_FIRMWARE_STATUS", "Idle", nil),
                (110, "SIGNED_FIRMWARE_STATUS", "DownloadFailed", first.rawValue),
                (120, "SIGNED_FIRMWARE_STATUS", "Downloading", nil), (50, "LOG_STATUS", "Uploaded", log.rawValue),
                (130, "SIGNED_FIRMWARE_STATUS", "Installed", second.rawValue),
            ]
            for (seconds, kind, name, request) in told {
                _ = try await fixture.client.query(
                    """
                    INSERT INTO station_events (organization_id, station_id, kind, name, request_id, reported_at,
                        received_at, generation)
                    VALUES (\(organization.id.rawValue), \(organization.stations[0].id.rawValue), \(kind), \(name),
                        \(request)::bigint::integer, to_timestamp(\(Double(1_790_000_000 + seconds))),
                        to_timestamp(\(Double(1_790_000_000 + seconds))), 1)
                    """)
            }
            let lists = try await fixture.reading.progress(
                ofOperations: [first, second, log], fields: [.name], viewer: try organization.owner)
            let names = (0..<3).map { parent in
                lists.members[lists.offsets[parent]..<lists.offsets[parent + 1]].map { row -> String? in
                    guard case .texts(let names)? = lists.rows[.name] else { return nil }
                    return names[row]
                }
            }
            #expect(
                names == [["Downloading", "DownloadFailed"], ["Downloading", "Installed"], ["Uploaded"]])
        }
    }
}
