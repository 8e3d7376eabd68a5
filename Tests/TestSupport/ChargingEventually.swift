/// Waits until something has become true; false when it has not after ten seconds.
package func eventually(_ condition: () async -> Bool) async -> Bool {
    let clock = ContinuousClock()
    let deadline = clock.now.advanced(by: .seconds(10))
    while clock.now < deadline {
        if await condition() { return true }
        // Not by yielding: a dozen tests that wait so would keep every core from those that they wait for.
        do { try await Task.sleep(for: .milliseconds(1)) } catch { return await condition() }
    }
    return false
}
