extension ErrorTexts {
    /// Of certificate requests.
    static let certificates: [ErrorText] = [
        ErrorText(
            "There is no such certificate request.", "Diese Zertifikatsanfrage gibt es nicht.",
            "Cette demande de certificat n’existe pas."),
        ErrorText(
            "The certificate of this request was revoked; the station has to ask for another.",
            "Das Zertifikat zu dieser Anfrage wurde widerrufen; die Ladestation muss ein neues anfordern.",
            "Le certificat de cette demande a été révoqué ; la borne doit en demander un autre."),
        ErrorText(
            "This certificate request was refused.", "Diese Zertifikatsanfrage wurde abgelehnt.",
            "Cette demande de certificat a été refusée."),
        ErrorText(
            "This certificate request was decided: its certificate has been issued.",
            "Über diese Zertifikatsanfrage ist entschieden: Ihr Zertifikat ist ausgestellt.",
            "Cette demande de certificat est tranchée : son certificat a été délivré."),
        ErrorText(
            "This certificate request was decided: it was refused already.",
            "Über diese Zertifikatsanfrage ist entschieden: Sie wurde schon abgelehnt.",
            "Cette demande de certificat est tranchée : elle a déjà été refusée."),
        ErrorText(
            "This certificate request was decided meanwhile.",
            "Über diese Zertifikatsanfrage wurde inzwischen entschieden.",
            "Cette demande de certificat a été tranchée entre-temps."),
        ErrorText("There is no such certificate.", "Dieses Zertifikat gibt es nicht.", "Ce certificat n’existe pas."),
        ErrorText(
            "This certificate was revoked already.", "Dieses Zertifikat wurde schon widerrufen.",
            "Ce certificat a déjà été révoqué."),
        ErrorText(
            "The authority's key cannot be used.", "Der Schlüssel der Zertifizierungsstelle ist nicht brauchbar.",
            "La clé de l’autorité est inutilisable."),
        ErrorText("Signing failed: {}", "Das Signieren ist gescheitert: {1}", "La signature a échoué : {1}"),
        ErrorText(
            "The common name is neither the charge point id nor a serial number of the station.",
            "Der Common Name ist weder die ID noch eine Seriennummer der Ladestation.",
            "Le nom commun n’est ni l’ID ni un numéro de série de la borne."),
        ErrorText(
            "The organization is not the station's.", "Die Organisation ist nicht die der Ladestation.",
            "L’organisation n’est pas celle de la borne."),
        ErrorText(
            "The station is not connected with a password.", "Die Ladestation ist nicht mit einem Passwort verbunden.",
            "La borne n’est pas connectée avec un mot de passe."),
        ErrorText(
            "The station was given {} certificates within a day.",
            "Die Ladestation bekam {1} Zertifikate innerhalb eines Tages.",
            "La borne a reçu {1} certificats en un jour."),
        ErrorText(
            "The firmware is not taken: {}.", "Die Firmware wird nicht angenommen: {1}.",
            "Le micrologiciel n’est pas accepté : {1}."),
        ErrorText(
            "The certificate request is refused: {}.", "Die Zertifikatsanfrage wird abgelehnt: {1}.",
            "La demande de certificat est refusée : {1}."),
    ]

    /// What is wrong with a certificate, a request or a signature; within other sentences.
    static let certificateFaults: [ErrorText] = [
        ErrorText(
            "this is no certificate request in PEM", "das ist keine Zertifikatsanfrage in PEM",
            "ce n’est pas une demande de certificat en PEM"),
        ErrorText(
            "the request's key cannot be read", "der Schlüssel der Anfrage ist nicht lesbar",
            "la clé de la demande est illisible"),
        ErrorText(
            "this is no certificate request", "das ist keine Zertifikatsanfrage",
            "ce n’est pas une demande de certificat"),
        ErrorText("no key could be made", "es ließ sich kein Schlüssel erzeugen", "aucune clé n’a pu être créée"),
        ErrorText(
            "the authority's key cannot be read", "der Schlüssel der Zertifizierungsstelle ist nicht lesbar",
            "la clé de l’autorité est illisible"),
        ErrorText("the key cannot verify", "der Schlüssel kann nicht prüfen", "la clé ne peut pas vérifier"),
        ErrorText("the key cannot be read", "der Schlüssel ist nicht lesbar", "la clé est illisible"),
        ErrorText("this is no certificate", "das ist kein Zertifikat", "ce n’est pas un certificat"),
        ErrorText("the serial number is missing", "die Seriennummer fehlt", "le numéro de série manque"),
        ErrorText(
            "the certificate of {} is valid from {} to {}", "das Zertifikat von {1} gilt von {2} bis {3}",
            "le certificat de {1} est valable du {2} au {3}"),
        ErrorText(
            "the certificate of {} is not signed by the one after it",
            "das Zertifikat von {1} ist nicht von dem folgenden signiert",
            "le certificat de {1} n’est pas signé par le suivant"),
        ErrorText("it is longer than {} bytes", "es ist länger als {1} Bytes", "il dépasse {1} octets"),
        ErrorText(
            "there are more than {} certificates", "es sind mehr als {1} Zertifikate", "il y a plus de {1} certificats"),
        ErrorText(
            "this is no certificate in PEM", "das ist kein Zertifikat in PEM", "ce n’est pas un certificat en PEM"),
        ErrorText("the issuer has no name", "der Aussteller hat keinen Namen", "l’émetteur n’a pas de nom"),
        ErrorText("the certificate has no key", "das Zertifikat hat keinen Schlüssel", "le certificat n’a pas de clé"),
        ErrorText("a name is missing", "ein Name fehlt", "un nom manque"),
        ErrorText("it could not be hashed", "der Hash ließ sich nicht bilden", "le hachage a échoué"),
        ErrorText(
            "the serial number cannot be read", "die Seriennummer ist nicht lesbar", "le numéro de série est illisible"),
        ErrorText("a time cannot be read", "eine Zeit ist nicht lesbar", "une date est illisible"),
        ErrorText(
            "the request could not be signed", "die Anfrage konnte nicht signiert werden",
            "la demande n’a pas pu être signée"),
        ErrorText(
            "it names several where one is expected", "es nennt mehrere, wo einer erwartet wird",
            "il en nomme plusieurs là où un seul est attendu"),
        ErrorText("a name in it cannot be read", "ein Name darin ist nicht lesbar", "un nom y est illisible"),
        ErrorText(
            "a name in it has control characters", "ein Name darin enthält Steuerzeichen",
            "un nom y contient des caractères de contrôle"),
        ErrorText(
            "\"{}\" cannot stand in a certificate", "„{1}“ kann nicht in einem Zertifikat stehen",
            "« {1} » ne peut pas figurer dans un certificat"),
        ErrorText(
            "there is no SHA-256 of the file", "es gibt keinen SHA-256 der Datei", "il n’y a pas de SHA-256 du fichier"),
        ErrorText("the signature is not Base64", "die Signatur ist kein Base64", "la signature n’est pas en Base64"),
        ErrorText(
            "there is no signing certificate", "es gibt kein Signaturzertifikat",
            "il n’y a pas de certificat de signature"),
        ErrorText(
            "the signature does not belong to this file and certificate",
            "die Signatur gehört nicht zu dieser Datei und diesem Zertifikat",
            "la signature ne correspond pas à ce fichier et à ce certificat"),
        ErrorText(
            "the certificate could not be made", "das Zertifikat konnte nicht erstellt werden",
            "le certificat n’a pas pu être créé"),
        ErrorText(
            "the authority has no certificate", "die Zertifizierungsstelle hat kein Zertifikat",
            "l’autorité n’a pas de certificat"),
        ErrorText(
            "the certificate could not be signed", "das Zertifikat konnte nicht signiert werden",
            "le certificat n’a pas pu être signé"),
        ErrorText("there is no memory", "es gibt keinen freien Speicher", "il n’y a plus de mémoire"),
        ErrorText("it could not be written", "es konnte nicht geschrieben werden", "l’écriture a échoué"),
        ErrorText(
            "the RSA key has {} bits; at least {} are needed",
            "der RSA-Schlüssel hat {1} Bits; nötig sind mindestens {2}",
            "la clé RSA a {1} bits ; il en faut au moins {2}"),
        ErrorText(
            "the RSA key has {} bits; 16384 are the most",
            "der RSA-Schlüssel hat {1} Bits; höchstens 16384 sind erlaubt",
            "la clé RSA a {1} bits ; 16384 est le maximum"),
        ErrorText(
            "the key is neither RSA nor on an elliptic curve",
            "der Schlüssel ist weder RSA noch auf einer elliptischen Kurve",
            "la clé n’est ni RSA ni sur une courbe elliptique"),
        ErrorText(
            "the key's curve has no name", "die Kurve des Schlüssels hat keinen Namen",
            "la courbe de la clé n’a pas de nom"),
        ErrorText(
            "the curve {} is not one of P-256, P-384 and P-521", "die Kurve {1} ist keine von P-256, P-384 und P-521",
            "la courbe {1} n’est ni P-256, ni P-384, ni P-521"),
        ErrorText(
            "the request is longer than {} bytes", "die Anfrage ist länger als {1} Bytes",
            "la demande dépasse {1} octets"),
        ErrorText(
            "the request is not signed by the key that it is for",
            "die Anfrage ist nicht mit dem Schlüssel signiert, für den sie ist",
            "la demande n’est pas signée par la clé qu’elle concerne"),
        ErrorText(
            "the request has no common name", "die Anfrage hat keinen Common Name", "la demande n’a pas de nom commun"),
    ]

    /// Of the server itself.
    static let server: [ErrorText] = [
        ErrorText(
            "something that this refers to does not exist", "Etwas, worauf sich das bezieht, gibt es nicht.",
            "Une chose à laquelle ceci se réfère n’existe pas."),
        ErrorText(
            "a value is not allowed here", "Ein Wert ist hier nicht erlaubt.", "Une valeur n’est pas permise ici."),
        ErrorText(
            "the database cannot answer at this moment; try again",
            "Die Datenbank kann gerade nicht antworten; versuchen Sie es noch einmal.",
            "La base de données ne peut pas répondre en ce moment ; réessayez."),
        ErrorText("internal error", "Interner Fehler", "Erreur interne"),
        ErrorText("an error of the server", "Ein Fehler des Servers.", "Une erreur du serveur."),
        ErrorText(
            "an error of the server; in its log it is {}", "Ein Fehler des Servers; in seinem Protokoll heißt er {1}.",
            "Une erreur du serveur ; dans son journal, c’est {1}."),
        ErrorText(
            "too many requests wait for the database", "Zu viele Anfragen warten auf die Datenbank.",
            "Trop de requêtes attendent la base de données."),
        ErrorText(
            "the database is away; try again", "Die Datenbank ist nicht erreichbar; versuchen Sie es noch einmal.",
            "La base de données est injoignable ; réessayez."),
        ErrorText(
            "the database gave no answer", "Die Datenbank hat nicht geantwortet.", "La base de données n’a pas répondu."
        ),
        ErrorText(
            "The database holds a {} that is not known.", "Die Datenbank enthält etwas Unbekanntes: {1}.",
            "La base de données contient un {1} inconnu."),
        ErrorText(
            "the stored charge point id {} cannot be used",
            "Die gespeicherte ID {1} einer Ladestation ist nicht brauchbar.",
            "L’ID de borne enregistré {1} est inutilisable."),
        ErrorText(
            "the generation of station {} does not stand still",
            "Der Stand der Ladestation {1} ändert sich unaufhörlich.",
            "La génération de la borne {1} ne cesse de changer."),
        ErrorText(
            "the password could not be encrypted", "Das Passwort konnte nicht verschlüsselt werden.",
            "Le mot de passe n’a pas pu être chiffré."),
        ErrorText(
            "the password was stored with another secret key",
            "Das Passwort wurde mit einem anderen Schlüssel gespeichert.",
            "Le mot de passe a été enregistré avec une autre clé."),
        ErrorText(
            "sign in, or send a valid token as Authorization: Bearer …",
            "Melden Sie sich an, oder senden Sie ein gültiges Token als Authorization: Bearer …",
            "Connectez-vous, ou envoyez un jeton valable comme Authorization: Bearer …"),
        ErrorText(
            "the request is larger than {} bytes", "Die Anfrage ist größer als {1} Bytes.",
            "La requête dépasse {1} octets."),
        ErrorText("the request ended too early", "Die Anfrage endete zu früh.", "La requête s’est terminée trop tôt."),
        ErrorText(
            "The token has not the scope {}.", "Dem Token fehlt der Bereich {1}.", "Il manque au jeton le champ {1}."),
        ErrorText(
            "{} is empty: the token would be for nothing.",
            "{1} ist leer: Das Token wäre für nichts gut.",
            "{1} est vide : le jeton ne servirait à rien."),
        ErrorText(
            "this token may look and change nothing", "Dieses Token darf nur lesen.", "Ce jeton peut seulement lire."),
        ErrorText(
            "extensions.group is not the id of a Group", "extensions.group ist nicht die ID von Group.",
            "extensions.group n’est pas l’ID de Group."),
        ErrorText("the request was cancelled", "Die Anfrage wurde abgebrochen.", "La requête a été annulée."),
        ErrorText("the subscription was cancelled", "Das Abonnement wurde abgebrochen.", "L’abonnement a été annulé."),
        ErrorText(
            "the server is too busy; try again", "Der Server ist ausgelastet; versuchen Sie es noch einmal.",
            "Le serveur est trop occupé ; réessayez."),
        ErrorText(
            "results are not read as fast as they come; subscribe again",
            "Ergebnisse werden langsamer gelesen, als sie kommen; abonnieren Sie noch einmal.",
            "Les résultats ne sont pas lus assez vite ; abonnez-vous à nouveau."),
        ErrorText(
            "your token or your rights have changed; subscribe again",
            "Ihr Token oder Ihre Rechte haben sich geändert; abonnieren Sie noch einmal.",
            "Votre jeton ou vos droits ont changé ; abonnez-vous à nouveau."),
        ErrorText(
            "the server is going down; subscribe again", "Der Server wird angehalten; abonnieren Sie noch einmal.",
            "Le serveur s’arrête ; abonnez-vous à nouveau."),
    ]
}
