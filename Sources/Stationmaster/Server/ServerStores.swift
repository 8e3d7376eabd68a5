import Charging
import ChargingStore
import Foundation
import Logging
import Postgres

/// What the database and the data folder hold, as the domain and the API reach it.
struct ServerStores {
    let postgres: PostgresClient
    let tables: Database
    let reading: ReadStore
    let writing: DirectoryStore
    let writer: SharedCommitWriter
    let recorder: FlightRecorder?
    let certificates: CertificateStore
    let accounts: AccountStore
    let fileRecords: FileStore
    let files: FileStorage
    /// What is kept beside the database.
    let folder: URL

    init(_ database: PostgresConfiguration, folder: URL, settings: Settings, logger: Logger) throws {
        postgres = PostgresClient(database, logger: logger)
        tables = Database(postgres, logger: logger)
        reading = ReadStore(tables)
        writing = DirectoryStore(tables)
        writer = SharedCommitWriter(tables, logger: logger)
        recorder = settings.recording.isOn ? FlightRecorder() : nil
        certificates = CertificateStore(tables)
        accounts = AccountStore(tables)
        fileRecords = FileStore(tables)
        files = FileStorage(folder: folder.appending(path: "files"), logger: logger)
        self.folder = folder
        try files.prepare()
    }
}
