import CZip
import Charging

/// The parts of a workbook's file, unpacked piece by piece and no further than a limit.
final class ZipArchive {
    private static let partLimit = 2_000

    private let archive: OpaquePointer
    /// Bytes that may still be unpacked.
    private var allowance: Int
    private let bytes: UnsafeMutableRawBufferPointer

    init(_ content: [UInt8], unpackedLimit: Int) throws {
        bytes = .allocate(byteCount: max(1, content.count), alignment: 1)
        bytes.copyBytes(from: content)
        allowance = unpackedLimit
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        let unreadable = SourceFailure("The file is no .xlsx workbook.")
        guard let source = zip_source_buffer_create(bytes.baseAddress, UInt64(content.count), 0, &error) else {
            bytes.deallocate()
            throw unreadable
        }
        guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
            zip_source_free(source)
            bytes.deallocate()
            throw unreadable
        }
        self.archive = archive
        guard zip_get_num_entries(archive, 0) <= Int64(Self.partLimit) else {
            throw SourceFailure("The workbook has more than \(Self.partLimit) parts.")
        }
    }

    deinit {
        zip_discard(archive)
        bytes.deallocate()
    }

    /// Hands over a part's bytes as they are unpacked; false where there is no such part.
    ///
    /// What the archive says of sizes is not believed: they are counted.
    func unpack(_ name: String, _ take: (_ bytes: UnsafeBufferPointer<CChar>, _ isLast: Bool) throws -> Void) throws
        -> Bool
    {
        let index = zip_name_locate(archive, name, 0)
        guard index >= 0 else { return false }
        guard let file = zip_fopen_index(archive, UInt64(index), 0) else {
            throw SourceFailure("The workbook is damaged, or locked by a password.")
        }
        defer { zip_fclose(file) }
        try withUnsafeTemporaryAllocation(of: CChar.self, capacity: 65_536) { buffer in
            while true {
                let count = zip_fread(file, buffer.baseAddress, UInt64(buffer.count))
                guard count >= 0 else { throw SourceFailure("The workbook is damaged.") }
                allowance -= Int(count)
                guard allowance >= 0 else { throw SourceFailure("The workbook is too large when it is unpacked.") }
                try take(UnsafeBufferPointer(rebasing: buffer[0..<Int(count)]), count == 0)
                if count == 0 { return }
            }
        }
        return true
    }

    /// A whole part, which has to be small.
    func parse(_ name: String, with reader: XMLReader) throws -> Bool {
        try unpack(name) { try reader.take($0, isLast: $1) }
    }
}
