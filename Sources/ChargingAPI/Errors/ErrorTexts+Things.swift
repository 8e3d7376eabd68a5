extension ErrorTexts {
    /// Of people, organizations and what is lent.
    static let accounts: [ErrorText] = [
        ErrorText(
            "nobody with this id has been invited", "Mit dieser ID ist niemand eingeladen.",
            "Personne avec cet ID n’a été invité."),
        ErrorText(
            "no active user has this e-mail", "Kein aktives Konto hat diese E-Mail.",
            "Aucun compte actif n’a cet e-mail."),
        ErrorText("your account is gone", "Ihr Konto gibt es nicht mehr.", "Votre compte n’existe plus."),
        ErrorText(
            "A token is not signed in; revoke it instead.",
            "Ein Token ist nicht angemeldet; widerrufen Sie es stattdessen.",
            "Un jeton n’est pas connecté ; révoquez-le plutôt."),
        ErrorText("this is no token of yours", "Das ist keines Ihrer Tokens.", "Ce n’est pas un de vos jetons."),
        ErrorText(
            "Preferences may have 64 kB together.", "Einstellungen dürfen zusammen 64 kB haben.",
            "Les préférences peuvent faire 64 ko au total."),
        ErrorText(
            "Ask this by POST /graphql: its answer sets a cookie.",
            "Fragen Sie das mit POST /graphql: Die Antwort setzt ein Cookie.",
            "Demandez ceci par POST /graphql : la réponse pose un cookie."),
        ErrorText(
            "The role {} does not see recorded messages.", "Die Rolle {1} sieht keine aufgezeichneten Nachrichten.",
            "Le rôle {1} ne voit pas les messages enregistrés."),
        ErrorText(
            "your role does not allow to see recorded messages",
            "Ihre Rolle erlaubt nicht, aufgezeichnete Nachrichten zu sehen.",
            "Votre rôle ne permet pas de voir les messages enregistrés."),
        ErrorText(
            "your role is not told of this", "Davon erfährt Ihre Rolle nichts.", "Votre rôle n’en est pas informé."),
        ErrorText(
            "without the right to operate this station you start it with a tag of your own",
            "Ohne das Recht, diese Ladestation zu bedienen, starten Sie sie mit einem eigenen RFID-Tag.",
            "Sans le droit de commander cette borne, vous la démarrez avec un badge à vous."),
        ErrorText(
            "this station is in your organization", "Diese Ladestation gehört zu Ihrer Organisation.",
            "Cette borne est dans votre organisation."),
        ErrorText(
            "this share does not exist, or has ended", "Diese Freigabe gibt es nicht oder nicht mehr.",
            "Ce partage n’existe pas ou est terminé."),
        ErrorText(
            "the station is lent {} times already", "Die Ladestation ist schon {1}-mal freigegeben.",
            "La borne est déjà partagée {1} fois."),
        ErrorText("nobody has this name", "Niemand hat diesen Namen.", "Personne n’a ce nom."),
        ErrorText("the station is theirs already", "Die Ladestation gehört ihnen schon.", "La borne est déjà à eux."),
        ErrorText(
            "this station has no such secret", "Diese Ladestation hat kein solches Geheimnis.",
            "Cette borne n’a pas ce secret."),
        ErrorText(
            "this group does not exist in your organization", "Diese Gruppe gibt es in Ihrer Organisation nicht.",
            "Ce groupe n’existe pas dans votre organisation."),
        ErrorText("no such station", "Diese Ladestation gibt es nicht.", "Cette borne n’existe pas."),
        ErrorText("This station does not exist.", "Diese Ladestation gibt es nicht.", "Cette borne n’existe pas."),
        ErrorText(
            "not all of these stations exist", "Nicht alle dieser Ladestationen gibt es.",
            "Toutes ces bornes n’existent pas."),
    ]

    /// Of what an organization keeps.
    static let keeping: [ErrorText] = [
        ErrorText(
            "the organization has {} quirk profiles; up to {} are allowed",
            "Die Organisation hat {1} Eigenheitenprofile; erlaubt sind bis zu {2}.",
            "L’organisation a {1} profils de particularités ; jusqu’à {2} sont permis."),
        ErrorText(
            "there is no such quirk profile", "Dieses Eigenheitenprofil gibt es nicht.",
            "Ce profil de particularités n’existe pas."),
        ErrorText(
            "not all of these quirk profiles exist", "Nicht alle dieser Eigenheitenprofile gibt es.",
            "Tous ces profils de particularités n’existent pas."),
        ErrorText(
            "this station keeps no logbook; charging needs no entry",
            "Diese Ladestation führt kein Fahrtenbuch; Laden braucht keinen Eintrag.",
            "Cette borne ne tient pas de carnet de route ; charger ne demande pas d’entrée."),
        ErrorText(
            "this session was refused, so nothing was charged",
            "Dieser Ladevorgang wurde abgelehnt, also wurde nichts geladen.",
            "Cette session a été refusée, rien n’a donc été chargé."),
        ErrorText(
            "the organization has {} tariffs; up to {} are allowed",
            "Die Organisation hat {1} Tarife; erlaubt sind bis zu {2}.",
            "L’organisation a {1} tarifs ; jusqu’à {2} sont permis."),
        ErrorText(
            "the tariff has {} versions; up to {} are allowed", "Der Tarif hat {1} Fassungen; erlaubt sind bis zu {2}.",
            "Le tarif a {1} versions ; jusqu’à {2} sont permises."),
        ErrorText(
            "not all of these tariffs exist", "Nicht alle dieser Tarife gibt es.", "Tous ces tarifs n’existent pas."),
        ErrorText(
            "the tariff {} is assigned to {}; assign another one there first",
            "Der Tarif {1} gilt für {2}; weisen Sie dort zuerst einen anderen zu.",
            "Le tarif {1} est attribué à {2} ; attribuez-y d’abord un autre."),
        ErrorText("the station {}", "die Ladestation {1}", "la borne {1}"),
        ErrorText("the group {}", "die Gruppe {1}", "le groupe {1}"),
        ErrorText("the organization", "die Organisation", "l’organisation"),
        ErrorText(
            "this tariff has no version that can be read", "Dieser Tarif hat keine lesbare Fassung.",
            "Ce tarif n’a aucune version lisible."),
        ErrorText(
            "not all of these exist in the tariff's organization",
            "Nicht alle davon gibt es in der Organisation des Tarifs.",
            "Tous n’existent pas dans l’organisation du tarif."),
        ErrorText(
            "the organization has {} webhooks; up to {} are allowed",
            "Die Organisation hat {1} Webhooks; erlaubt sind bis zu {2}.",
            "L’organisation a {1} webhooks ; jusqu’à {2} sont permis."),
        ErrorText("this webhook does not exist", "Diesen Webhook gibt es nicht.", "Ce webhook n’existe pas."),
        ErrorText(
            "not all of these webhooks exist", "Nicht alle dieser Webhooks gibt es.",
            "Tous ces webhooks n’existent pas."),
        ErrorText("this delivery does not exist", "Diese Zustellung gibt es nicht.", "Cette livraison n’existe pas."),
        ErrorText(
            "this delivery waits to be sent already", "Diese Zustellung wartet schon darauf, gesendet zu werden.",
            "Cette livraison attend déjà d’être envoyée."),
        ErrorText(
            "the webhook is switched off; switch it on first",
            "Der Webhook ist abgeschaltet; schalten Sie ihn zuerst ein.",
            "Le webhook est désactivé ; activez-le d’abord."),
        ErrorText(
            "a test of this webhook is under way; see what becomes of it first",
            "Ein Test dieses Webhooks läuft schon; warten Sie erst ab, was daraus wird.",
            "Un essai de ce webhook est en cours ; attendez d’abord son résultat."),
        ErrorText(
            "a webhook is tested up to {} times in ten minutes; wait a little",
            "Ein Webhook lässt sich bis zu {1}-mal in zehn Minuten testen; warten Sie ein wenig.",
            "Un webhook peut être essayé jusqu’à {1} fois en dix minutes ; attendez un peu."),
        ErrorText(
            "{} cannot contain TEST, which is sent by `testWebhook` alone.",
            "{1} kann TEST nicht enthalten; das sendet allein `testWebhook`.",
            "{1} ne peut pas contenir TEST, que seul `testWebhook` envoie."),
        ErrorText(
            "the webhook has no secret that can be read", "Der Webhook hat kein lesbares Geheimnis.",
            "Le webhook n’a pas de secret lisible."),
        ErrorText(
            "the secret was stored with another secret key",
            "Das Geheimnis wurde mit einem anderen Schlüssel gespeichert.",
            "Le secret a été enregistré avec une autre clé."),
        ErrorText("it was answered with {}", "Die Antwort war {1}.", "La réponse a été {1}."),
        ErrorText("no memory for a request", "Kein Speicher für eine Anfrage.", "Pas de mémoire pour une requête."),
        ErrorText(
            "the address is one that may not be called", "Diese Adresse darf nicht aufgerufen werden.",
            "Cette adresse ne peut pas être appelée."),
        ErrorText("this request does not exist", "Diese Anfrage gibt es nicht.", "Cette demande n’existe pas."),
        ErrorText(
            "you have {} requests that are not solved; solve some of them first",
            "Sie haben {1} ungelöste Anfragen; lösen Sie zuerst einige davon.",
            "Vous avez {1} demandes non résolues ; résolvez-en d’abord quelques-unes."),
        ErrorText(
            "this request is in that state already", "Diese Anfrage hat diesen Stand schon.",
            "Cette demande est déjà dans cet état."),
        ErrorText(
            "a request has up to {} logs", "Eine Anfrage hat bis zu {1} Protokolle.",
            "Une demande a jusqu’à {1} journaux."),
        ErrorText(
            "a request has up to {} comments; make a new one",
            "Eine Anfrage hat bis zu {1} Kommentare; stellen Sie eine neue.",
            "Une demande a jusqu’à {1} commentaires ; faites-en une nouvelle."),
    ]

    /// Of firmware and its roll-outs.
    static let rollingOut: [ErrorText] = [
        ErrorText(
            "There is an image of {} {} {} already.", "Ein Image von {1} {2} {3} gibt es schon.",
            "Une image de {1} {2} {3} existe déjà."),
        ErrorText(
            "Not all of these images exist.", "Nicht alle dieser Images gibt es.", "Toutes ces images n’existent pas."),
        ErrorText(
            "This image does not exist in the station's organization.",
            "Dieses Image gibt es in der Organisation der Ladestation nicht.",
            "Cette image n’existe pas dans l’organisation de la borne."),
        ErrorText("this image does not exist", "Dieses Image gibt es nicht.", "Cette image n’existe pas."),
        ErrorText(
            "none of these stations is to get this image: {} of another model, {} run it, {} in another roll-out",
            "Keine dieser Ladestationen bekommt dieses Image: {1} von anderem Modell, {2} haben es schon, {3} in einer anderen Verteilung.",
            "Aucune de ces bornes ne doit recevoir cette image : {1} d’un autre modèle, {2} l’ont déjà, {3} dans un autre déploiement."
        ),
        ErrorText(
            "not all of these stations wait for their turn in this roll-out",
            "Nicht alle dieser Ladestationen warten in dieser Verteilung.",
            "Toutes ces bornes n’attendent pas leur tour dans ce déploiement."),
        ErrorText("this roll-out does not exist", "Diese Verteilung gibt es nicht.", "Ce déploiement n’existe pas."),
        ErrorText(
            "the roll-out is {} and cannot be {}", "Die Verteilung ist {1} und kann nicht {2} werden.",
            "Le déploiement est {1} et ne peut pas être {2}."),
        ErrorText(
            "not all of these stations exist in the image's organization",
            "Nicht alle dieser Ladestationen gibt es in der Organisation des Images.",
            "Toutes ces bornes n’existent pas dans l’organisation de l’image."),
        ErrorText(
            "the filter finds no station that this image fits and that does not run it",
            "Der Filter findet keine Ladestation, zu der dieses Image passt und die es noch nicht hat.",
            "Le filtre ne trouve aucune borne à laquelle cette image convient et qui ne l’a pas encore."),
        ErrorText(
            "more than {} stations are found; narrow the filter",
            "Es werden mehr als {1} Ladestationen gefunden; grenzen Sie den Filter ein.",
            "Plus de {1} bornes sont trouvées ; restreignez le filtre."),
        ErrorText(
            "more than {} stations are found; a roll-out takes no more",
            "Es werden mehr als {1} Ladestationen gefunden; mehr nimmt eine Verteilung nicht auf.",
            "Plus de {1} bornes sont trouvées ; un déploiement n’en prend pas plus."),
    ]
}
