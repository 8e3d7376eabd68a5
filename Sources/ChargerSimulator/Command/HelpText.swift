/// What `--help` and `--help-scenario` say beside the options.
enum HelpText {
    static let discussion = """
        Scenarios: fleet (drivers come and go for ever), charge (one charge each, then the end; exit 0 only if everything \
        was accepted), idle (boots and sends heartbeats), flaky (fleet over a link that breaks, so that transaction \
        messages are repeated), faults, or a file of steps, which --help-scenario describes.

        Operations of the central system are answered and carried out: remote start and stop, reset, availability, \
        configuration, unlock, trigger, clear cache, data transfer, local list, reservations, charging profiles \
        (charges keep to them; less than 6 A pauses one), certificates (over wss:// those that were installed are trusted, and \
        the one that was signed is shown in the place of the password), \
        and files by HTTP or HTTPS: firmware is fetched, checked and installed, diagnostics and logs are uploaded.

        Load: --load MIX --chargers N --seconds S drives a server as fast as it answers, or at --rate-messages, and prints \
        messages per second and latencies. Exit status 1 when anything was refused, mismatched or lost.
        """

    static let grammar = """
        A scenario file has one step a line; # begins a comment, words are separated by blanks. Every charge point of the
        fleet plays the whole file. The run ends with the last one; exit status 1 when an expectation was not met.

        drivers, cars and the station
          boot                         wait until the central system has accepted the charge point
          plug 1, unplug [1]           put the cable in, pull it (ends a transaction with EVDisconnected)
          authorize [TAG]              present a tag; without TAG one of --id-tags
          start 1 [TAG]                StartTransaction; without TAG the one presented last
          charge [1] 30s|80%|5000Wh|full   wait for the goal or the transaction's end
          stop [1] [REASON]            StopTransaction, Local unless said otherwise
          suspend 1 ev|evse 20s        interrupt the flow
          fault 1 GroundFailure, recover 1
          heartbeat, status 1, meter 1 send one now
          name left 1                  from here on `left` means connector 1

        time and order
          wait 5s, wait 1s..5s         the second by chance; the same --seed gives the same
          repeat 3 … end               the steps between them, so often
          choose … or … or … end       one of the branches by chance
          chance 30% … end             sometimes
          loop                         from the first step again, for ever

        the link and the power
          disconnect 5s                lose the socket for so long, and wait until it is back
          offline 60s                  the same, going on meanwhile: transaction messages wait with their times
          freeze 30s                   the socket stays and nothing passes, then it is given up: half-open
          power off 10s, reboot        what runs ends with PowerLoss or Reboot, told afterwards, after a BootNotification
          pings ignored|answered       whether the central system's pings are

        what chargers of the field do; each lasts until it is changed
          clock right|unset|stopped|-2h|+10m|without-zone|with-zone
          meter-unit Wh|kWh|none, meter-phases apart|together, meter-register session|lifetime
          set-meter 1 5000             the register of a connector, in Wh; lower than before is a roll-back
          forget 1                     forget the transaction's number there, so that -1 is sent

        files, by HTTP to and from where the central system says
          upload size 700000           bytes of the diagnostics and logs to come (100000)
          upload breaks 1              so many of the next uploads lose their connection half-way, and are tried again
          download limit 1000000       a larger image is not taken (67108864)
          download breaks 1, download garbles 1   the same of downloads; or they come with a wrong bit
          firmware next 2.0.0          the version of the next image; otherwise the last number goes up
          firmware fails               the next image cannot be installed

        the security extension
          security-event TamperDetectionActivated [the lid is open]
          sign-certificate             SignCertificate with a request for a new key

        messages spelled out
          send ACTION {…}              a CALL with that payload; $now, $now-90m, $transaction (the number given last),
                                       $register (connector 1's, in Wh), $register+500 and $id are filled in
          again, again new-id          the last call once more, under the same or a new message id
          raw text …, raw binary 00ff, raw fragments 3 …, raw size 2000000

        answers to operations
          answer Reset Rejected        that status, and nothing is done
          answer Reset never|normally|after 5s|error InternalError|with {…}
          answer all never             every operation

        expectations; a time behind them says how long they may take (30s)
          expect Accepted              the verdict on the last tag (Blocked, Expired, Invalid, ConcurrentTx)
          expect status 1 Charging     reported and confirmed
          expect power 1 1400..3700    drawn at a connector, in W
          expect operation Reset       the central system sends it
          expect answer [Accepted]     the script's last call was answered, with that status
          expect error NotImplemented  it was answered with that CALLERROR
          expect closed [1009]         the central system ended the connection
          expect online, expect delivered   connected and accepted; nothing waits to be sent
          expect firmware Installed    that status of the last update was told (DownloadFailed, InvalidSignature, …)
          expect upload Uploaded       the same of the last upload (UploadFailure, which GetDiagnostics calls UploadFailed)
          expect certificate           a certificate of its own was sent and taken
        """
}
