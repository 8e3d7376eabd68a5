/** English: what the API's enumerations say. */
export const states = {
  status: {
    AVAILABLE: "Available", PREPARING: "Preparing", CHARGING: "Charging", SUSPENDED_EV: "Paused by vehicle",
    SUSPENDED_EVSE: "Paused by station", FINISHING: "Finishing", RESERVED: "Reserved", UNAVAILABLE: "Unavailable",
    FAULTED: "Faulted", UNKNOWN: "Not reported",
  },
  presence: { ONLINE: "Online", OFFLINE: "Offline", UNKNOWN: "Never connected" },
  sessionStatus: { ACTIVE: "Running", COMPLETED: "Finished", ESTIMATED: "Estimated" },
  authorization: {
    ACCEPTED: "accepted", BLOCKED: "tag is blocked", EXPIRED: "tag has expired", INVALID: "tag is not known",
    CONCURRENT_TX: "tag is in use elsewhere",
  },
  refused: (reason: string) => `Refused: ${reason}`,
};
