import CCurl
package import Charging

/// Posts to addresses that customers chose, through libcurl.
///
/// Whether an address may be called is asked of what its name was resolved to, at the moment at which it is connected to: what
/// a name server says afterwards changes nothing. No proxy of the environment is used and no redirect followed.
package struct CurlTransport: PostTransport {
    package struct Limits: Sendable {
        package var seconds = 10
        package var connectSeconds = 5
        /// Of the answer.
        package var bytes = 64 << 10

        package init() {}
    }

    private let allowsHTTP: Bool
    private let limits: Limits
    private let allows: @Sendable (_ address: [UInt8]) -> Bool

    /// - Parameter allows: of the 4 or 16 bytes of an address, whether it may be called.
    package init(
        allowsHTTP: Bool, limits: Limits = Limits(), allows: @escaping @Sendable (_ address: [UInt8]) -> Bool
    ) {
        self.allowsHTTP = allowsHTTP
        self.limits = limits
        self.allows = allows
    }

    package func send(_ post: OutgoingPost) throws -> Int {
        guard let handle = curl_easy_init() else { throw PostFailure("no memory for a request") }
        defer { curl_easy_cleanup(handle) }
        var headers: UnsafeMutablePointer<curl_slist>?
        defer { curl_slist_free_all(headers) }
        // Without these libcurl would add ones of its own.
        for header in post.headers + ["Expect:", "Accept:"] {
            guard let longer = curl_slist_append(headers, header) else { throw PostFailure("no memory for a request") }
            headers = longer
        }
        set(post, headers, of: handle)
        var gate = Gate(allows: allows)
        var budget = limits.bytes
        let status = withUnsafeMutablePointer(to: &gate) { gate in
            withUnsafeMutablePointer(to: &budget) { budget in
                curl_set_socket_maker(handle, Gate.makeSocket, gate)
                curl_set_budget(handle, budget)
                return curl_easy_perform(handle)
            }
        }
        let code = curl_response_code(handle)
        // An answer that is too long is one nevertheless.
        if status == CURLE_OK || status == CURLE_WRITE_ERROR && budget < 0, code > 0 { return code }
        throw PostFailure(
            gate.hasRefused ? "the address is one that may not be called" : String(cString: curl_easy_strerror(status)))
    }

    private func set(
        _ post: OutgoingPost, _ headers: UnsafeMutablePointer<curl_slist>?, of handle: UnsafeMutableRawPointer
    ) {
        curl_set_text(handle, CURLOPT_URL, post.url)
        curl_set_text(handle, CURLOPT_PROTOCOLS_STR, allowsHTTP ? "http,https" : "https")
        curl_set_number(handle, CURLOPT_FOLLOWLOCATION, 0)
        curl_set_text(handle, CURLOPT_PROXY, "")
        curl_set_number(handle, CURLOPT_CONNECTTIMEOUT, limits.connectSeconds)
        curl_set_number(handle, CURLOPT_TIMEOUT, limits.seconds)
        curl_set_number(handle, CURLOPT_NOSIGNAL, 1)
        curl_set_list(handle, CURLOPT_HTTPHEADER, headers)
        curl_set_number(handle, CURLOPT_POST, 1)
        curl_set_body(handle, post.body, post.body.utf8.count)
    }
}

/// Lets no socket be made for an address that may not be called.
private struct Gate {
    let allows: @Sendable ([UInt8]) -> Bool
    var hasRefused = false

    static let makeSocket: curl_opensocket_callback = { context, _, address in
        guard let address, let gate = context?.assumingMemoryBound(to: Gate.self) else { return curl_no_socket() }
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = curl_address_bytes(address, &bytes)
        guard count > 0, gate.pointee.allows(Array(bytes.prefix(Int(count)))) else {
            gate.pointee.hasRefused = true
            return curl_no_socket()
        }
        return curl_new_socket(address)
    }
}
