import type { signIn as english } from "../english/signIn";
import { counted } from "../languages";

const n = counted("fr");

/** Français : la connexion. */
export const signIn: typeof english = {
  title: "Connexion",
  lead: "Les bornes, les sessions et leurs conducteurs, au même endroit.",
  email: "E-mail",
  password: "Mot de passe",
  show: "Afficher",
  hide: "Masquer",
  captcha: "Caractères de l’image",
  captchaAlt: "Six caractères, dessinés pour que seuls des humains les lisent",
  otherPicture: "Autre image",
  pictureFailed: "L’image n’est pas arrivée.",
  byMail: "Recevoir plutôt un code par e-mail",
  byPicture: "Utiliser plutôt l’image",
  code: "Code reçu par e-mail",
  codeSent: (minutes) =>
    n(minutes, { one: "Si un compte existe, un code est en route. Il est valable # minute.",
      other: "Si un compte existe, un code est en route. Il est valable # minutes." }),
  emailFirst: "Saisissez d’abord votre e-mail.",
  submit: "Se connecter",
  submitting: "Connexion en cours…",
  refused: "E-mail, mot de passe ou caractères incorrects.",
  expired: "Vous avez été déconnecté. Connectez-vous de nouveau pour continuer.",
  secondTitle: "Encore une étape",
  secondLead: "Saisissez les six chiffres de votre application d’authentification, ou un code de secours.",
  secondCode: "Code",
  secondSubmit: "Continuer",
  secondRefused: "Le code n’est pas bon, ou cela a pris trop de temps. Réessayez, ou recommencez.",
  again: "Recommencer",
  apiToken: "Utiliser un jeton d’API",
};
