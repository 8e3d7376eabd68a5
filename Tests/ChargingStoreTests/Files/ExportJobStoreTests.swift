import Charging
import ChargingStore
import Foundation
import JSON
import Postgres
import Testing
import TestSupport

@Suite("Export jobs", .timeLimit(.minutes(2)))
struct ExportJobStoreTests {
    private let draft = ExportJobDraft(
        list: "stations", parameters: [ExportParameter(name: "text", value: "a=&\"b")], format: .workbook)

    private func file() -> StoredFile {
        StoredFile(
            fileName: nil, storedName: UUID().uuidString.lowercased(), size: 5, sha256: Array(repeating: 1, count: 32))
    }

    @Test func `a job is taken once, goes on where its server ended, and is done once`() async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("alpha")
            let owner = try organization.owner, jobs = fixture.directory
            let id = try await jobs.createExportJob(draft, viewer: owner)
            let first = try #require(try await jobs.takeExportJob())
            #expect(first.id == id && first.draft == draft && first.token == owner.tokenID && first.attempt == 1)
            #expect(try await jobs.takeExportJob() == nil)
            #expect(try await jobs.noteExport(first, rows: 40))
            // Its server ended.
            _ = try await fixture.client.query("UPDATE export_jobs SET touched_at = now() - interval '1 minute'")
            let second = try #require(try await jobs.takeExportJob())
            #expect(second.id == id && second.attempt == 2)
            // It did not, and comes too late.
            #expect(try await jobs.noteExport(first, rows: 50) == false)
            #expect(try await jobs.finishExport(first, rows: 50, file: file()) == false)
            try await jobs.failExport(first, because: "x")
            let kept = file()
            #expect(try await jobs.finishExport(second, rows: 60, file: kept))
            let found = try #require(try await jobs.exportFile(of: id, viewer: owner))
            #expect(found.storedName == kept.storedName && found.size == 5 && found.fileName == "stations.xlsx")
            let referred = try await FileStore(fixture.database).referred(among: [kept.storedName])
            #expect(referred == [kept.storedName])
            let other = try organization.viewer(.platformOperator)
            #expect(try await jobs.exportFile(of: id, viewer: other) == nil)
            await #expect(throws: ChargingError.self) { try await jobs.deleteExportJobs([id], viewer: other) }

            #expect(try await jobs.deleteExpiredExports() == [])
            _ = try await fixture.client.query("UPDATE export_jobs SET expires_at = now()")
            #expect(try await jobs.deleteExpiredExports() == [kept.storedName])
            #expect(try await fixture.count("SELECT count(*) AS count FROM export_jobs") == 0)
        }
    }

    @Test func `one that three servers ended with fails, and one that is deleted is nobody's`() async throws {
        try await StoreFixture.with { fixture in
            let owner = try await fixture.makeOrganization("alpha").owner, jobs = fixture.directory
            let id = try await jobs.createExportJob(draft, viewer: owner)
            for attempt in 1...3 {
                #expect(try await jobs.takeExportJob()?.attempt == attempt)
                _ = try await fixture.client.query("UPDATE export_jobs SET touched_at = now() - interval '1 minute'")
            }
            let given = try #require(try await jobs.takeExportJob())
            #expect(given.isGivenUp && given.id == id && given.user == owner.userID)
            #expect(try await jobs.takeExportJob() == nil)
            let row = try await fixture.client.query("SELECT status, failure FROM export_jobs").single()
            #expect(try row.string("status") == "FAILED" && row.string("failure").contains("three times"))
            try await jobs.deleteExportJobs([id], viewer: owner)

            let gone = try await jobs.createExportJob(draft, viewer: owner)
            let turn = try #require(try await jobs.takeExportJob())
            try await jobs.deleteExportJobs([gone], viewer: owner)
            #expect(try await jobs.noteExport(turn, rows: 1) == false)
            #expect(try await jobs.finishExport(turn, rows: 1, file: file()) == false)
        }
    }

    @Test func `a person has so many at once, and a token that only reads makes none`() async throws {
        try await StoreFixture.with { fixture in
            let organization = try await fixture.makeOrganization("alpha")
            let owner = try organization.owner, jobs = fixture.directory
            for _ in 0..<ExportJobDraft.openLimit { _ = try await jobs.createExportJob(draft, viewer: owner) }
            await #expect(throws: ChargingError.self) { try await jobs.createExportJob(draft, viewer: owner) }
            _ = try await jobs.createExportJob(draft, viewer: try organization.driver)
            let reader = Viewer(
                userID: owner.userID, organizationID: owner.organizationID, role: .manager, tokenID: 1,
                isReadOnly: true)
            await #expect(throws: ChargingError.self) { try await jobs.createExportJob(draft, viewer: reader) }
            #expect(
                try await fixture.count("SELECT count(*) AS count FROM export_jobs") == ExportJobDraft.openLimit + 1)
        }
    }
}
