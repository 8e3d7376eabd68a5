import type { signIn as english } from "../english/signIn";
import { counted } from "../languages";

const n = counted("fr");

/** Français : la connexion. */
export const signIn: typeof english = {
  privacy: "Protection des données",
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
  forgotTitle: "Mot de passe oublié",
  forgotLead: "Saisissez votre e-mail. Un lien pour définir un nouveau mot de passe arrive par e-mail.",
  forgotSubmit: "Envoyer le lien",
  forgotSent: "Si un compte existe, un e-mail est en route. Son lien est valable une fois, pendant 24 heures.",
  resetTitle: "Définir un nouveau mot de passe",
  inviteTitle: "Définir votre mot de passe",
  passwordAgain: "Le même mot de passe encore une fois",
  passwordLength: "10 à 200 caractères.",
  passwordsDiffer: "Les deux mots de passe sont différents.",
  passwordSubmit: "Définir le mot de passe",
  passwordSet: "C’est fait. Vous êtes déconnecté partout ; connectez-vous avec le nouveau mot de passe.",
  oldLink: "Ce lien a déjà été utilisé, ou sa durée est dépassée. Demandez-en un nouveau.",
};
