extension ChargePointRegistry {
    /// Profiles of an organization were made, changed or switched: those of its stations that are connected are told.
    ///
    /// While the database is away nothing changes; a station reads them again with its next connection.
    package func quirkProfilesChanged(of organization: OrganizationID) async {
        guard let profiles = try? await store.quirkProfiles(of: organization) else { return }
        for record in table.values where record.station.organizationID == organization {
            await record.live?.use(profiles)
        }
    }
}
