import Charging
import JSON
import Testing

@Suite("Problems among messages")
struct MessageProblemTests {
    private func finds(_ frame: String, _ label: String) -> Bool {
        var filter = OcppMessageFilter()
        filter.hasOnlyProblems = true
        let entry = RecordEntry(
            generation: 1, sequence: 1, at: Timestamp(microseconds: 1), kind: .received, label: label,
            bytes: Array(frame.utf8))
        return filter.finds(entry) != nil
    }

    @Test(arguments: [
        (#"[4,"1","InternalError","",{}]"#, "CALLERROR"), ("rubbish", "unreadable"), ("[]", "ignored"),
        (#"[3,"1",{"status":"Rejected"}]"#, "CALLRESULT"), (#"[3,"1",{"status":"UnlockFailed"}]"#, "CALLRESULT"),
        (#"[3,"1",{"idTagInfo":{"status":"Blocked"}}]"#, "CALLRESULT"),
        (#"[2,"1","StatusNotification",{"errorCode":"GroundFailure","status":"Available"}]"#, "StatusNotification"),
        (#"[2,"1","StatusNotification",{"errorCode":"NoError","status":"Faulted"}]"#, "StatusNotification"),
        (#"[2,"1","FirmwareStatusNotification",{"status":"DownloadFailed"}]"#, "FirmwareStatusNotification"),
        (#"[2,"1","LogStatusNotification",{"status":"UploadFailure"}]"#, "LogStatusNotification"),
    ])
    func `errors, refusals and reports of what is wrong are found`(frame: String, label: String) {
        #expect(finds(frame, label))
    }

    @Test(arguments: [
        (#"[2,"1","Heartbeat",{}]"#, "Heartbeat"), (#"[3,"1",{"status":"Accepted"}]"#, "CALLRESULT"),
        (#"[3,"1",{"idTagInfo":{"status":"Accepted"}}]"#, "CALLRESULT"),
        (#"[2,"1","StatusNotification",{"errorCode":"NoError","status":"Charging"}]"#, "StatusNotification"),
        (#"[2,"1","DataTransfer",{"vendorId":"v","data":"Rejected"}]"#, "DataTransfer"),
    ])
    func `what goes well is left out`(frame: String, label: String) {
        #expect(!finds(frame, label))
    }
}
