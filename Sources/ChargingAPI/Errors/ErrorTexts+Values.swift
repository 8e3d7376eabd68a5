extension ErrorTexts {
    /// Of single members, whose name comes first.
    static let members: [ErrorText] = [
        ErrorText("{} contains U+0000.", "{1} enthält U+0000.", "{1} contient U+0000."),
        ErrorText("{} is not a moment.", "{1} ist kein Zeitpunkt.", "{1} n’est pas un instant."),
        ErrorText(
            "{} has {} texts; up to {} are allowed.", "{1} hat {2} Texte; erlaubt sind bis zu {3}.",
            "{1} a {2} textes ; jusqu’à {3} sont permis."),
        ErrorText(
            "{} has {} texts; 1 to {} are allowed.", "{1} hat {2} Texte; erlaubt sind 1 bis {3}.",
            "{1} a {2} textes ; de 1 à {3} sont permis."),
        ErrorText(
            "{} has {} ids; up to {} are allowed. Ask in several requests.",
            "{1} hat {2} IDs; erlaubt sind bis zu {3}. Fragen Sie in mehreren Anfragen.",
            "{1} a {2} ID ; jusqu’à {3} sont permis. Demandez en plusieurs requêtes."),
        ErrorText(
            "{} has {} members; up to {} are allowed.", "{1} hat {2} Einträge; erlaubt sind bis zu {3}.",
            "{1} a {2} éléments ; jusqu’à {3} sont permis."),
        ErrorText(
            "{} has {} sizes; 1 to 20 are allowed.", "{1} hat {2} Größen; erlaubt sind 1 bis 20.",
            "{1} a {2} tailles ; de 1 à 20 sont permises."),
        ErrorText(
            "{} has {} periods; up to {} are allowed.", "{1} hat {2} Abschnitte; erlaubt sind bis zu {3}.",
            "{1} a {2} périodes ; jusqu’à {3} sont permises."),
        ErrorText(
            "{} has {} stations; up to {} are allowed.", "{1} hat {2} Ladestationen; erlaubt sind bis zu {3}.",
            "{1} a {2} bornes ; jusqu’à {3} sont permises."),
        ErrorText(
            "{} has a value that is not allowed.", "{1} hat einen Wert, der nicht erlaubt ist.",
            "{1} a une valeur qui n’est pas permise."),
        ErrorText("{} is not one of yours.", "{1} ist nichts von Ihnen.", "{1} n’est pas à vous."),
        ErrorText("{} is larger than 64 kB.", "{1} ist größer als 64 kB.", "{1} dépasse 64 ko."),
        ErrorText(
            "{} alone is needed, or stationId and from, and to if it is to end before now.",
            "Es braucht nur {1}, oder stationId und from, und to, wenn es vor jetzt enden soll.",
            "Il faut {1} seul, ou stationId et from, et to si cela doit finir avant maintenant."),
        ErrorText(
            "{} is not a transaction's number.", "{1} ist keine Nummer einer Transaktion.",
            "{1} n’est pas le numéro d’une transaction."),
        ErrorText(
            "{} is no price: a decimal such as \"0.39\" with up to {} digits before and {} behind the point, and without a sign.",
            "{1} ist kein Preis: eine Dezimalzahl wie „0.39“ mit bis zu {2} Stellen vor und {3} hinter dem Punkt und ohne Vorzeichen.",
            "{1} n’est pas un prix : un décimal tel que « 0.39 » avec jusqu’à {2} chiffres avant et {3} après le point, sans signe."
        ),
        ErrorText(
            "{} is no currency of ISO 4217, such as EUR.", "{1} ist keine Währung nach ISO 4217, wie EUR.",
            "{1} n’est pas une devise d’ISO 4217, comme EUR."),
        ErrorText(
            "{} is no time of day, such as \"22:00\".", "{1} ist keine Tageszeit wie „22:00“.",
            "{1} n’est pas une heure telle que « 22:00 »."),
        ErrorText(
            "{} is no time of the day such as 22:30.", "{1} ist keine Tageszeit wie 22:30.",
            "{1} n’est pas une heure telle que 22:30."),
        ErrorText(
            "{} is 24:00; a day begins at 00:00.", "{1} ist 24:00; ein Tag beginnt um 00:00.",
            "{1} est 24:00 ; un jour commence à 00:00."),
        ErrorText(
            "{} is past; what was charged before is not changed. Leave it out for now.",
            "{1} ist vergangen; was zuvor berechnet wurde, ändert sich nicht. Lassen Sie es für „jetzt“ weg.",
            "{1} est passé ; ce qui a été facturé avant ne change pas. Omettez-le pour maintenant."),
        ErrorText(
            "{} is missing: give stationIds or filter.", "{1} fehlt: Geben Sie stationIds oder filter an.",
            "{1} manque : donnez stationIds ou filter."),
        ErrorText(
            "{} is missing: give imageId or url.", "{1} fehlt: Geben Sie imageId oder url an.",
            "{1} manque : donnez imageId ou url."),
        ErrorText(
            "{} is missing: give {} or stationIds.", "{1} fehlt: Geben Sie {2} oder stationIds an.",
            "{1} manque : donnez {2} ou stationIds."),
        ErrorText(
            "{} cannot be given together with {}.", "{1} lässt sich nicht zusammen mit {2} angeben.",
            "{1} ne peut pas être donné avec {2}."),
        ErrorText(
            "{} is of one station; it cannot be given together with stationIds.",
            "{1} gehört zu einer Ladestation; es lässt sich nicht zusammen mit stationIds angeben.",
            "{1} est d’une seule borne ; il ne peut pas être donné avec stationIds."),
        ErrorText(
            "{} or {} has to be given, and not both.", "{1} oder {2} muss angegeben werden, aber nicht beides.",
            "{1} ou {2} doit être donné, mais pas les deux."),
        ErrorText(
            "{} or endsAt has to be given.", "{1} oder endsAt muss angegeben werden.", "{1} ou endsAt doit être donné."),
        ErrorText(
            "{} is over already; see endShare.", "{1} ist schon vorbei; siehe endShare.",
            "{1} est déjà passé ; voir endShare."),
        ErrorText("{} is the same as from.", "{1} ist gleich from.", "{1} est égal à from."),
        ErrorText("{} is before `from`.", "{1} liegt vor from.", "{1} est avant from."),
        ErrorText("{} goes with stationId only.", "{1} geht nur mit stationId.", "{1} ne va qu’avec stationId."),
        ErrorText(
            "{} is more than a day after from.", "{1} liegt mehr als einen Tag nach from.",
            "{1} est plus d’un jour après from."),
        ErrorText(
            "{} is empty: name stations, groups or the organization.",
            "{1} ist leer: Nennen Sie Ladestationen, Gruppen oder die Organisation.",
            "{1} est vide : nommez des bornes, des groupes ou l’organisation."),
        ErrorText(
            "{} should be more than 0, and up to {}.", "{1} muss größer als 0 und höchstens {2} sein.",
            "{1} doit être supérieur à 0 et au plus {2}."),
        ErrorText("{} is no global id.", "{1} ist keine globale ID.", "{1} n’est pas un ID global."),
        ErrorText(
            "{} is not a code of two capital letters, such as DE.",
            "{1} ist kein Code aus zwei Großbuchstaben, wie DE.", "{1} n’est pas un code de deux majuscules, comme FR."),
        ErrorText(
            "{} is missing: give it here, or choose one for the organization.",
            "{1} fehlt: Geben Sie es hier an, oder wählen Sie es für die Organisation.",
            "{1} manque : indiquez-le ici, ou choisissez-le pour l’organisation."),
        ErrorText(
            "timeZone is not one of the IANA database, such as Europe/Berlin.",
            "timeZone steht nicht in der IANA-Datenbank, wie Europe/Berlin.",
            "timeZone n’est pas dans la base IANA, comme Europe/Paris."),
        ErrorText(
            "the time zone is not one of the IANA database, such as Europe/Berlin",
            "Die Zeitzone steht nicht in der IANA-Datenbank, wie Europe/Berlin.",
            "Le fuseau horaire n’est pas dans la base IANA, comme Europe/Paris."),
        ErrorText(
            "{} is no address such as https://example.com/events.",
            "{1} ist keine Adresse wie https://example.com/events.",
            "{1} n’est pas une adresse telle que https://example.com/events."),
        ErrorText("{} has to begin with {}.", "{1} muss mit {2} beginnen.", "{1} doit commencer par {2}."),
        ErrorText(
            "{} names a user; what is sent is signed instead.",
            "{1} nennt einen Benutzer; was gesendet wird, ist stattdessen signiert.",
            "{1} nomme un utilisateur ; ce qui est envoyé est plutôt signé."),
        ErrorText(
            "{} has a fragment, which is never sent.", "{1} hat ein Fragment, das nie gesendet wird.",
            "{1} a un fragment, qui n’est jamais envoyé."),
        ErrorText(
            "{} is an address that this server does not call.",
            "{1} ist eine Adresse, die dieser Server nicht aufruft.",
            "{1} est une adresse que ce serveur n’appelle pas."),
    ]

    /// Of lists and their pages.
    static let questions: [ErrorText] = [
        ErrorText("There is no such list.", "Diese Liste gibt es nicht.", "Cette liste n’existe pas."),
        ErrorText(
            "{} is no filter of {}; there are {}.", "{1} ist kein Filter von {2}; es gibt {3}.",
            "{1} n’est pas un filtre de {2} ; il y a {3}."),
        ErrorText(
            "A column is named twice.", "Eine Spalte ist zweimal genannt.", "Une colonne est nommée deux fois."),
        ErrorText("{} is given twice.", "{1} ist zweimal angegeben.", "{1} est donné deux fois."),
        ErrorText("{} is true or false.", "{1} ist true oder false.", "{1} est true ou false."),
        ErrorText(
            "{} is not a cursor of this list.", "{1} ist kein Cursor dieser Liste.",
            "{1} n’est pas un curseur de cette liste."),
        ErrorText(
            "this cursor belongs to another list", "Dieser Cursor gehört zu einer anderen Liste.",
            "Ce curseur appartient à une autre liste."),
        ErrorText(
            "{} is {}; 0 to {} is allowed. Ask for the rest with {}.",
            "{1} ist {2}; erlaubt ist 0 bis {3}. Fragen Sie nach dem Rest mit {4}.",
            "{1} est {2} ; de 0 à {3} est permis. Demandez le reste avec {4}."),
        ErrorText(
            "{}: {} for each of {} parents is {} rows; at most {} are allowed. Ask for shorter pages, or for fewer parents at once.",
            "{1}: {2} für jedes von {3} Objekten sind {4} Zeilen; höchstens {5} sind erlaubt. Fragen Sie nach kürzeren Seiten oder nach weniger Objekten auf einmal.",
            "{1} : {2} pour chacun des {3} objets font {4} lignes ; {5} au plus sont permises. Demandez des pages plus courtes, ou moins d’objets à la fois."
        ),
        ErrorText(
            "count: {} for each of {} measurands of {} sessions is {} points; at most {} are allowed.",
            "count: {1} für jede von {2} Messgrößen von {3} Ladevorgängen sind {4} Punkte; höchstens {5} sind erlaubt.",
            "count : {1} pour chacune des {2} grandeurs de {3} sessions font {4} points ; {5} au plus sont permis."),
        ErrorText(
            "The pages of this request add up to {} rows; at most {} are allowed. Ask for shorter pages, or in several requests.",
            "Die Seiten dieser Anfrage haben zusammen {1} Zeilen; höchstens {2} sind erlaubt. Fragen Sie nach kürzeren Seiten oder in mehreren Anfragen.",
            "Les pages de cette requête font {1} lignes ; {2} au plus sont permises. Demandez des pages plus courtes, ou en plusieurs requêtes."
        ),
        ErrorText(
            "Give either id or chargePointId.", "Geben Sie entweder id oder chargePointId an.",
            "Donnez soit id, soit chargePointId."),
        ErrorText(
            "The group has more than {} stations. Subscribe to some of them by stationIds.",
            "Die Gruppe hat mehr als {1} Ladestationen. Abonnieren Sie einige davon mit stationIds.",
            "Le groupe a plus de {1} bornes. Abonnez-vous à quelques-unes par stationIds."),
        ErrorText("There is no {} {}.", "{1} {2} gibt es nicht.", "{1} {2} n’existe pas."),
        ErrorText(
            "messages of {} stations are asked for at once; up to {} are allowed",
            "Nach Nachrichten von {1} Ladestationen wird auf einmal gefragt; erlaubt sind bis zu {2}.",
            "Des messages de {1} bornes sont demandés à la fois ; jusqu’à {2} sont permises."),
        ErrorText(
            "too much is recorded to find such messages in; give a shorter time with from and to",
            "Es ist zu viel aufgezeichnet, um solche Nachrichten darin zu finden; geben Sie mit from und to eine kürzere Zeit an.",
            "Trop de choses sont enregistrées pour y trouver ces messages ; donnez une durée plus courte avec from et to."
        ),
        ErrorText(
            "a block of the recording at {} cannot be read", "Ein Stück der Aufzeichnung bei {1} ist nicht lesbar.",
            "Un bloc de l’enregistrement à {1} est illisible."),
        ErrorText(
            "the recording is too long from its last state to this moment",
            "Die Aufzeichnung ist vom letzten Zustand bis zu diesem Zeitpunkt zu lang.",
            "L’enregistrement est trop long depuis son dernier état jusqu’à cet instant."),
    ]
}
