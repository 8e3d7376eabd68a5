import type { queue as english } from "../english/queue";
import { counted } from "../languages";

const n = counted("fr");

/** Français : ceux qui attendent le prochain connecteur libre. */
export const queue: typeof english = {
  title: "File d’attente",
  lead: "Qui attend, aux bornes occupées, le prochain connecteur libre.",
  waiting: "En attente",
  own: "Votre place",
  you: "Vous",
  somebody: "Quelqu’un d’autre",
  nobody: "Personne n’attend",
  since: "depuis",
  heldUntil: "gardé jusqu’à",
  on: (minutes: number) => n(minutes, { one: "Active, gardé # minute", other: "Active, gardé # minutes" }),
  off: "Inactive",
  noQueue: "pas de file ici",
  free: "un connecteur est libre",
  join: "Rejoindre",
  joinAt: (station: string) => `Rejoindre la file de ${station}`,
  joined: (station: string, place: number) => `Vous attendez à ${station}, à la place ${place}. Vous serez averti quand ce sera à vous.`,
  leave: "Quitter",
  leaveAt: (station: string) => `Quitter la file de ${station}`,
  leaveTitle: (station: string) => `Quitter la file de ${station} ?`,
  leaveBody: "Votre place, ou le connecteur gardé pour vous, revient au suivant. Vous pourrez rejoindre la fin de la file.",
  left: (station: string) => `Vous n’attendez plus à ${station}.`,
  yourTurn: (station: string) => `À vous : un connecteur de ${station} est gardé pour vous jusqu’à`,
  accept: "Présentez votre carte à la borne d’ici là : elle ne démarre que pour vous. Si vous ne venez pas, c’est au suivant.",
  noTag: "Vous n’avez aucun badge avec lequel charger. Demandez-en un à un propriétaire de votre organisation.",
  notNeeded: "Inutile d’attendre : un connecteur est libre, ou la borne n’a plus de file.",
  full: "La file est pleine.",
  gone: "Vous n’y attendez plus.",
  settingsOf: (station: string) => `File d’attente de ${station}`,
  mayQueue: "On peut attendre pendant que la borne est occupée",
  mayQueueHint: "Quand un connecteur se libère, le premier en est averti, et il est gardé pour lui.",
  minutes: "Gardé pendant (minutes)",
  minutesHint: "Ensuite, c’est au suivant.",
  minutesWrong: "1 à 120 minutes.",
};
