import type { onboarding as english } from "../english/onboarding";

/** Français : ajouter une borne. */
export const onboarding: typeof english = {
  title: "Ajouter une borne",
  lead: "Cela prend environ cinq minutes. Il vous faut la page de réglages de la borne, ou l’application de l’installateur.",
  steps: {
    name: "Nommer la borne", lines: "Saisir ces lignes dans la borne", wait: "Attendre que la borne se signale",
    test: "Créer un badge et démarrer une charge d’essai", testLead: "Un badge virtuel suffit ; une carte peut suivre.",
  },
  id: "Identifiant du point de charge",
  idHint: "1 à 48 signes, tels qu’ils figureront dans l’adresse de la borne.",
  idProblems: {
    empty: "La borne a besoin d’un identifiant.", long: "L’identifiant a plus de 48 signes.",
    signs: "L’identifiant ne doit pas avoir de barres obliques, de caractères de contrôle, ni d’espaces aux extrémités.",
  },
  noGroup: "Aucun",
  withPassword: "La borne prouve son identité par un mot de passe",
  withPasswordHint: "Un bon mot de passe est créé pour vous. Sans lui, quiconque connaît l’identifiant peut se faire passer pour la borne.",
  make: "Ajouter la borne",
  address: "Adresse (URL) du système central",
  joinedAddress: "Adresse avec l’identifiant",
  password: "Mot de passe",
  passwordOnce: "Le mot de passe n’est montré qu’ici, jusqu’à ce que vous quittiez cette page.",
  passwordElsewhere: "Le mot de passe a été montré à l’ajout de la borne, si elle en a un.",
  join: "Montrer l’adresse et l’identifiant sur une ligne",
  apart: "Montrer l’adresse et l’identifiant séparés",
  mailTo: "E-mail à l’installateur",
  mailSubject: (id) => `Réglages de la borne ${id}`,
  mail: (address, id, password) =>
    [`Adresse du système central : ${address}`, `Identifiant : ${id}`, `Mot de passe : ${password}`].join("\n"),
  waiting: "En attente de votre borne…",
  waitingLead: (id) => `On n’entend encore rien de ${id}. Cette page deviendra verte d’elle-même.`,
  connected: "Connectée, on attend qu’elle se présente",
  connectedLead: "La connexion est établie. La notification de démarrage vient ensuite.",
  here: (id) => `${id} est là`,
  nearMiss: "Une borne a été refusée, dont l’ID est presque celui-ci. Elle se nomme",
  helpTitle: "Rien ne se passe ?",
  help: [
    "Comparez l’adresse et l’identifiant signe par signe ; les majuscules comptent.",
    "Vérifiez que la borne a un réseau : câble, Wi-Fi ou carte SIM.",
    "Elle parle OCPP 1.6 par WebSocket (JSON), pas SOAP.",
    "Certaines bornes n’appliquent de nouveaux réglages qu’après un redémarrage.",
  ],
  testAlias: (id) => `Charge d’essai à ${id}`,
  testStart: "Créer un badge et démarrer",
  openStation: "Ouvrir la borne",
};
