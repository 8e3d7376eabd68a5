extension ErrorTexts {
    /// What is asked of stations, and what becomes of it.
    static let asking: [ErrorText] = [
        ErrorText(
            "A charger can be asked for {}.", "Eine Ladestation kann gefragt werden nach: {1}.",
            "Une borne peut être interrogée sur : {1}."),
        ErrorText(
            "AuthorizationKey is 16 to 40 hexadecimal digits, two for each byte of the password.",
            "AuthorizationKey besteht aus 16 bis 40 hexadezimalen Ziffern, zwei für jedes Byte des Passworts.",
            "AuthorizationKey a de 16 à 40 chiffres hexadécimaux, deux par octet du mot de passe."),
        ErrorText(
            "SecurityProfile is a number from 0 to 3.", "SecurityProfile ist eine Zahl von 0 bis 3.",
            "SecurityProfile est un nombre de 0 à 3."),
        ErrorText(
            "Connectors are numbered from 1.", "Anschlüsse sind ab 1 nummeriert.",
            "Les connecteurs sont numérotés à partir de 1."),
        ErrorText(
            "The reservation was over before the station could be asked.",
            "Die Reservierung war vorbei, bevor die Ladestation gefragt werden konnte.",
            "La réservation était terminée avant que la borne puisse être interrogée."),
        ErrorText(
            "expiresAt is {}; it must be later than now, {}.", "expiresAt ist {1}; es muss nach jetzt, {2}, liegen.",
            "expiresAt est {1} ; cela doit être après maintenant, {2}."),
        ErrorText(
            "expiresAt is {}; a connector is kept for 366 days at most, until {}.",
            "expiresAt ist {1}; ein Anschluss wird höchstens 366 Tage freigehalten, bis {2}.",
            "expiresAt est {1} ; un connecteur est gardé 366 jours au plus, jusqu’au {2}."),
        ErrorText(
            "Another update of its local list is under way; try again when that is done.",
            "Die lokale Liste wird gerade schon aktualisiert; versuchen Sie es wieder, wenn das erledigt ist.",
            "Une autre mise à jour de sa liste locale est en cours ; réessayez quand elle sera finie."),
        ErrorText(
            "It is not known which list the charger holds; send the FULL list first.",
            "Welche Liste die Ladestation hat, ist nicht bekannt; senden Sie zuerst die ganze Liste (FULL).",
            "On ne sait pas quelle liste la borne possède ; envoyez d’abord la liste complète (FULL)."),
        ErrorText(
            "This image has no signature.", "Dieses Image hat keine Signatur.", "Cette image n’a pas de signature."),
        ErrorText(
            "this image has no signature", "Dieses Image hat keine Signatur.", "Cette image n’a pas de signature."),
        ErrorText("There is no such image.", "Dieses Image gibt es nicht.", "Cette image n’existe pas."),
        ErrorText(
            "An update can be planned at most 30 days ahead.",
            "Eine Aktualisierung lässt sich höchstens 30 Tage im Voraus planen.",
            "Une mise à jour se planifie 30 jours à l’avance au plus."),
        ErrorText(
            "{} tags are known at this station; its LocalAuthListMaxLength allows {}.",
            "An dieser Ladestation gelten {1} RFID-Tags; ihr LocalAuthListMaxLength erlaubt {2}.",
            "{1} badges sont connus de cette borne ; son LocalAuthListMaxLength en permet {2}."),
        ErrorText(
            "More than {} tags are known at this station; a local list has that many at most.",
            "An dieser Ladestation gelten mehr als {1} RFID-Tags; mehr fasst eine lokale Liste nicht.",
            "Plus de {1} badges sont connus de cette borne ; une liste locale n’en contient pas plus."),
        ErrorText("There is no such session.", "Diesen Ladevorgang gibt es nicht.", "Cette session n’existe pas."),
        ErrorText(
            "There is no such reservation.", "Diese Reservierung gibt es nicht.", "Cette réservation n’existe pas."),
        ErrorText("There is no such station.", "Diese Ladestation gibt es nicht.", "Cette borne n’existe pas."),
        ErrorText(
            "{} sessions run there; at most {} can be stopped at once.",
            "Dort laufen {1} Ladevorgänge; höchstens {2} lassen sich auf einmal beenden.",
            "{1} sessions y sont en cours ; {2} au plus peuvent être arrêtées à la fois."),
        ErrorText(
            "The reservation {} is over: it is {}.", "Die Reservierung {1} ist vorbei: Sie ist {2}.",
            "La réservation {1} est terminée : elle est {2}."),
        ErrorText(
            "More than {} reservations are live there; cancel fewer at once.",
            "Dort gelten mehr als {1} Reservierungen; heben Sie weniger auf einmal auf.",
            "Plus de {1} réservations y sont en vigueur ; annulez-en moins à la fois."),
        ErrorText(
            "At most {} stations can be asked at once.",
            "Höchstens {1} Ladestationen können auf einmal gefragt werden.",
            "{1} bornes au plus peuvent être interrogées à la fois."),
        ErrorText("There is nothing to ask.", "Es gibt nichts zu fragen.", "Il n’y a rien à demander."),
        ErrorText(
            "It could not be checked; try again.", "Es konnte nicht geprüft werden; versuchen Sie es noch einmal.",
            "La vérification n’a pas pu se faire ; réessayez."),
        ErrorText(
            "Too many operations are under way.", "Zu viele Befehle sind unterwegs.", "Trop d’opérations sont en cours."
        ),
        ErrorText(
            "Only a person may ask for this.", "Das darf nur ein Mensch verlangen.",
            "Seule une personne peut le demander."),
        ErrorText(
            "The operation could not be begun; try again.",
            "Der Befehl konnte nicht begonnen werden; versuchen Sie es noch einmal.",
            "L’opération n’a pas pu commencer ; réessayez."),
        ErrorText(
            "The station is inactive, so nobody may charge there; activate it first.",
            "Die Ladestation ist inaktiv, also darf dort niemand laden; aktivieren Sie sie zuerst.",
            "La borne est inactive, personne ne peut donc y charger ; activez-la d’abord."),
        ErrorText(
            "The station's security profile is not lowered below {}.",
            "Das Sicherheitsprofil der Ladestation wird nicht unter {1} gesenkt.",
            "Le profil de sécurité de la borne ne descend pas sous {1}."),
        ErrorText(
            "The station is not accepted yet.", "Die Ladestation ist noch nicht angenommen.",
            "La borne n’est pas encore acceptée."),
        ErrorText(
            "The station is rejected, so nothing may be sent to it.",
            "Die Ladestation ist abgelehnt, also darf ihr nichts gesendet werden.",
            "La borne est rejetée, rien ne peut donc lui être envoyé."),
        ErrorText(
            "The station is accepted, so it may not be asked for BootNotification again.",
            "Die Ladestation ist angenommen, also darf sie nicht noch einmal nach BootNotification gefragt werden.",
            "La borne est acceptée, on ne peut donc plus lui demander BootNotification."),
        ErrorText(
            "The station did not say where it reached this server, and cannot be told an address for the file: set STATIONMASTER_PUBLIC_URL.",
            "Die Ladestation hat nicht gesagt, wo sie diesen Server erreicht hat, und kann keine Adresse für die Datei bekommen: Setzen Sie STATIONMASTER_PUBLIC_URL.",
            "La borne n’a pas dit où elle a joint ce serveur et ne peut recevoir d’adresse pour le fichier : définissez STATIONMASTER_PUBLIC_URL."
        ),
        ErrorText(
            "{} begins with \"{}\"; {} are allowed.", "{1} beginnt mit „{2}“; erlaubt sind {3}.",
            "{1} commence par « {2} » ; {3} sont permis."),
        ErrorText(
            "The station reserves single connectors only: its ReserveConnectorZeroSupported is false.",
            "Die Ladestation reserviert nur einzelne Anschlüsse: Ihr ReserveConnectorZeroSupported ist false.",
            "La borne ne réserve que des connecteurs précis : son ReserveConnectorZeroSupported est false."),
        ErrorText(
            "Reservations are switched off at this station.",
            "An dieser Ladestation sind Reservierungen ausgeschaltet.",
            "Les réservations sont désactivées à cette borne."),
        ErrorText(
            "The tag {} would not be let charge at this station: it is {}.",
            "Der RFID-Tag {1} dürfte an dieser Ladestation nicht laden: {2}.",
            "Le badge {1} ne pourrait pas charger à cette borne : {2}."),
        ErrorText(
            "No live reservation on connector {} has this id, or the station is being asked about it.",
            "Keine gültige Reservierung am Anschluss {1} hat diese ID, oder die Ladestation wird gerade danach gefragt.",
            "Aucune réservation en vigueur sur le connecteur {1} n’a cet ID, ou la borne est en train d’être interrogée."
        ),
        ErrorText(
            "The connector {} is reserved already.",
            "Der Anschluss {1} ist schon reserviert.",
            "Le connecteur {1} est déjà réservé."),
        ErrorText(
            "At a station that is lent to you a connector is reserved for one tag; leave the parent out.",
            "An einer Ladestation, die Ihnen überlassen ist, wird ein Anschluss für einen RFID-Tag reserviert; lassen Sie den übergeordneten weg.",
            "Sur une borne qui vous est prêtée, un connecteur est réservé pour un badge ; laissez le badge parent de côté."
        ),
        ErrorText(
            "The station is lent to you: reserve it for a tag of your own with which you may charge there.",
            "Die Ladestation ist Ihnen überlassen: Reservieren Sie sie für einen eigenen RFID-Tag, mit dem Sie dort laden dürfen.",
            "La borne vous est prêtée : réservez-la pour un badge à vous avec lequel vous pouvez y charger."),
        ErrorText(
            "The connector {} is reserved until {} by the reservation {}.",
            "Der Anschluss {1} ist bis {2} durch die Reservierung {3} belegt.",
            "Le connecteur {1} est réservé jusqu’au {2} par la réservation {3}."),
        ErrorText(
            "The station or its organization was deleted meanwhile.",
            "Die Ladestation oder ihre Organisation wurde inzwischen gelöscht.",
            "La borne ou son organisation a été supprimée entre-temps."),
    ]

    /// Why an operation failed.
    static let outcomes: [ErrorText] = [
        ErrorText("the connection ended", "Die Verbindung ist abgerissen.", "La connexion s’est terminée."),
        ErrorText("the connection ended: {}", "Die Verbindung ist zu Ende: {1}", "La connexion s’est terminée : {1}"),
        ErrorText("the charger answered {}: {}", "Die Ladestation antwortete {1}: {2}", "La borne a répondu {1} : {2}"),
        ErrorText(
            "the answer cannot be read: {}", "Die Antwort ist nicht lesbar: {1}", "La réponse est illisible : {1}"),
        ErrorText(
            "the charger did not answer in time", "Die Ladestation hat nicht rechtzeitig geantwortet.",
            "La borne n’a pas répondu à temps."),
        ErrorText(
            "the turn of the call did not come in time", "Der Befehl kam nicht rechtzeitig an die Reihe.",
            "Le tour de l’appel n’est pas venu à temps."),
        ErrorText(
            "the charger is not connected", "Die Ladestation ist nicht verbunden.", "La borne n’est pas connectée."),
        ErrorText(
            "too many calls wait for this charger", "Zu viele Befehle warten auf diese Ladestation.",
            "Trop d’appels attendent cette borne."),
        ErrorText("no message id", "Es gibt keine Nachrichtennummer.", "Il n’y a pas d’ID de message."),
        ErrorText("sent twice", "Zweimal gesendet.", "Envoyé deux fois."),
        ErrorText("there was nothing to send", "Es gab nichts zu senden.", "Il n’y avait rien à envoyer."),
        ErrorText("it could not be prepared", "Es konnte nicht vorbereitet werden.", "La préparation a échoué."),
        ErrorText(
            "the server stopped while the call was under way",
            "Der Server wurde angehalten, während der Befehl unterwegs war.", "Le serveur s’est arrêté pendant l’appel."
        ),
        ErrorText("the server was restarted", "Der Server wurde neu gestartet.", "Le serveur a été redémarré."),
        ErrorText(
            "a newer connection took over", "Eine neuere Verbindung hat übernommen.",
            "Une connexion plus récente a pris le relais."),
        ErrorText(
            "another connection of this station is alive", "Eine andere Verbindung dieser Ladestation besteht.",
            "Une autre connexion de cette borne est active."),
        ErrorText("the server is shutting down", "Der Server wird angehalten.", "Le serveur s’arrête."),
        ErrorText("the database is away", "Die Datenbank ist nicht erreichbar.", "La base de données est injoignable."),
        ErrorText("too many messages wait", "Zu viele Nachrichten warten.", "Trop de messages attendent."),
        ErrorText("protocol violation: {}", "Verstoß gegen das Protokoll: {1}", "Violation du protocole : {1}"),
        ErrorText("internal failure: {}", "Fehler des Servers: {1}", "Erreur du serveur : {1}"),
        ErrorText(
            "the station is not onboarded", "Die Ladestation ist nicht angelegt.", "La borne n’est pas enregistrée."),
        ErrorText("no sign of life", "Kein Lebenszeichen.", "Aucun signe de vie."),
        ErrorText("calls are not answered", "Befehle werden nicht beantwortet.", "Les appels restent sans réponse."),
        ErrorText("its certificate was revoked", "Ihr Zertifikat wurde widerrufen.", "Son certificat a été révoqué."),
    ]

    /// What is noted of a station's connections.
    static let connecting: [ErrorText] = [
        ErrorText("an unknown address", "unbekannter Adresse", "une adresse inconnue"),
        ErrorText(
            "a connection without credentials {} was refused; the one {} is alive",
            "Eine Verbindung ohne Zugangsdaten {1} wurde abgewiesen; die {2} besteht.",
            "Une connexion sans identifiants {1} a été refusée ; celle {2} est active."),
        ErrorText(
            "a connection {} took over from a live one {}", "Eine Verbindung {1} hat eine bestehende {2} abgelöst.",
            "Une connexion {1} a remplacé une connexion active {2}."),
        ErrorText("{} calls in a row", "{1} Befehle nacheinander", "{1} appels de suite"),
        ErrorText("connector {} became {}", "Anschluss {1} wurde {2}", "Le connecteur {1} est passé à {2}"),
        ErrorText(
            "the connection has the security profile {}; {} is the lowest",
            "Die Verbindung hat das Sicherheitsprofil {1}; das niedrigste ist {2}.",
            "La connexion a le profil de sécurité {1} ; le plus bas admis est {2}."),
        ErrorText(
            "{} is offered; ocpp1.6 is spoken here", "Angeboten wird {1}; hier wird ocpp1.6 gesprochen.",
            "{1} est proposé ; ici on parle ocpp1.6."),
        ErrorText(
            "the certificate with the number {}", "Das Zertifikat mit der Nummer {1}.", "Le certificat numéro {1}."),
        ErrorText(
            "the certificate was valid to {}", "Das Zertifikat galt bis {1}.",
            "Le certificat était valable jusqu’au {1}."),
        ErrorText(
            "the certificate was not given to this station",
            "Das Zertifikat wurde nicht dieser Ladestation ausgestellt.",
            "Le certificat n’a pas été délivré à cette borne."),
        ErrorText("the certificate names {}", "Das Zertifikat nennt {1}.", "Le certificat nomme {1}."),
        ErrorText(
            "the certificate is one of the organization {}", "Das Zertifikat gehört zur Organisation {1}.",
            "Le certificat est celui de l’organisation {1}."),
        ErrorText("nobody", "niemanden", "personne"),
        ErrorText("from {}", "von {1}", "depuis {1}"),
        ErrorText(
            "not a PKCS #10 request in PEM", "Keine PKCS-#10-Anfrage in PEM.",
            "Ce n’est pas une demande PKCS #10 en PEM."),
    ]

    /// Of charging profiles.
    static let profiles: [ErrorText] = [
        ErrorText(
            "The profile is a TX_PROFILE without a transaction.",
            "Das Profil muss ein TX_PROFILE ohne Transaktion sein.",
            "Le profil doit être un TX_PROFILE sans transaction."),
        ErrorText(
            "No charge runs on connector {}.", "An Anschluss {1} läuft kein Ladevorgang.",
            "Aucune charge n’est en cours sur le connecteur {1}."),
        ErrorText(
            "Transaction {} does not run on connector {}; {} does.",
            "Die Transaktion {1} läuft nicht an Anschluss {2}, sondern {3}.",
            "La transaction {1} n’est pas en cours sur le connecteur {2} ; {3} l’est."),
        ErrorText(
            "connector is {}; a CHARGE_POINT_MAX_PROFILE is for connector 0.",
            "connector ist {1}; ein CHARGE_POINT_MAX_PROFILE ist für Anschluss 0.",
            "connector est {1} ; un CHARGE_POINT_MAX_PROFILE est pour le connecteur 0."),
        ErrorText(
            "connector is 0; a TX_PROFILE is for the connector of its transaction.",
            "connector ist 0; ein TX_PROFILE ist für den Anschluss seiner Transaktion.",
            "connector est 0 ; un TX_PROFILE est pour le connecteur de sa transaction."),
        ErrorText(
            "stackLevel is {}; this charger allows 0 to {} (ChargeProfileMaxStackLevel).",
            "stackLevel ist {1}; diese Ladestation erlaubt 0 bis {2} (ChargeProfileMaxStackLevel).",
            "stackLevel est {1} ; cette borne permet de 0 à {2} (ChargeProfileMaxStackLevel)."),
        ErrorText(
            "The schedule has {} periods; this charger allows {} (ChargingScheduleMaxPeriods).",
            "Der Plan hat {1} Abschnitte; diese Ladestation erlaubt {2} (ChargingScheduleMaxPeriods).",
            "Le programme a {1} périodes ; cette borne en permet {2} (ChargingScheduleMaxPeriods)."),
        ErrorText(
            "The unit is {}; this charger allows {} (ChargingScheduleAllowedChargingRateUnit).",
            "Die Einheit ist {1}; diese Ladestation erlaubt {2} (ChargingScheduleAllowedChargingRateUnit).",
            "L’unité est {1} ; cette borne permet {2} (ChargingScheduleAllowedChargingRateUnit)."),
        ErrorText(
            "It would be profile number {}; this charger keeps {} (MaxChargingProfilesInstalled).",
            "Es wäre das Profil Nummer {1}; diese Ladestation behält {2} (MaxChargingProfilesInstalled).",
            "Ce serait le profil numéro {1} ; cette borne en garde {2} (MaxChargingProfilesInstalled)."),
        ErrorText(
            "A schedule has 1 to {} periods; this one has {}.", "Ein Plan hat 1 bis {1} Abschnitte; dieser hat {2}.",
            "Un programme a de 1 à {1} périodes ; celui-ci en a {2}."),
        ErrorText(
            "The first period starts at 0; this one at {}.", "Der erste Abschnitt beginnt bei 0, dieser bei {1}.",
            "La première période commence à 0 ; celle-ci à {1}."),
        ErrorText(
            "Periods follow each other in time; {} comes behind {}.",
            "Abschnitte folgen in der Zeit aufeinander; {1} steht hinter {2}.",
            "Les périodes se suivent dans le temps ; {1} vient derrière {2}."),
        ErrorText(
            "A RECURRING profile, and no other, has a recurrency; this one is {}.",
            "Nur ein Profil RECURRING hat eine Wiederholung, und es muss sie haben; dieses ist {1}.",
            "Un profil RECURRING, et aucun autre, a une récurrence ; celui-ci est {1}."),
        ErrorText(
            "Only a TX_PROFILE belongs to a transaction; this one is a {}.",
            "Nur ein TX_PROFILE gehört zu einer Transaktion; dieses ist ein {1}.",
            "Seul un TX_PROFILE appartient à une transaction ; celui-ci est un {1}."),
        ErrorText(
            "validTo comes after validFrom; {} does not come after {}.",
            "validTo liegt nach validFrom; {1} liegt nicht nach {2}.",
            "validTo vient après validFrom ; {1} ne vient pas après {2}."),
        ErrorText(
            "{} is {}; one decimal is allowed.", "{1} ist {2}; eine Nachkommastelle ist erlaubt.",
            "{1} est {2} ; une décimale est permise."),
        ErrorText(
            "The station holds more than {} charging profiles; clear some of them.",
            "Die Ladestation hat mehr als {1} Ladeprofile; löschen Sie einige davon.",
            "La borne a plus de {1} profils de charge ; effacez-en quelques-uns."),
    ]
}
