/** Every operation that a person can ask for: its form, and how it is sent. */
import {
  ChangeAvailability, ChangeConfiguration, ClearCache, ClearChargingProfile, DataTransfer, DeleteCertificate,
  ExtendedTriggerMessage, GetCompositeSchedule, GetConfiguration, GetDiagnostics, GetInstalledCertificateIds, GetLocalListVersion,
  GetLog, InstallCertificate, RemoteStart, RemoteStop, Reset, SendLocalList, SetChargingProfile, SignedUpdateFirmware,
  TriggerMessage, UnlockConnector, UpdateFirmware, type Asked,
} from "documents/operations/operations";
import type {
  ChargingProfileInput, ChargingProfileKind, ChargingProfilePurpose, ChargingRateUnit, OperationKind, Permission, RecurrencyKind,
} from "documents/schema";
import type { IconName } from "../components/Icon";
import { Fault } from "../api/fault";
import { inParts } from "../api/inParts";
import { request } from "../api/request";
import { faultWords } from "../components/PageState";
import { toast } from "../components/toasts";
import type { Document } from "../api/document";
import type { FieldSpec, Period } from "./fields";

/** Those that have a form; the others are asked for on pages of their own, or by the server. */
export type FormKind = Exclude<OperationKind, "CERTIFICATE_SIGNED" | "RESERVE_NOW" | "CANCEL_RESERVATION">;

type Values = Readonly<Record<string, unknown>>;

export interface Kind {
  readonly kind: FormKind;
  /** In the address of its form. */
  readonly slug: string;
  readonly icon: IconName;
  readonly permission: Permission;
  readonly fields: readonly FieldSpec[];
  /** Makes a station do without something for a while. */
  readonly isHarsh?: boolean;
  readonly send: (target: Target, values: Values) => Promise<Asked>;
}

export type Target = { readonly stationId: string } | { readonly stationIds: readonly string[] };

/** The document's own input type is wider than a form's values: the server checks them, and tells which field is wrong. */
function sender<Name extends string, Input>(
  document: Document<Readonly<Record<Name, Asked>>, { readonly input: Input }>, name: Name, shape: (values: Values) => Values = (values) => values,
): Kind["send"] {
  return async (target, values) => {
    const ask = async (part: Target) => {
      const input = { ...shape(values), ...part, wait: false } as unknown as Input;
      return (await request(document, { input }))[name];
    };
    return "stationId" in target ? ask(target) : { operation: null, operations: await askMany(target.stationIds, ask) };
  };
}

/** Where a later part of many is refused, what was asked already is not lost. */
async function askMany(ids: readonly string[], ask: (target: Target) => Promise<Asked>): Promise<Asked["operations"]> {
  const asked: Asked["operations"][number][] = [];
  await inParts(ids, async (stationIds) => {
    try {
      asked.push(...(await ask({ stationIds })).operations);
      return true;
    } catch (error) {
      if (asked.length === 0 || !(error instanceof Fault)) throw error;
      return toast("failed", faultWords(error));
    }
  });
  return asked;
}

const operate = { permission: "OPERATE_STATION" as const };
const configure = { permission: "CONFIGURE_STATION" as const };

const connector: FieldSpec = { name: "connector", type: "connector", isRequired: true };
const anyConnector: FieldSpec = { name: "connector", type: "connector" };
const connectorOrWhole: FieldSpec = { name: "connector", type: "connector", isRequired: true, hasWhole: true, standard: "0" };
const retries: readonly FieldSpec[] = [
  { name: "retries", type: "number", least: 0, isSeldom: true }, { name: "retryIntervalSeconds", type: "number", least: 0, isSeldom: true },
];
const span: readonly FieldSpec[] = [{ name: "from", type: "moment" }, { name: "to", type: "moment" }];
const certificateType: FieldSpec = {
  name: "type", type: "choice", isRequired: true, standard: "CENTRAL_SYSTEM_ROOT_CERTIFICATE",
  choices: ["CENTRAL_SYSTEM_ROOT_CERTIFICATE", "MANUFACTURER_ROOT_CERTIFICATE"],
};

const stopAll = sender(RemoteStop, "remoteStop");

export const kinds: readonly Kind[] = [
  {
    kind: "REMOTE_START", slug: "remote-start", icon: "start", ...operate, send: sender(RemoteStart, "remoteStart", withLimit),
    fields: [
      anyConnector, { name: "idTag", type: "tag", isRequired: true }, { name: "limitKw", type: "number", least: 0, step: 0.1, isSeldom: true },
    ],
  },
  {
    kind: "REMOTE_STOP", slug: "remote-stop", icon: "halt", ...operate,
    send: async (target, values) => (values["sessionId"] !== undefined
      ? (await request(RemoteStop, { input: { sessionId: String(values["sessionId"]), wait: false } })).remoteStop
      : stopAll({ stationIds: "stationId" in target ? [target.stationId] : target.stationIds }, {})),
    fields: [{ name: "sessionId", type: "session" }],
  },
  {
    kind: "RESET", slug: "reset", icon: "power", ...operate, isHarsh: true, send: sender(Reset, "reset"),
    fields: [{ name: "type", type: "choice", isRequired: true, choices: ["SOFT", "HARD"], standard: "SOFT" }],
  },
  {
    kind: "CHANGE_AVAILABILITY", slug: "availability", icon: "operations", ...operate, send: sender(ChangeAvailability, "changeAvailability"),
    fields: [connectorOrWhole, { name: "type", type: "choice", isRequired: true, choices: ["OPERATIVE", "INOPERATIVE"], standard: "OPERATIVE" }],
  },
  {
    kind: "UNLOCK_CONNECTOR", slug: "unlock", icon: "lock", ...operate, send: sender(UnlockConnector, "unlockConnector"), fields: [connector],
  },
  { kind: "CLEAR_CACHE", slug: "clear-cache", icon: "bin", ...configure, send: sender(ClearCache, "clearCache"), fields: [] },
  {
    kind: "TRIGGER_MESSAGE", slug: "trigger-message", icon: "received", ...operate, send: sender(TriggerMessage, "triggerMessage"),
    fields: [
      {
        name: "message", type: "choice", isRequired: true, standard: "StatusNotification",
        choices: ["BootNotification", "DiagnosticsStatusNotification", "FirmwareStatusNotification", "Heartbeat", "MeterValues", "StatusNotification"],
      }, anyConnector,
    ],
  },
  {
    kind: "EXTENDED_TRIGGER_MESSAGE", slug: "extended-trigger-message", icon: "received", ...operate,
    send: sender(ExtendedTriggerMessage, "extendedTriggerMessage"),
    fields: [
      {
        name: "message", type: "choice", isRequired: true, standard: "StatusNotification",
        choices: [
          "BootNotification", "LogStatusNotification", "FirmwareStatusNotification", "Heartbeat", "MeterValues",
          "SignChargePointCertificate", "StatusNotification",
        ],
      }, anyConnector,
    ],
  },
  {
    kind: "GET_CONFIGURATION", slug: "get-configuration", icon: "gear", ...operate, send: sender(GetConfiguration, "getConfiguration"),
    fields: [{ name: "keys", type: "list" }],
  },
  {
    kind: "CHANGE_CONFIGURATION", slug: "change-configuration", icon: "gear", ...configure,
    send: sender(ChangeConfiguration, "changeConfiguration"),
    fields: [{ name: "key", type: "text", isRequired: true }, { name: "value", type: "text", isRequired: true }],
  },
  {
    kind: "DATA_TRANSFER", slug: "data-transfer", icon: "sent", ...configure, send: sender(DataTransfer, "dataTransfer"),
    fields: [{ name: "vendorId", type: "text", isRequired: true }, { name: "messageId", type: "text" }, { name: "data", type: "long" }],
  },
  {
    kind: "GET_DIAGNOSTICS", slug: "diagnostics", icon: "wrench", ...operate, send: sender(GetDiagnostics, "getDiagnostics"),
    fields: [...span, { name: "location", type: "text", isSeldom: true }, ...retries],
  },
  {
    kind: "GET_LOG", slug: "log", icon: "wrench", ...operate, send: sender(GetLog, "getLog"),
    fields: [
      { name: "logType", type: "choice", isRequired: true, choices: ["DIAGNOSTICS_LOG", "SECURITY_LOG"], standard: "DIAGNOSTICS_LOG" },
      ...span, { name: "location", type: "text", isSeldom: true }, ...retries,
    ],
  },
  {
    kind: "UPDATE_FIRMWARE", slug: "firmware", icon: "download", ...configure, isHarsh: true, send: sender(UpdateFirmware, "updateFirmware"),
    fields: [{ name: "imageId", type: "image" }, { name: "url", type: "text", isSeldom: true }, { name: "retrieveAt", type: "moment" }, ...retries],
  },
  {
    kind: "SIGNED_UPDATE_FIRMWARE", slug: "signed-firmware", icon: "shield", ...configure, isHarsh: true,
    send: sender(SignedUpdateFirmware, "signedUpdateFirmware"),
    fields: [
      { name: "imageId", type: "image", isRequired: true }, { name: "retrieveAt", type: "moment" }, { name: "installAt", type: "moment" }, ...retries,
    ],
  },
  {
    kind: "SEND_LOCAL_LIST", slug: "local-list", icon: "tag", ...configure, send: sender(SendLocalList, "sendLocalList"),
    fields: [{ name: "updateType", type: "choice", isRequired: true, choices: ["FULL", "DIFFERENTIAL"], standard: "FULL" }],
  },
  {
    kind: "GET_LOCAL_LIST_VERSION", slug: "local-list-version", icon: "tag", ...operate,
    send: sender(GetLocalListVersion, "getLocalListVersion"), fields: [],
  },
  {
    kind: "SET_CHARGING_PROFILE", slug: "charging-profile", icon: "session", ...configure,
    send: sender(SetChargingProfile, "setChargingProfile", withProfile),
    fields: [
      connectorOrWhole, { name: "profileId", type: "number", isRequired: true, least: 1, standard: "1" },
      {
        name: "purpose", type: "choice", isRequired: true, standard: "TX_DEFAULT_PROFILE",
        choices: ["CHARGE_POINT_MAX_PROFILE", "TX_DEFAULT_PROFILE", "TX_PROFILE"],
      },
      { name: "profileKind", type: "choice", isRequired: true, standard: "RELATIVE", choices: ["ABSOLUTE", "RECURRING", "RELATIVE"] },
      {
        name: "recurrency", type: "choice", isRequired: true, standard: "DAILY", choices: ["DAILY", "WEEKLY"], when: ["profileKind", ["RECURRING"]],
      },
      { name: "startAt", type: "moment", when: ["profileKind", ["ABSOLUTE", "RECURRING"]] },
      { name: "unit", type: "choice", isRequired: true, standard: "A", choices: ["A", "W"] },
      { name: "periods", type: "periods", isRequired: true, standard: "0:00 16" },
      { name: "stackLevel", type: "number", least: 0, standard: "0", isSeldom: true },
      { name: "durationSeconds", type: "number", least: 1, isSeldom: true },
      { name: "minimumRate", type: "number", least: 0, step: 0.1, isSeldom: true },
      { name: "validFrom", type: "moment", isSeldom: true }, { name: "validTo", type: "moment", isSeldom: true },
      { name: "transactionId", type: "text", isSeldom: true, when: ["purpose", ["TX_PROFILE"]] },
    ],
  },
  {
    kind: "CLEAR_CHARGING_PROFILE", slug: "clear-charging-profile", icon: "session", ...configure,
    send: sender(ClearChargingProfile, "clearChargingProfile"),
    fields: [
      { name: "profileId", type: "number", least: 1 }, { name: "connector", type: "connector", hasWhole: true },
      { name: "purpose", type: "choice", choices: ["CHARGE_POINT_MAX_PROFILE", "TX_DEFAULT_PROFILE", "TX_PROFILE"] },
      { name: "stackLevel", type: "number", least: 0 },
    ],
  },
  {
    kind: "GET_COMPOSITE_SCHEDULE", slug: "composite-schedule", icon: "session", ...operate,
    send: sender(GetCompositeSchedule, "getCompositeSchedule"),
    fields: [
      connectorOrWhole, { name: "durationSeconds", type: "number", isRequired: true, least: 1, standard: "86400" },
      { name: "unit", type: "choice", choices: ["A", "W"] },
    ],
  },
  {
    kind: "INSTALL_CERTIFICATE", slug: "install-certificate", icon: "shield", ...configure,
    send: sender(InstallCertificate, "installCertificate"), fields: [certificateType, { name: "certificate", type: "long", isRequired: true }],
  },
  {
    kind: "GET_INSTALLED_CERTIFICATE_IDS", slug: "certificates", icon: "shield", ...operate,
    send: sender(GetInstalledCertificateIds, "getInstalledCertificateIds"), fields: [certificateType],
  },
  {
    kind: "DELETE_CERTIFICATE", slug: "delete-certificate", icon: "shield", ...configure, isHarsh: true,
    send: sender(DeleteCertificate, "deleteCertificate"),
    fields: [
      { name: "hashAlgorithm", type: "choice", isRequired: true, choices: ["SHA256", "SHA384", "SHA512"], standard: "SHA256" },
      { name: "issuerNameHash", type: "text", isRequired: true }, { name: "issuerKeyHash", type: "text", isRequired: true },
      { name: "serialNumber", type: "text", isRequired: true },
    ],
  },
];

export function kindOf(name: OperationKind): Kind | undefined {
  return kinds.find(({ kind }) => kind === name);
}

export function kindBySlug(slug: string | undefined): Kind | undefined {
  return kinds.find((each) => each.slug === slug);
}

/** A limit for the charge to come is a profile for it. */
function withLimit({ limitKw, ...rest }: Values): Values {
  if (limitKw === undefined) return rest;
  const profile: ChargingProfileInput = {
    profileId: 1, stackLevel: 0, purpose: "TX_PROFILE", kind: "RELATIVE",
    schedule: { unit: "W", periods: [{ startSeconds: 0, limit: Math.round(Number(limitKw) * 1000) }] },
  };
  return { ...rest, profile };
}

function withProfile(values: Values): Values {
  const optional = (names: readonly string[]) =>
    Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])));
  const profile: ChargingProfileInput = {
    profileId: Number(values["profileId"]), purpose: values["purpose"] as ChargingProfilePurpose,
    kind: values["profileKind"] as ChargingProfileKind,
    ...(values["recurrency"] !== undefined && { recurrency: values["recurrency"] as RecurrencyKind }),
    ...optional(["stackLevel", "validFrom", "validTo", "transactionId"]),
    schedule: {
      unit: values["unit"] as ChargingRateUnit, periods: values["periods"] as readonly Period[],
      ...optional(["durationSeconds", "startAt", "minimumRate"]),
    },
  };
  return { connector: values["connector"], profile };
}

/** Of every operation there is, also those without a form. */
export const allKinds: readonly OperationKind[] = [...kinds.map(({ kind }) => kind), "RESERVE_NOW", "CANCEL_RESERVATION", "CERTIFICATE_SIGNED"];
