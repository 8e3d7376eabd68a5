import type { imports as english } from "../english/imports";
import { counted } from "../languages";

const n = counted("fr");

/** Français : les listes importées d’un fichier. */
export const imports: typeof english = {
  open: "Importer",
  titles: { tags: "Importer des badges", stations: "Importer des bornes" },
  lead: "À partir d’un fichier CSV ou Excel. Il est d’abord vérifié : rien ne change avant que vous n’appuyiez sur Importer.",
  file: "Fichier",
  choose: "Fichier CSV ou Excel (.xlsx)",
  keys: {
    tags: "Les colonnes de l’export ; idTag est nécessaire.",
    stations: "Les colonnes de l’export ; chargePointId est nécessaire. Pour les nouvelles bornes, une colonne password est possible.",
  },
  rules: "Une cellule vide efface la valeur, une colonne absente du fichier ne change rien. 8 Mo et 10 000 lignes au plus.",
  checking: "Le serveur examine les lignes…",
  importing: "Importation des lignes…",
  tooLarge: "Le fichier dépasse 8 Mo.",
  unreadable: "Le navigateur ne peut pas lire le fichier.",
  mend: "Rien n’a été modifié. Corrigez ou divisez le fichier, puis choisissez-le à nouveau.",
  changedMeanwhile: "Rien n’a été importé : quelque chose a changé depuis la vérification. Examinez les lignes à nouveau.",
  refused: (count: number) => n(count, {
    one: "# ligne est refusée ; le tableau dit pourquoi. Corrigez-la dans le fichier et choisissez-le à nouveau, ou laissez-la de côté.",
    other: "# lignes sont refusées ; le tableau dit pourquoi. Corrigez-les dans le fichier et choisissez-le à nouveau, ou laissez-les de côté.",
  }),
  nothing: "Il n’y a rien à importer : tout est déjà comme le fichier le dit.",
  ignored: (columns: string) => `Non repris du fichier, car écrits par d’autres : ${columns}.`,
  importRows: (count: number) => n(count, { one: "Importer # ligne", other: "Importer # lignes" }),
  importRest: (count: number) => n(count, { one: "Importer l’autre ligne", other: "Importer les # autres lignes" }),
  imported: (count: number) => n(count, { one: "# ligne est importée.", other: "# lignes sont importées." }),
  leftOut: (count: number) => n(count, { one: "# ligne a été laissée de côté.", other: "# lignes ont été laissées de côté." }),
  saveReport: "Télécharger le rapport",
  toList: "Vers la liste",
  report: "Ligne par ligne",
  noRows: "Le fichier n’a aucune ligne",
  line: "Ligne",
  without: "sans",
  outcome: "Résultat",
  outcomes: { NEW: "Nouvelle", CHANGED: "Modifiée", UNCHANGED: "Inchangée", REFUSED: "Refusée" },
  details: "Ce qui change, ce qui ne va pas",
};
