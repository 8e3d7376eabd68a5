import type { states as english } from "../english/states";

/** Français : ce que disent les énumérations de l’API. */
export const states: typeof english = {
  status: {
    AVAILABLE: "Disponible", PREPARING: "En préparation", CHARGING: "En charge", SUSPENDED_EV: "En pause (véhicule)",
    SUSPENDED_EVSE: "En pause (borne)", FINISHING: "Fin de charge", RESERVED: "Réservé", UNAVAILABLE: "Indisponible",
    FAULTED: "En défaut", UNKNOWN: "Non signalé",
  },
  presence: { ONLINE: "En ligne", OFFLINE: "Hors ligne", UNKNOWN: "Jamais connectée" },
  sessionStatus: { ACTIVE: "En cours", COMPLETED: "Terminée", ESTIMATED: "Estimée" },
  authorization: {
    ACCEPTED: "accepté", BLOCKED: "badge bloqué", EXPIRED: "badge expiré", INVALID: "badge inconnu",
    CONCURRENT_TX: "badge utilisé ailleurs",
  },
  refused: (reason) => `Refusée : ${reason}`,
};
