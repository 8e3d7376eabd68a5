/** The settings in a station's answer to GetConfiguration. */
export interface Setting {
  readonly key: string;
  readonly value: string | undefined;
  readonly isReadOnly: boolean;
}

/** Tolerates what is not as it should be: the answer is the charger's own. */
export function settingsOf(answer: unknown): readonly Setting[] {
  const list = isRecord(answer) ? answer["configurationKey"] : undefined;
  if (!Array.isArray(list)) return [];
  return list.filter(isRecord).flatMap((entry) => {
    const { key, value, readonly } = entry;
    if (typeof key !== "string") return [];
    return [{ key, value: typeof value === "string" ? value : undefined, isReadOnly: readonly === true }];
  });
}

export function unknownKeysOf(answer: unknown): readonly string[] {
  const list = isRecord(answer) ? answer["unknownKey"] : undefined;
  return Array.isArray(list) ? list.filter((key): key is string => typeof key === "string") : [];
}

/** What we know settings to mean; the names are those of the standard. */
export type KnownKey =
  | "AuthorizeRemoteTxRequests" | "ClockAlignedDataInterval" | "ConnectionTimeOut" | "HeartbeatInterval" | "LocalAuthorizeOffline"
  | "LocalPreAuthorize" | "MeterValuesSampledData" | "MeterValueSampleInterval" | "NumberOfConnectors" | "ResetRetries"
  | "StopTransactionOnEVSideDisconnect" | "StopTransactionOnInvalidId" | "SupportedFeatureProfiles" | "TransactionMessageAttempts"
  | "UnlockConnectorOnEVSideDisconnect" | "WebSocketPingInterval" | "LocalAuthListEnabled" | "SecurityProfile" | "AuthorizationKey";

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
