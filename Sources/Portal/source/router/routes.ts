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

export const staff: readonly Role[] = ["PLATFORM_OPERATOR", "ORGANIZATION_OWNER", "MANAGER", "INSTALLER", "SUPPORT"];

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
    path: "/stations", load: () => import("../stations/StationsPage"),
    navigation: { text: "stations", icon: "station", section: "chargePoints", bar: "stations" },
  },
  { path: "/stations/new", load: () => import("../onboarding/AddStationPage"), permission: "ONBOARD_STATION" },
  {
    path: "/tags", load: () => import("../tags/TagsPage"),
    navigation: { text: "tags", icon: "lock", section: "chargePoints" },
  },
  { path: "/tags/new", load: () => import("../tags/NewTagPage"), permission: "CREATE_TAG" },
  { path: "/tags/inbox", load: () => import("../tags/InboxPage"), permission: "CREATE_TAG" },
  { path: "/tags/:id", load: () => import("../tags/TagPage") },
  {
    path: "/connectors", load: () => import("../connectors/ConnectorsPage"),
    navigation: { text: "connectors", icon: "station", section: "chargePoints" },
  },
  { path: "/stations/:cpid/:tab?", load: () => import("../stations/StationPage") },
  {
    path: "/reservations", load: () => import("../reservations/ReservationsPage"),
    navigation: { text: "reservations", icon: "calendar" },
  },
  {
    path: "/sessions", load: () => import("../sessions/SessionsPage"),
    navigation: { text: "sessions", icon: "session", bar: "sessions" },
  },
  { path: "/sessions/:id", load: () => import("../sessions/SessionPage") },
  {
    path: "/operations", load: () => import("../operations/OperationsPage"), roles: staff,
    navigation: { text: "allOperations", icon: "operations", section: "operations" },
  },
  { path: "/operations/new/:kind", load: () => import("../operations/NewOperationPage"), roles: staff },
  { path: "/operations/:id", load: () => import("../operations/OperationPage"), roles: staff },
  {
    path: "/firmware", load: () => import("../firmware/FirmwarePage"), roles: staff,
    navigation: { text: "firmware", icon: "download", section: "operations" },
  },
  {
    path: "/certificates", load: () => import("../certificates/CertificatesPage"), roles: staff,
    navigation: { text: "certificates", icon: "shield", section: "operations" },
  },
  {
    path: "/maintenance/inventory", load: () => import("../inventory/InventoryPage"), roles: staff,
    navigation: { text: "inventory", icon: "wrench", section: "maintenance" },
  },
  {
    path: "/maintenance/diagnostics", load: () => import("../maintenance/DiagnosticsPage"), roles: staff,
    navigation: { text: "diagnostics", icon: "wrench", section: "maintenance" },
  },
  {
    path: "/maintenance/cp-logs", load: () => import("../maintenance/EventsPage"), roles: staff,
    navigation: { text: "cpLogs", icon: "wrench", section: "maintenance" },
  },
  {
    path: "/maintenance/messages", load: () => import("../maintenance/MessagesPage"), roles: staff,
    navigation: { text: "messages", icon: "wrench", section: "maintenance" },
  },
  {
    path: "/maintenance/heartbeats", load: () => import("../maintenance/HeartbeatsPage"), roles: staff,
    navigation: { text: "heartbeats", icon: "wrench", section: "maintenance" },
  },
  {
    path: "/maintenance/quirks", load: () => import("../quirks/QuirksPage"), roles: staff,
    navigation: { text: "quirks", icon: "wrench", section: "maintenance" },
  },
  {
    path: "/requests", load: () => import("../requests/RequestsPage"),
    navigation: { text: "requests", icon: "help" },
  },
  { path: "/requests/:id", load: () => import("../requests/RequestPage") },
  {
    path: "/notifications", load: () => import("../notifications/NotificationsPage"),
    navigation: { text: "notifications", icon: "bell", bar: "notifications" },
  },
  { path: "/search", load: () => import("../search/SearchPage") },
  { path: "/notifications/preferences", load: () => import("../notifications/PreferencesPage") },
  {
    path: "/groups", load: () => import("../groups/GroupsPage"), permission: "CHANGE_GROUP",
    navigation: { text: "groups", icon: "group" },
  },
  { path: "/groups/:id", load: () => import("../groups/GroupPage"), permission: "CHANGE_GROUP" },
  {
    path: "/settings/tariffs", load: () => import("../tariffs/TariffsPage"), roles: staff,
    navigation: { text: "tariffs", icon: "gear", section: "settings" },
  },
  { path: "/settings/tariffs/new", load: () => import("../tariffs/TariffFormPage"), permission: "MANAGE_TARIFFS" },
  { path: "/settings/tariffs/:id", load: () => import("../tariffs/TariffPage"), roles: staff },
  { path: "/settings/tariffs/:id/edit", load: () => import("../tariffs/TariffFormPage"), permission: "MANAGE_TARIFFS" },
  {
    path: "/settings/users", load: () => import("../users/UsersPage"), permission: "MANAGE_USERS",
    navigation: { text: "users", icon: "gear", section: "settings" },
  },
  { path: "/settings/users/:id/:tab?", load: () => import("../users/UserPage"), permission: "MANAGE_USERS" },
  {
    path: "/settings/audit", load: () => import("../audit/AuditPage"), permission: "READ_AUDIT",
    navigation: { text: "audit", icon: "gear", section: "settings" },
  },
  {
    path: "/explorer", load: loadExplorer, isPublic: true, isFull: true,
    navigation: { text: "explorer", icon: "code" }, roles: ["PLATFORM_OPERATOR", "ORGANIZATION_OWNER"],
  },
  { path: "/account/profile", load: () => import("../account/ProfilePage"), account: "profile" },
  { path: "/account/security", load: () => import("../account/SecurityPage"), account: "security" },
  { path: "/account/tokens", load: () => import("../account/TokensPage"), account: "tokens" },
  { path: "/account/sign-ins", load: () => import("../account/OwnSignInsPage"), account: "signIns" },
  { path: "/sign-in", load: () => import("../account/SignInPage"), isPublic: true },
  { path: "/privacy", load: () => import("../legal/PrivacyPage"), isPublic: true },
  { path: "/forgot", load: () => import("../account/ForgotPage"), isPublic: true },
  { path: "/reset/:token", load: () => import("../account/SetPasswordPage"), isPublic: true },
  { path: "/invite/:token", load: () => import("../account/SetPasswordPage"), isPublic: true },
];

export function routeOf(path: string): { readonly route: Route; readonly values: PathValues } | undefined {
  for (const route of routes) {
    const values = match(route.path, path);
    if (values) return { route, values };
  }
  return undefined;
}

/** Whether a person sees a page at all. */
export function isOpenTo(route: Route, viewer: Person): boolean {
  if (route.roles && !route.roles.includes(viewer.role)) return false;
  return !route.permission || viewer.permissions.includes(route.permission);
}

/** Loads a page's code before it is opened. */
export function prefetch(href: string): void {
  const path = href.split(/[?#]/)[0] ?? "";
  void routeOf(path)?.route.load().catch(() => undefined);
}

/** Where one begins. */
export const home = "/dashboard";
