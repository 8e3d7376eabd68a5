import Postgres

extension DirectoryStore {
    /// What the states of the stations mean for their roll-outs, in the order in which it is decided.
    static let waves: [Statement] = [
        cancelWithoutImage, begin, stop, finish, pauseBetween, beginWave,
    ]

    private static let cancelWithoutImage: Statement = """
        WITH over AS (
            UPDATE firmware_rollouts SET status = 'CANCELLED', stop_reason = 'IMAGE_DELETED', ended_at = now(),
                next_wave_at = NULL
            WHERE status IN ('SCHEDULED', 'RUNNING') AND image_id IS NULL RETURNING id
        )
        UPDATE firmware_rollout_stations f SET status = 'CANCELLED', ended_at = now() FROM over
        WHERE f.rollout_id = over.id AND f.status IN ('WAITING', 'DUE')
        """

    private static let begin: Statement = """
        UPDATE firmware_rollouts SET status = 'RUNNING', next_wave_at = now()
        WHERE status = 'SCHEDULED' AND starts_at <= now()
        """

    private static let stop: Statement = """
        UPDATE firmware_rollouts r SET status = 'STOPPED', stop_reason = 'TOO_MANY_FAILURES'
        WHERE r.status = 'RUNNING' AND r.max_failures + r.failures_excused < (
            SELECT count(*) FROM firmware_rollout_stations f WHERE f.rollout_id = r.id AND f.status = 'FAILED')
        """

    private static let finish: Statement = """
        UPDATE firmware_rollouts r SET status = 'FINISHED', ended_at = now(), next_wave_at = NULL
        WHERE r.status = 'RUNNING' AND NOT EXISTS (SELECT FROM firmware_rollout_stations f
            WHERE f.rollout_id = r.id AND f.status IN ('WAITING', 'DUE', 'ASKED'))
        """

    /// From the end of a wave.
    private static let pauseBetween: Statement = """
        UPDATE firmware_rollouts r SET next_wave_at = now() + make_interval(secs => r.pause_seconds)
        WHERE r.status = 'RUNNING' AND r.next_wave_at IS NULL AND NOT EXISTS (SELECT FROM firmware_rollout_stations f
            WHERE f.rollout_id = r.id AND f.status IN ('DUE', 'ASKED'))
        """

    private static let beginWave: Statement = """
        WITH begun AS (
            UPDATE firmware_rollouts r SET next_wave_at = NULL, current_wave = (SELECT min(f.wave)
                FROM firmware_rollout_stations f WHERE f.rollout_id = r.id AND f.status = 'WAITING')
            WHERE r.status = 'RUNNING' AND r.next_wave_at <= now() AND EXISTS (SELECT FROM firmware_rollout_stations f
                WHERE f.rollout_id = r.id AND f.status = 'WAITING')
            RETURNING r.id, r.current_wave, r.station_wait_seconds
        )
        UPDATE firmware_rollout_stations f SET status = 'DUE', due_at = now(), try_at = now(),
            deadline = now() + make_interval(secs => b.station_wait_seconds)
        FROM begun b WHERE f.rollout_id = b.id AND f.wave = b.current_wave AND f.status = 'WAITING'
        """
}
