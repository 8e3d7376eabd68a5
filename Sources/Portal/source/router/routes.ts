/** The pages of the portal. Adding one is adding an entry here, and its name to the texts of the navigation. */
import type { ComponentType } from "react";
import type { Person } from "../api/session";
import type { Permission, Role } from "documents/schema";
import type { IconName } from "../components/Icon";
import type { Texts } from "../texts/english";
import { language } from "../texts/texts";
import { match, type PathValues } from "./match";

export interface PageProps {
  readonly values: PathValues;
}

export type NavigationKey = keyof Texts["navigation"];
export type Section = "chargePoints" | "operations" | "maintenance" | "settings";

export interface Route {
  /** The first entry that fits is taken: `/stations/new` stands before `/stations/:cpid`. */
  readonly path: string;
  readonly load: () => Promise<{ readonly default: ComponentType<PageProps> }>;
  /** Where it stands in the navigation; a page below another has none. */
  readonly navigation?: {
    readonly text: NavigationKey;
    readonly icon: IconName;
    /** Under this heading, whose first page gives it its address. */
    readonly section?: Section;
    /** In the bar at the bottom of a telephone, by this short name. */
    readonly bar?: keyof Texts["bar"];
  };
  readonly roles?: readonly Role[];
  readonly permission?: Permission;
  /** Open to whoever comes by; the frame then has no navigation. */
  readonly isPublic?: boolean;
  /** Takes the whole width and height. */
  readonly isFull?: boolean;
  /** A page about the person, in their own menu. */
  readonly account?: keyof Texts["account"]["pages"];
}

const staff: readonly Role[] = ["PLATFORM_OPERATOR", "ORGANIZATION_OWNER", "MANAGER", "INSTALLER", "SUPPORT"];
/** Of what belongs to no group: prices, and what is known of a kind of charger. */
const wholeOrganization: readonly Role[] = [...staff];

/** Pages that are used together come in one file, which compresses better than many and is there for the next page. */
const charging = () => import("./areas/charging");
const entry = () => import("./areas/entry");
const people = () => import("./areas/people");
const stations = () => import("./areas/stations");
const upkeep = () => import("./areas/upkeep");

function page<Area extends Readonly<Record<Name, ComponentType<PageProps>>>, Name extends keyof Area>(
  load: () => Promise<Area>, name: Name,
): Route["load"] {
  return () => load().then((area) => ({ default: area[name] }));
}

/** The explorer brings its own texts. */
async function loadExplorer() {
  const [page, { loadExplorerTexts }] = await Promise.all([import("../explorer/ExplorerPage"), import("../explorer/texts/texts")]);
  await loadExplorerTexts(language);
  return page;
}

export const routes: readonly Route[] = [
  {
    path: "/dashboard", load: () => import("../dashboard/DashboardPage"),
    navigation: { text: "dashboard", icon: "dashboard", bar: "dashboard" },
  },
  {
    path: "/stations", load: page(stations, "StationsPage"),
    navigation: { text: "stations", icon: "station", section: "chargePoints", bar: "stations" },
  },
  { path: "/stations/import", load: page(charging, "StationImportPage"), permission: "ONBOARD_STATION" },
  { path: "/stations/new", load: page(stations, "AddStationPage"), permission: "ONBOARD_STATION" },
  {
    path: "/tags", load: page(charging, "TagsPage"),
    navigation: { text: "tags", icon: "lock", section: "chargePoints" },
  },
  { path: "/tags/import", load: page(charging, "TagImportPage"), permission: "CREATE_TAG" },
  { path: "/tags/new", load: page(charging, "NewTagPage"), permission: "CREATE_TAG" },
  { path: "/tags/inbox", load: page(charging, "InboxPage"), permission: "CREATE_TAG" },
  { path: "/tags/:id", load: page(charging, "TagPage") },
  {
    path: "/connectors", load: page(stations, "ConnectorsPage"),
    navigation: { text: "connectors", icon: "station", section: "chargePoints" },
  },
  { path: "/stations/:cpid/:tab?", load: page(stations, "StationPage") },
  {
    path: "/reservations", load: page(charging, "ReservationsPage"),
    navigation: { text: "reservations", icon: "calendar" },
  },
  {
    path: "/sessions", load: page(charging, "SessionsPage"),
    navigation: { text: "sessions", icon: "session", bar: "sessions" },
  },
  { path: "/sessions/:id", load: page(charging, "SessionPage") },
  {
    path: "/operations", load: page(upkeep, "OperationsPage"), roles: staff,
    navigation: { text: "allOperations", icon: "operations", section: "operations" },
  },
  { path: "/operations/new/:kind", load: page(upkeep, "NewOperationPage"), roles: staff },
  { path: "/operations/:id", load: page(upkeep, "OperationPage"), roles: staff },
  {
    path: "/firmware", load: page(upkeep, "FirmwarePage"), roles: staff,
    navigation: { text: "firmware", icon: "download", section: "operations" },
  },
  { path: "/firmware/new", load: page(upkeep, "NewRolloutPage"), permission: "ROLL_OUT_FIRMWARE" },
  { path: "/firmware/:id", load: page(upkeep, "RolloutPage"), roles: staff },
  {
    path: "/certificates", load: page(upkeep, "CertificatesPage"), roles: staff,
    navigation: { text: "certificates", icon: "shield", section: "operations" },
  },
  {
    path: "/maintenance/inventory", load: page(stations, "InventoryPage"), roles: staff,
    navigation: { text: "inventory", icon: "wrench", section: "maintenance" },
  },
  { path: "/maintenance/inventory/:cpid", load: page(stations, "InventoryPage"), roles: staff },
  {
    path: "/maintenance/diagnostics", load: page(upkeep, "DiagnosticsPage"), roles: staff,
    navigation: { text: "diagnostics", icon: "wrench", section: "maintenance" },
  },
  {
    path: "/maintenance/cp-logs", load: page(upkeep, "EventsPage"), roles: staff,
    navigation: { text: "cpLogs", icon: "wrench", section: "maintenance" },
  },
  {
    path: "/maintenance/messages", load: page(upkeep, "MessagesPage"), roles: staff,
    navigation: { text: "messages", icon: "wrench", section: "maintenance" },
  },
  {
    path: "/maintenance/heartbeats", load: page(upkeep, "HeartbeatsPage"), roles: staff,
    navigation: { text: "heartbeats", icon: "wrench", section: "maintenance" },
  },
  {
    path: "/maintenance/quirks", load: page(stations, "QuirksPage"), roles: wholeOrganization,
    navigation: { text: "quirks", icon: "wrench", section: "maintenance" },
  },
  {
    path: "/requests", load: page(upkeep, "RequestsPage"),
    navigation: { text: "requests", icon: "help" },
  },
  { path: "/requests/:id", load: page(upkeep, "RequestPage") },
  {
    path: "/notifications", load: page(people, "NotificationsPage"),
    navigation: { text: "notifications", icon: "bell", bar: "notifications" },
  },
  { path: "/search", load: page(upkeep, "SearchPage") },
  { path: "/notifications/preferences", load: page(people, "PreferencesPage") },
  {
    path: "/groups", load: page(people, "GroupsPage"), permission: "CHANGE_GROUP",
    navigation: { text: "groups", icon: "group" },
  },
  { path: "/groups/:id/:tab?", load: page(people, "GroupsPage"), permission: "CHANGE_GROUP" },
  {
    path: "/settings/tariffs", load: page(charging, "TariffsPage"), roles: wholeOrganization,
    navigation: { text: "tariffs", icon: "gear", section: "settings" },
  },
  { path: "/settings/tariffs/new", load: page(charging, "TariffFormPage"), permission: "MANAGE_TARIFFS" },
  { path: "/settings/tariffs/:id", load: page(charging, "TariffPage"), roles: wholeOrganization },
  { path: "/settings/tariffs/:id/edit", load: page(charging, "TariffFormPage"), permission: "MANAGE_TARIFFS" },
  {
    path: "/settings/users", load: page(people, "UsersPage"), permission: "MANAGE_USERS",
    navigation: { text: "users", icon: "gear", section: "settings" },
  },
  { path: "/settings/users/:id/:tab?", load: page(people, "UserPage"), permission: "MANAGE_USERS" },
  {
    path: "/settings/organization", load: page(people, "OrganizationPage"), roles: ["ORGANIZATION_OWNER"],
    navigation: { text: "organization", icon: "gear", section: "settings" },
  },
  {
    path: "/settings/organizations", load: page(people, "OrganizationsPage"), permission: "MANAGE_ORGANIZATIONS",
    navigation: { text: "organizations", icon: "gear", section: "settings" },
  },
  {
    path: "/settings/webhooks", load: page(upkeep, "WebhooksPage"), permission: "MANAGE_WEBHOOKS",
    navigation: { text: "webhooks", icon: "gear", section: "settings" },
  },
  { path: "/settings/webhooks/:id", load: page(upkeep, "WebhookPage"), permission: "MANAGE_WEBHOOKS" },
  {
    path: "/settings/audit", load: page(upkeep, "AuditPage"), permission: "READ_AUDIT",
    navigation: { text: "audit", icon: "gear", section: "settings" },
  },
  {
    path: "/explorer", load: loadExplorer, isPublic: true, isFull: true,
    navigation: { text: "explorer", icon: "code" }, roles: ["PLATFORM_OPERATOR", "ORGANIZATION_OWNER"],
  },
  { path: "/account/profile", load: page(people, "ProfilePage"), account: "profile" },
  { path: "/account/security", load: page(people, "SecurityPage"), account: "security" },
  { path: "/account/exports", load: page(people, "ExportsPage"), account: "exports" },
  { path: "/account/tokens", load: page(people, "TokensPage"), account: "tokens" },
  { path: "/account/sign-ins", load: page(people, "OwnSignInsPage"), account: "signIns" },
  { path: "/sign-in", load: page(entry, "SignInPage"), isPublic: true },
  { path: "/privacy", load: page(entry, "PrivacyPage"), isPublic: true },
  { path: "/imprint", load: page(entry, "ImprintPage"), isPublic: true },
  { path: "/forgot", load: page(entry, "ForgotPage"), isPublic: true },
  { path: "/reset/:token", load: page(entry, "SetPasswordPage"), isPublic: true },
  { path: "/invite/:token", load: page(entry, "SetPasswordPage"), isPublic: true },
];

export function routeOf(path: string): { readonly route: Route; readonly values: PathValues } | undefined {
  for (const route of routes) {
    const values = match(route.path, path);
    if (values) return { route, values };
  }
  return undefined;
}

/** Whether somebody does more than charge: by the role in the organization, or by one within a group. */
export function isStaff({ role, user }: Person): boolean {
  return staff.includes(role) || user.groupRoles.length > 0;
}

/** Whether a person sees a page at all. */
export function isOpenTo(route: Route, viewer: Person): boolean {
  if (route.roles && !route.roles.includes(viewer.role) && !(route.roles === staff && isStaff(viewer))) return false;
  return !route.permission || viewer.permissions.includes(route.permission);
}

/** Loads a page's code before it is opened. */
export function prefetch(href: string): void {
  const path = href.split(/[?#]/)[0] ?? "";
  void routeOf(path)?.route.load().catch(() => undefined);
}

/** Where one begins. */
export const home = "/dashboard";
