import CCurl
package import Charging
package import Foundation
import Glibc

/// Hands mails to an SMTP server (RFC 5321) through libcurl.
package struct SMTPTransport: MailTransport {
    private let url: String
    private let sender: String
    private let requiresTLS: Bool

    /// - Parameters:
    ///   - url: `smtp://` or `smtps://`, with user and password where the server asks for them.
    ///   - sender: the address that mails come from, with or without a name before it.
    /// - Returns: nil for what is no such address.
    package init?(url: String, sender: String) {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
            ["smtp", "smtps"].contains(scheme), let host = parts.host, !host.isEmpty,
            MailMessage.address(sender).contains("@")
        else { return nil }
        self.url = url
        self.sender = sender
        // A password never goes out in the clear, but to this machine.
        requiresTLS = parts.password != nil && !["localhost", "127.0.0.1", "[::1]", "::1"].contains(host)
    }

    package func send(_ mail: OutgoingMail) throws {
        var text = Array(MailMessage(mail, from: sender, at: Date()).text.utf8)
        // The stream reads the text where it is until all is sent.
        try text.withUnsafeMutableBytes { text in
            guard let input = fmemopen(text.baseAddress, text.count, "r") else { throw Self.noMemory }
            defer { fclose(input) }
            try hand(input, to: mail.recipient)
        }
    }

    private func hand(_ input: UnsafeMutablePointer<FILE>, to recipient: String) throws {
        guard let handle = curl_easy_init() else { throw Self.noMemory }
        defer { curl_easy_cleanup(handle) }
        let recipients = curl_slist_append(nil, "<\(recipient)>")
        defer { curl_slist_free_all(recipients) }
        var problem = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
        let status = problem.withUnsafeMutableBufferPointer { problem in
            curl_set_text(handle, CURLOPT_URL, url)
            curl_set_text(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
            curl_set_number(
                handle, CURLOPT_USE_SSL, Int(requiresTLS ? CURLUSESSL_ALL.rawValue : CURLUSESSL_TRY.rawValue))
            curl_set_number(handle, CURLOPT_CONNECTTIMEOUT, 15)
            curl_set_number(handle, CURLOPT_TIMEOUT, 60)
            curl_set_number(handle, CURLOPT_NOSIGNAL, 1)
            curl_set_text(handle, CURLOPT_MAIL_FROM, "<\(MailMessage.address(sender))>")
            curl_set_list(handle, CURLOPT_MAIL_RCPT, recipients)
            curl_set_number(handle, CURLOPT_UPLOAD, 1)
            curl_set_input(handle, input)
            curl_set_buffer(handle, CURLOPT_ERRORBUFFER, problem.baseAddress)
            let status = curl_easy_perform(handle)
            // It writes there until its end, which is behind this.
            curl_set_buffer(handle, CURLOPT_ERRORBUFFER, nil)
            return status
        }
        guard status != CURLE_OK else { return }
        let code = curl_response_code(handle)
        let words = String(decoding: problem.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let reason = words.isEmpty ? String(cString: curl_easy_strerror(status)) : words
        throw MailFailure(reason, isFinal: (500...599).contains(code))
    }

    private static let noMemory = MailFailure("no memory for a mail", isFinal: false)
}

/// Writes mails into a folder, one file each, where no SMTP server is named: for who tries the server out.
package struct MailFolder: MailTransport {
    private let folder: URL
    private let sender: String

    package init(_ folder: URL, sender: String) {
        self.folder = folder
        self.sender = sender
    }

    package func send(_ mail: OutgoingMail) throws {
        let message = MailMessage(mail, from: sender, at: Date())
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try Data(message.text.utf8).write(to: folder.appending(path: "\(mail.id).eml"), options: .atomic)
        } catch {
            throw MailFailure("the mail cannot be written to \(folder.path): \(error)", isFinal: false)
        }
    }
}
