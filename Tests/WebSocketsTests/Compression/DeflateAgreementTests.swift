import Testing

@testable import WebSockets

@Suite("Agreement on compression")
struct DeflateAgreementTests {
    private static let plain = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"

    @Test(arguments: [
        (["permessage-deflate"], plain),
        (["permessage-deflate; client_max_window_bits"], plain),
        (["permessage-deflate; client_max_window_bits=8; server_no_context_takeover"], plain),
        (
            ["permessage-deflate;client_no_context_takeover ; server_max_window_bits = \"10\""],
            plain + "; server_max_window_bits=10"
        ),
        (["permessage-deflate; server_max_window_bits=15"], plain + "; server_max_window_bits=15"),
        (["x-webkit-deflate-frame", "permessage-deflate; server_max_window_bits=8", "permessage-deflate"], plain),
    ])
    func `the first offer that can be met is met, without anything that is kept between messages`(
        offers: [String], answer: String
    ) {
        #expect(DeflateAgreement(offers: offers)?.answer == answer)
    }

    @Test(arguments: [
        "", "permessage-bzip2", "permessage-deflate; server_max_window_bits",
        "permessage-deflate; server_max_window_bits=8",
        "permessage-deflate; server_max_window_bits=16", "permessage-deflate; server_max_window_bits=010",
        "permessage-deflate; client_max_window_bits=7", "permessage-deflate; server_no_context_takeover=1",
        "permessage-deflate; client_no_context_takeover; client_no_context_takeover", "permessage-deflate; window=9",
        "permessage-deflate;", "permessage-deflate; server_max_window_bits=9; server_max_window_bits=10",
        "permessage-deflate; client_max_window_bits=99999999999999999999",
    ])
    func `an offer with a parameter that cannot be met is declined`(offer: String) {
        #expect(DeflateAgreement(offers: [offer]) == nil)
    }
}
