import Charging
import Hummingbird

extension ViewerCache {
    /// - Throws: ``NotSignedIn``.
    func viewer(of request: Request) async throws -> Viewer {
        guard let token = RequestCredential(request).token, let viewer = try await viewer(token: token) else {
            throw NotSignedIn()
        }
        return viewer
    }
}

/// No credential, or none that is good.
struct NotSignedIn: Error {}
