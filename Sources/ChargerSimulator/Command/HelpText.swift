/// What `--help` says beside the options.
enum HelpText {
    static let discussion = """
        Scenarios: fleet (drivers come and go for ever), charge (one charge each, then the end; exit 0 only if everything \
        was accepted), idle (boots and sends heartbeats), flaky (fleet over a link that breaks, so that transaction \
        messages are repeated), faults, or a file of steps, one a line, # begins a comment:

          boot                         wait until the central system has accepted the charge point
          plug 1, unplug 1             put the cable in, pull it (ends a transaction with EVDisconnected)
          authorize [TAG]              present a tag; without TAG one of --id-tags
          start 1 [TAG]                StartTransaction; without TAG the one presented last
          charge 30s|80%|5000Wh|full   wait for the goal or the transaction's end; charge 2 30s names a connector
          stop [1] [REASON]            StopTransaction, Local unless said otherwise
          suspend 1 ev|evse 20s        interrupt the flow
          fault 1 GroundFailure        and recover 1
          wait 5s, disconnect 5s, heartbeat, status 1, meter 1
          expect Accepted              the verdict on the last tag (Blocked, Expired, Invalid, ConcurrentTx)
          expect status 1 Charging [30s]
          expect operation RemoteStopTransaction [30s]
          loop                         from the first step again

        Operations of the central system are answered and carried out: remote start and stop, reset, availability, \
        configuration, unlock, trigger, clear cache, data transfer.

        Load: --load MIX --chargers N --seconds S drives a server as fast as it answers, or at --rate-messages, and prints \
        messages per second and latencies. Exit status 1 when anything was refused, mismatched or lost.
        """
}
