extension ChargePointRegistry {
    /// Profiles of an organization were made, changed or switched: those of its stations that are connected are told, and one
    /// that is being attached, whose profiles may have been read before, is told then.
    ///
    /// While the database is away nothing changes; a station reads them again with its next connection.
    package func quirkProfilesChanged(of organization: OrganizationID) async {
        let revision = (quirkRevisions[organization] ?? 0) + 1
        quirkRevisions[organization] = revision
        guard let profiles = try? await store.quirkProfiles(of: organization) else { return }
        for record in table.values where record.station.organizationID == organization {
            // Who changed them since then tells what was read later.
            guard quirkRevisions[organization] == revision else { return }
            await record.live?.use(profiles)
        }
    }

    func tellQuirkProfiles(to chargePoint: ChargePoint) async {
        let organization = chargePoint.admission.station.organizationID
        guard let profiles = try? await store.quirkProfiles(of: organization) else { return }
        await chargePoint.use(profiles)
    }
}
