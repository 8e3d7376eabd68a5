// What people are told at a form most often. Names of members stay as the schema has them.
extension ErrorTexts {
    static let table: [ErrorText] =
        signingIn + people + accounts + things + keeping + rollingOut + charging + asking + outcomes + connecting
        + profiles + values + members + questions + files + exports + imports + workbooks + columns + certificates
        + certificateFaults + server

    private static let signingIn: [ErrorText] = [
        ErrorText(
            "E-mail, password or characters are not right.", "E-Mail, Passwort oder Zeichen stimmen nicht.",
            "L’e-mail, le mot de passe ou les caractères ne sont pas justes."),
        ErrorText(
            "Signing in took too long. Begin again.", "Die Anmeldung hat zu lange gedauert. Beginnen Sie von vorn.",
            "La connexion a pris trop de temps. Recommencez."),
        ErrorText(
            "The code is not right, or its time is over.", "Der Code stimmt nicht oder ist abgelaufen.",
            "Le code n’est pas juste ou a expiré."),
        ErrorText("The password is not right.", "Das Passwort stimmt nicht.", "Le mot de passe n’est pas juste."),
        ErrorText(
            "This link was used already, or its time is over. Ask for a new one.",
            "Dieser Link wurde schon benutzt oder ist abgelaufen. Fordern Sie einen neuen an.",
            "Ce lien a déjà servi ou a expiré. Demandez-en un nouveau."),
        ErrorText(
            "Too many requests from your network. Try again in a minute.",
            "Zu viele Anfragen aus Ihrem Netz. Versuchen Sie es in einer Minute wieder.",
            "Trop de demandes depuis votre réseau. Réessayez dans une minute."),
        ErrorText(
            "Too many attempts. Try again in {} minutes.", "Zu viele Versuche. Versuchen Sie es in {1} Minuten wieder.",
            "Trop de tentatives. Réessayez dans {1} minutes."),
        ErrorText(
            "Too many attempts. Try again in {} minute.", "Zu viele Versuche. Versuchen Sie es in {1} Minute wieder.",
            "Trop de tentatives. Réessayez dans {1} minute."),
        ErrorText(
            "The server is busy. Try again in a minute.",
            "Der Server ist ausgelastet. Versuchen Sie es in einer Minute wieder.",
            "Le serveur est occupé. Réessayez dans une minute."),
        ErrorText(
            "There is a second factor already. Turn it off first.",
            "Es gibt schon einen zweiten Faktor. Schalten Sie ihn zuerst ab.",
            "Il y a déjà un second facteur. Désactivez-le d’abord."),
        ErrorText(
            "The second factor was set up anew meanwhile. Begin again.",
            "Der zweite Faktor wurde inzwischen neu eingerichtet. Beginnen Sie von vorn.",
            "Le second facteur a été reconfiguré entre-temps. Recommencez."),
        ErrorText(
            "No second factor is being set up.", "Es wird kein zweiter Faktor eingerichtet.",
            "Aucun second facteur n’est en cours de configuration."),
        ErrorText(
            "You have 100 tokens. Revoke one that you no longer use.",
            "Sie haben 100 Tokens. Widerrufen Sie eines, das Sie nicht mehr benutzen.",
            "Vous avez 100 jetons. Révoquez-en un qui ne sert plus."),
        ErrorText("expiresAt is over already.", "expiresAt ist schon vorbei.", "expiresAt est déjà passé."),
    ]

    private static let people: [ErrorText] = [
        ErrorText(
            "The role {} does not allow this.", "Die Rolle {1} erlaubt das nicht.", "Le rôle {1} ne le permet pas."),
        ErrorText("your role does not allow this", "Ihre Rolle erlaubt das nicht.", "Votre rôle ne le permet pas."),
        ErrorText(
            "{} has to be given; null takes it away.", "{1} muss angegeben werden; null nimmt sie weg.",
            "{1} doit être donné ; null l’enlève."),
        ErrorText(
            "within groups the roles are MANAGER, INSTALLER and SUPPORT",
            "In Gruppen gibt es die Rollen MANAGER, INSTALLER und SUPPORT.",
            "Dans les groupes, les rôles sont MANAGER, INSTALLER et SUPPORT."),
        ErrorText(
            "a group has up to {} roles, and so has a person", "Eine Gruppe hat bis zu {1} Rollen, eine Person ebenso.",
            "Un groupe a jusqu’à {1} rôles, une personne aussi."),
        ErrorText(
            "say at which stations of your groups the tag is valid",
            "Geben Sie an, an welchen Stationen Ihrer Gruppen der RFID-Tag gilt.",
            "Indiquez dans quelles bornes de vos groupes le badge est valable."),
        ErrorText("this token changes nothing", "Dieses Token ändert nichts.", "Ce jeton ne modifie rien."),
        ErrorText(
            "only who has the role {}, or a mightier one, may do this",
            "Das darf nur, wer die Rolle {1} oder eine mächtigere hat.",
            "Seul qui a le rôle {1}, ou un rôle plus puissant, peut le faire."),
        ErrorText(
            "a user with this e-mail exists already", "Ein Konto mit dieser E-Mail gibt es schon.",
            "Un compte avec cet e-mail existe déjà."),
        ErrorText(
            "an organization with this name exists already", "Eine Organisation mit diesem Namen gibt es schon.",
            "Une organisation de ce nom existe déjà."),
        ErrorText(
            "an organization keeps at least one active owner",
            "Eine Organisation behält mindestens eine aktive Person als Eigentümer.",
            "Une organisation garde au moins un propriétaire actif."),
        ErrorText(
            "you cannot change your own role or status",
            "Die eigene Rolle und den eigenen Status können Sie nicht ändern.",
            "Vous ne pouvez pas modifier votre propre rôle ou statut."),
        ErrorText(
            "your own account is deleted in your profile, with your password",
            "Das eigene Konto löschen Sie in Ihrem Profil, mit Ihrem Passwort.",
            "Votre propre compte se supprime dans votre profil, avec votre mot de passe."),
        ErrorText("this user does not exist", "Dieses Konto gibt es nicht.", "Ce compte n’existe pas."),
        ErrorText(
            "this user does not exist in your organization", "Dieses Konto gibt es in Ihrer Organisation nicht.",
            "Ce compte n’existe pas dans votre organisation."),
        ErrorText(
            "this organization does not exist", "Diese Organisation gibt es nicht.", "Cette organisation n’existe pas."),
    ]

    private static let things: [ErrorText] = [
        ErrorText(
            "a station with this charge point id exists already", "Eine Ladestation mit dieser ID gibt es schon.",
            "Une borne avec cet ID existe déjà."),
        ErrorText(
            "a tag with this id exists already", "Einen RFID-Tag mit dieser ID gibt es schon.",
            "Un badge avec cet ID existe déjà."),
        ErrorText(
            "a group with this name exists already under the same parent",
            "Eine Gruppe mit diesem Namen gibt es dort schon.", "Un groupe de ce nom existe déjà à cet endroit."),
        ErrorText(
            "a tariff with this name exists already", "Einen Tarif mit diesem Namen gibt es schon.",
            "Un tarif de ce nom existe déjà."),
        ErrorText(
            "a quirk profile with this name exists already", "Ein Eigenheitenprofil mit diesem Namen gibt es schon.",
            "Un profil de particularités de ce nom existe déjà."),
        ErrorText("this exists already", "Das gibt es schon.", "Cela existe déjà."),
        ErrorText(
            "a group cannot be below itself", "Eine Gruppe kann nicht unter sich selbst stehen.",
            "Un groupe ne peut pas être sous lui-même."),
        ErrorText(
            "groups can be nested {} deep", "Gruppen können {1} Ebenen tief stehen.",
            "Les groupes peuvent avoir {1} niveaux."),
        ErrorText(
            "the group {} has groups below it; move or delete them too",
            "Unter der Gruppe {1} stehen Gruppen; verschieben oder löschen Sie auch diese.",
            "Le groupe {1} a des groupes sous lui ; déplacez-les ou supprimez-les aussi."),
        ErrorText("this station does not exist", "Diese Ladestation gibt es nicht.", "Cette borne n’existe pas."),
        ErrorText(
            "this reservation does not exist", "Diese Reservierung gibt es nicht.", "Cette réservation n’existe pas."),
        ErrorText("this connector does not exist", "Diesen Anschluss gibt es nicht.", "Ce connecteur n’existe pas."),
        ErrorText(
            "direct current has no phases", "Gleichstrom hat keine Phasen.", "Le courant continu n’a pas de phases."),
        ErrorText("this group does not exist", "Diese Gruppe gibt es nicht.", "Ce groupe n’existe pas."),
        ErrorText("this tag does not exist", "Diesen RFID-Tag gibt es nicht.", "Ce badge n’existe pas."),
        ErrorText("this tariff does not exist", "Diesen Tarif gibt es nicht.", "Ce tarif n’existe pas."),
        ErrorText("this session does not exist", "Diesen Ladevorgang gibt es nicht.", "Cette session n’existe pas."),
        ErrorText("not all of these exist", "Nicht alle davon gibt es.", "Tous n’existent pas."),
        ErrorText(
            "not all of these exist in your organization", "Nicht alle davon gibt es in Ihrer Organisation.",
            "Tous n’existent pas dans votre organisation."),
        ErrorText(
            "this station was changed meanwhile; try again",
            "Diese Ladestation wurde inzwischen geändert; versuchen Sie es noch einmal.",
            "Cette borne a été modifiée entre-temps ; réessayez."),
        ErrorText(
            "the charge point id and the access code do not belong together",
            "Die ID der Ladestation und der Zugangscode gehören nicht zusammen.",
            "L’ID de la borne et le code d’accès ne vont pas ensemble."),
        ErrorText(
            "too many attempts failed; try again in an hour",
            "Zu viele Versuche sind gescheitert; versuchen Sie es in einer Stunde wieder.",
            "Trop de tentatives ont échoué ; réessayez dans une heure."),
    ]

    private static let charging: [ErrorText] = [
        ErrorText("The charger is offline.", "Die Ladestation ist offline.", "La borne est hors ligne."),
        ErrorText(
            "The session has already ended.", "Der Ladevorgang ist schon beendet.", "La session est déjà terminée."),
        ErrorText(
            "this session is over already", "Dieser Ladevorgang ist schon beendet.", "Cette session est déjà terminée."),
        ErrorText(
            "its station is connected; stop the session there instead",
            "Die Ladestation ist verbunden; beenden Sie den Ladevorgang dort.",
            "La borne est connectée ; arrêtez la session là-bas."),
        ErrorText(
            "The connector {} was just reserved.", "Der Anschluss {1} wurde gerade reserviert.",
            "Le connecteur {1} vient d’être réservé."),
        ErrorText(
            "The station keeps a logbook: make the entry of this start first.",
            "Die Ladestation führt ein Fahrtenbuch: machen Sie zuerst den Eintrag zu diesem Start.",
            "La borne tient un carnet de route : faites d’abord l’entrée de ce démarrage."),
        ErrorText(
            "a connector is free; nobody has to wait", "Ein Anschluss ist frei; niemand muss warten.",
            "Un connecteur est libre ; personne n’a à attendre."),
        ErrorText(
            "this station has no queue", "Diese Ladestation hat keine Warteliste.",
            "Cette borne n’a pas de file d’attente."),
        ErrorText(
            "{} people wait already; no more may", "Es warten schon {1} Personen; mehr dürfen es nicht sein.",
            "{1} personnes attendent déjà ; il n’en faut pas plus."),
        ErrorText("you do not wait there", "Sie warten dort nicht.", "Vous n’attendez pas là."),
        ErrorText(
            "this person does not wait there, as far as you may know",
            "Diese Person wartet dort nicht, soweit Sie das sehen dürfen.",
            "Cette personne n’attend pas là, pour autant que vous puissiez le voir."),
        ErrorText(
            "only who may operate this station puts others into its queue",
            "Andere setzt nur auf die Warteliste, wer diese Ladestation bedienen darf.",
            "Seul qui peut commander cette borne inscrit d’autres personnes dans sa file d’attente."),
        ErrorText(
            "this person cannot charge there by this tag", "Mit diesem RFID-Tag kann diese Person dort nicht laden.",
            "Cette personne ne peut pas charger là avec ce badge."),
        ErrorText(
            "this person has no tag by which to charge there",
            "Diese Person hat keinen RFID-Tag, mit dem sie dort laden könnte.",
            "Cette personne n’a pas de badge pour charger là."),
        ErrorText(
            "this station has no such connector", "Diese Ladestation hat diesen Anschluss nicht.",
            "Cette borne n’a pas ce connecteur."),
        ErrorText(
            "this tag does not exist, or is nobody's", "Diesen RFID-Tag gibt es nicht, oder er gehört niemandem.",
            "Ce badge n’existe pas, ou n’est à personne."),
        ErrorText(
            "leaveQueue takes only stationId and userId", "leaveQueue nimmt nur stationId und userId.",
            "leaveQueue ne prend que stationId et userId."),
        ErrorText(
            "you have no tag by which you could charge", "Sie haben keinen RFID-Tag, mit dem Sie laden könnten.",
            "Vous n’avez pas de badge pour charger."),
        ErrorText(
            "A tag has 1 to 20 characters.", "Ein RFID-Tag hat 1 bis 20 Zeichen.", "Un badge a de 1 à 20 caractères."),
    ]

    /// Of single members, whose name comes first.
    private static let values: [ErrorText] = [
        ErrorText(
            "{} has {} characters; up to {} are allowed.", "{1} hat {2} Zeichen; erlaubt sind bis zu {3}.",
            "{1} a {2} caractères ; jusqu’à {3} sont permis."),
        ErrorText(
            "{} has {} characters; {} to {} are allowed.", "{1} hat {2} Zeichen; erlaubt sind {3} bis {4}.",
            "{1} a {2} caractères ; de {3} à {4} sont permis."),
        ErrorText(
            "{} has {} bytes; {} to {} are allowed.", "{1} hat {2} Bytes; erlaubt sind {3} bis {4}.",
            "{1} a {2} octets ; de {3} à {4} sont permis."),
        ErrorText(
            "{} is {}; {} to {} is allowed.", "{1} ist {2}; erlaubt ist {3} bis {4}.",
            "{1} est {2} ; de {3} à {4} est permis."),
        ErrorText(
            "{} contains control characters.", "{1} enthält Steuerzeichen.", "{1} contient des caractères de contrôle."),
        ErrorText(
            "{} contains a slash or a control character.", "{1} enthält einen Schrägstrich oder ein Steuerzeichen.",
            "{1} contient une barre oblique ou un caractère de contrôle."),
        ErrorText("{} is missing.", "{1} fehlt.", "{1} manque."),
        ErrorText(
            "{} is for a station that is deactivated: give isActive as false.",
            "{1} gehört zu einer Ladestation, die stillgelegt wird: geben Sie isActive als false an.",
            "{1} concerne une borne qui est désactivée : donnez false pour isActive."),
        ErrorText("{} is empty.", "{1} ist leer.", "{1} est vide."),
        ErrorText("{} is blank.", "{1} ist leer.", "{1} est vide."),
        ErrorText("{} is not an e-mail address.", "{1} ist keine E-Mail-Adresse.", "{1} n’est pas une adresse e-mail."),
        ErrorText("{} is not after from.", "{1} liegt nicht nach from.", "{1} n’est pas après from."),
        ErrorText("{} is not the id of a {}.", "{1} ist nicht die ID von {2}.", "{1} n’est pas l’ID de {2}."),
        ErrorText(
            "{} is not one of the values allowed.", "{1} ist keiner der erlaubten Werte.",
            "{1} n’est pas une des valeurs permises."),
    ]
}
