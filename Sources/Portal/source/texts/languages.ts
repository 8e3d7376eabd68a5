/** The languages of the portal, and how each speaks of numbers of things. */
export const languages = { en: "English", de: "Deutsch", fr: "Français" } as const;

export type Language = keyof typeof languages;

export function isLanguage(text: unknown): text is Language {
  return typeof text === "string" && text in languages;
}

/** The forms that a language has; `#` stands for the figure. */
interface Forms {
  readonly one: string;
  /** French has its own form for round millions; where it is not given, `other` does. */
  readonly many?: string;
  readonly other: string;
}

/** `counted("en")` makes `(3, { one: "# station", other: "# stations" })` into “3 stations”. */
export function counted(language: Language): (number: number, forms: Forms) => string {
  const plural = new Intl.PluralRules(language);
  const figure = new Intl.NumberFormat(language);
  return (number, forms) => {
    const form = plural.select(number);
    const text = form === "one" ? forms.one : form === "many" ? forms.many ?? forms.other : forms.other;
    return text.replace(/#/g, figure.format(number));
  };
}
