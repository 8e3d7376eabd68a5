extension ErrorTexts {
    /// Of files that come and go.
    static let files: [ErrorText] = [
        ErrorText(
            "there is nothing at this address", "Unter dieser Adresse gibt es nichts.", "Il n’y a rien à cette adresse."
        ),
        ErrorText("the time of this address is over", "Diese Adresse gilt nicht mehr.", "Cette adresse a expiré."),
        ErrorText(
            "the file of this address was received already", "Die Datei zu dieser Adresse ist schon angekommen.",
            "Le fichier de cette adresse a déjà été reçu."),
        ErrorText(
            "a file is being received at this address", "Unter dieser Adresse wird gerade eine Datei empfangen.",
            "Un fichier est en cours de réception à cette adresse."),
        ErrorText(
            "too many files are on their way; try again",
            "Zu viele Dateien sind unterwegs; versuchen Sie es noch einmal.",
            "Trop de fichiers sont en route ; réessayez."),
        ErrorText(
            "send the file itself as the body, not multipart/form-data",
            "Senden Sie die Datei selbst als Inhalt, nicht multipart/form-data.",
            "Envoyez le fichier lui-même comme corps, pas multipart/form-data."),
        ErrorText("the file is empty", "Die Datei ist leer.", "Le fichier est vide."),
        ErrorText(
            "the file did not come whole; send it again", "Die Datei kam nicht ganz an; senden Sie sie noch einmal.",
            "Le fichier n’est pas arrivé entier ; renvoyez-le."),
        ErrorText(
            "the file came too slowly; send it again", "Die Datei kam zu langsam; senden Sie sie noch einmal.",
            "Le fichier est arrivé trop lentement ; renvoyez-le."),
        ErrorText(
            "there is no room for the file", "Für die Datei ist kein Platz.", "Il n’y a pas de place pour le fichier."),
        ErrorText(
            "send the file as it is, without Content-Encoding {}",
            "Senden Sie die Datei, wie sie ist, ohne Content-Encoding {1}.",
            "Envoyez le fichier tel quel, sans Content-Encoding {1}."),
        ErrorText(
            "the file is larger than {} bytes, which is the most that is taken",
            "Die Datei ist größer als {1} Bytes; mehr wird nicht angenommen.",
            "Le fichier dépasse {1} octets, le maximum accepté."),
        ErrorText(
            "send a valid token as Authorization: Bearer …",
            "Senden Sie ein gültiges Token als Authorization: Bearer …",
            "Envoyez un jeton valable comme Authorization: Bearer …"),
        ErrorText(
            "The parameter {} should be 1 to {} characters of text.",
            "Der Parameter {1} muss ein Text von 1 bis {2} Zeichen sein.",
            "Le paramètre {1} doit être un texte de 1 à {2} caractères."),
        ErrorText(
            "The parameter fileName should be the name of a file.",
            "Der Parameter fileName muss der Name einer Datei sein.",
            "Le paramètre fileName doit être le nom d’un fichier."),
        ErrorText(
            "Firmware-Signature should be up to 800 characters, Firmware-Signing-Certificate the Base64 of up to 5500.",
            "Firmware-Signature darf bis zu 800 Zeichen haben, Firmware-Signing-Certificate das Base64 von bis zu 5500.",
            "Firmware-Signature peut avoir 800 caractères, Firmware-Signing-Certificate le Base64 de 5500."),
        ErrorText(
            "Firmware-Signature and Firmware-Signing-Certificate belong together.",
            "Firmware-Signature und Firmware-Signing-Certificate gehören zusammen.",
            "Firmware-Signature et Firmware-Signing-Certificate vont ensemble."),
        ErrorText(
            "The query of the address is not UTF-8.", "Die Parameter der Adresse sind nicht UTF-8.",
            "La requête de l’adresse n’est pas en UTF-8."),
        ErrorText(
            "This is no picture that can be taken; send a JPEG, PNG or WebP file.",
            "Dieses Bild lässt sich nicht annehmen; senden Sie eine JPEG-, PNG- oder WebP-Datei.",
            "Cette image ne peut pas être prise ; envoyez un fichier JPEG, PNG ou WebP."),
        ErrorText(
            "The picture has more than 60 million pixels; send a smaller one.",
            "Das Bild hat mehr als 60 Millionen Bildpunkte; senden Sie ein kleineres.",
            "L’image a plus de 60 millions de pixels ; envoyez-en une plus petite."),
        ErrorText(
            "The picture is damaged and cannot be shown; save it anew and send that.",
            "Das Bild ist beschädigt und lässt sich nicht zeigen; speichern Sie es neu und senden Sie das.",
            "L’image est abîmée et ne peut pas être montrée ; enregistrez-la à nouveau et envoyez-la."),
        ErrorText(
            "The parameter station should be the id of a station.",
            "Der Parameter station muss die ID einer Ladestation sein.",
            "Le paramètre station doit être l’ID d’une borne."),
        ErrorText(
            "The parameter alternativeText should say in 1 to 300 characters what the picture shows, for those who cannot see it.",
            "Der Parameter alternativeText muss in 1 bis 300 Zeichen sagen, was das Bild zeigt, für alle, die es nicht sehen können.",
            "Le paramètre alternativeText doit dire en 1 à 300 caractères ce que montre l’image, pour ceux qui ne la voient pas."
        ),
        ErrorText(
            "Another picture was added at the same moment; try again.",
            "Im selben Augenblick kam ein anderes Bild hinzu; versuchen Sie es noch einmal.",
            "Une autre image a été ajoutée au même moment ; réessayez."),
        ErrorText("This picture does not exist.", "Dieses Bild gibt es nicht.", "Cette image n’existe pas."),
        ErrorText(
            "Not all of these pictures exist.", "Nicht alle dieser Bilder gibt es.", "Toutes ces images n’existent pas."
        ),
        ErrorText(
            "The station has two pictures already; remove one first.",
            "Die Ladestation hat schon zwei Bilder; entfernen Sie zuerst eines.",
            "La borne a déjà deux images ; retirez-en d’abord une."),
    ]

    /// Of exports.
    static let exports: [ErrorText] = [
        ErrorText(
            "up to {} exports at once and {} files are kept; delete some",
            "Bis zu {1} Exporte auf einmal und {2} Dateien werden behalten; löschen Sie einige.",
            "Jusqu’à {1} exports à la fois et {2} fichiers sont gardés ; supprimez-en."),
        ErrorText(
            "not all of these exports exist", "Nicht alle dieser Exporte gibt es.", "Tous ces exports n’existent pas."),
        ErrorText(
            "What is kept of a person is given whole; there are no filters.",
            "Was von einer Person gespeichert ist, gibt es nur ganz; Filter gibt es nicht.",
            "Ce qui est gardé d’une personne est donné en entier ; il n’y a pas de filtres."),
        ErrorText(
            "The sign-in or token that asked for it is not good any more.",
            "Die Anmeldung oder das Token, das danach gefragt hat, gilt nicht mehr.",
            "La connexion ou le jeton qui l’a demandé n’est plus valable."),
        ErrorText(
            "The file would be larger than is allowed. Filter the list.",
            "Die Datei würde größer als erlaubt. Filtern Sie die Liste.",
            "Le fichier serait plus grand que permis. Filtrez la liste."),
        ErrorText(
            "The server's disk has no room for the file.",
            "Auf der Festplatte des Servers ist kein Platz für die Datei.",
            "Le disque du serveur n’a pas de place pour le fichier."),
        ErrorText(
            "The file could not be written.", "Die Datei konnte nicht geschrieben werden.",
            "Le fichier n’a pas pu être écrit."),
        ErrorText(
            "These are more than {} rows. Export them as CSV, or filter the list.",
            "Das sind mehr als {1} Zeilen. Exportieren Sie sie als CSV, oder filtern Sie die Liste.",
            "Cela fait plus de {1} lignes. Exportez-les en CSV, ou filtrez la liste."),
    ]

    /// Of a file that is to be imported, as a whole.
    static let imports: [ErrorText] = [
        ErrorText(
            "The server could not begin to read the file; try again.",
            "Der Server konnte nicht beginnen, die Datei zu lesen; versuchen Sie es noch einmal.",
            "Le serveur n’a pas pu commencer à lire le fichier ; réessayez."),
        ErrorText(
            "The file could not be read: it is damaged, or takes more time or memory than one file is given.",
            "Die Datei konnte nicht gelesen werden: Sie ist beschädigt oder braucht mehr Zeit oder Speicher, als eine Datei bekommt.",
            "Le fichier n’a pas pu être lu : il est abîmé, ou demande plus de temps ou de mémoire qu’un fichier n’en reçoit."
        ),
        ErrorText(
            "{} is no parameter; there are dryRun and skipRefused.",
            "{1} ist kein Parameter; es gibt dryRun und skipRefused.",
            "{1} n’est pas un paramètre ; il y a dryRun et skipRefused."),
        ErrorText(
            "The file is an older or a locked workbook. Save it as .xlsx without a password.",
            "Die Datei ist eine ältere oder gesperrte Arbeitsmappe. Speichern Sie sie als .xlsx ohne Passwort.",
            "Le fichier est un classeur ancien ou verrouillé. Enregistrez-le en .xlsx sans mot de passe."),
        ErrorText(
            "The file is UTF-16. Save it as CSV UTF-8.", "Die Datei ist UTF-16. Speichern Sie sie als CSV UTF-8.",
            "Le fichier est en UTF-16. Enregistrez-le en CSV UTF-8."),
        ErrorText(
            "The file contains U+0000; it is no CSV file.", "Die Datei enthält U+0000; sie ist keine CSV-Datei.",
            "Le fichier contient U+0000 ; ce n’est pas un fichier CSV."),
        ErrorText("The file is empty.", "Die Datei ist leer.", "Le fichier est vide."),
        ErrorText(
            "The file has more than {} rows. Import it in parts.",
            "Die Datei hat mehr als {1} Zeilen. Importieren Sie sie in Teilen.",
            "Le fichier a plus de {1} lignes. Importez-le par parties."),
        ErrorText(
            "Line {} is not UTF-8. Save the file as CSV UTF-8.",
            "Zeile {1} ist nicht UTF-8. Speichern Sie die Datei als CSV UTF-8.",
            "La ligne {1} n’est pas en UTF-8. Enregistrez le fichier en CSV UTF-8."),
        ErrorText(
            "Line {} has {} cells; there are {} columns.", "Zeile {1} hat {2} Zellen; es gibt {3} Spalten.",
            "La ligne {1} a {2} cellules ; il y a {3} colonnes."),
        ErrorText(
            "Line {} has more than {} cells.", "Zeile {1} hat mehr als {2} Zellen.",
            "La ligne {1} a plus de {2} cellules."),
        ErrorText(
            "Line {} has a cell of {} bytes; {} are allowed.",
            "Zeile {1} hat eine Zelle von {2} Bytes; erlaubt sind {3}.",
            "La ligne {1} a une cellule de {2} octets ; {3} sont permis."),
        ErrorText(
            "Line {} has a quote within a cell that does not begin with one.",
            "Zeile {1} hat ein Anführungszeichen in einer Zelle, die nicht damit beginnt.",
            "La ligne {1} a un guillemet dans une cellule qui ne commence pas par un guillemet."),
        ErrorText(
            "Line {} goes on in a cell after its closing quote.",
            "In Zeile {1} geht eine Zelle nach dem schließenden Anführungszeichen weiter.",
            "À la ligne {1}, une cellule continue après son guillemet fermant."),
        ErrorText(
            "The quote that begins in line {} does not end.",
            "Das Anführungszeichen, das in Zeile {1} beginnt, wird nicht geschlossen.",
            "Le guillemet qui commence à la ligne {1} ne se ferme pas."),
    ]

    /// Of workbooks.
    static let workbooks: [ErrorText] = [
        ErrorText("The workbook cannot be read.", "Die Arbeitsmappe ist nicht lesbar.", "Le classeur est illisible."),
        ErrorText("The workbook is damaged.", "Die Arbeitsmappe ist beschädigt.", "Le classeur est abîmé."),
        ErrorText(
            "The workbook is damaged: {}.", "Die Arbeitsmappe ist beschädigt: {1}.", "Le classeur est abîmé : {1}."),
        ErrorText(
            "The workbook is damaged, or locked by a password.",
            "Die Arbeitsmappe ist beschädigt oder mit einem Passwort gesperrt.",
            "Le classeur est abîmé, ou verrouillé par un mot de passe."),
        ErrorText(
            "The workbook is damaged: its rows are in no order.",
            "Die Arbeitsmappe ist beschädigt: Ihre Zeilen haben keine Ordnung.",
            "Le classeur est abîmé : ses lignes ne sont pas en ordre."),
        ErrorText(
            "The workbook is damaged: the cells of row {} are in no order.",
            "Die Arbeitsmappe ist beschädigt: Die Zellen der Zeile {1} haben keine Ordnung.",
            "Le classeur est abîmé : les cellules de la ligne {1} ne sont pas en ordre."),
        ErrorText(
            "The workbook is damaged: a text of row {} is missing.",
            "Die Arbeitsmappe ist beschädigt: Ein Text der Zeile {1} fehlt.",
            "Le classeur est abîmé : un texte de la ligne {1} manque."),
        ErrorText(
            "The workbook is damaged: {} is no cell.", "Die Arbeitsmappe ist beschädigt: {1} ist keine Zelle.",
            "Le classeur est abîmé : {1} n’est pas une cellule."),
        ErrorText(
            "The workbook is nested too deeply.", "Die Arbeitsmappe ist zu tief verschachtelt.",
            "Le classeur est imbriqué trop profondément."),
        ErrorText(
            "The workbook is too large when it is unpacked.", "Die Arbeitsmappe ist entpackt zu groß.",
            "Le classeur est trop grand une fois décompressé."),
        ErrorText(
            "The workbook has a document type, which no workbook needs.",
            "Die Arbeitsmappe hat einen Dokumenttyp, den keine braucht.",
            "Le classeur a un type de document, dont aucun classeur n’a besoin."),
        ErrorText(
            "The workbook has no sheet where it says that one is.",
            "Die Arbeitsmappe hat kein Blatt, wo sie eines angibt.",
            "Le classeur n’a pas de feuille là où il l’annonce."),
        ErrorText(
            "The workbook does not say where its sheet is.", "Die Arbeitsmappe sagt nicht, wo ihr Blatt ist.",
            "Le classeur ne dit pas où est sa feuille."),
        ErrorText(
            "The workbook has more than {} rows. Import it in parts.",
            "Die Arbeitsmappe hat mehr als {1} Zeilen. Importieren Sie sie in Teilen.",
            "Le classeur a plus de {1} lignes. Importez-le par parties."),
        ErrorText(
            "The workbook has more than {} parts.", "Die Arbeitsmappe hat mehr als {1} Teile.",
            "Le classeur a plus de {1} parties."),
        ErrorText(
            "The file is no .xlsx workbook.", "Die Datei ist keine .xlsx-Arbeitsmappe.",
            "Le fichier n’est pas un classeur .xlsx."),
        ErrorText(
            "The file is no .xlsx workbook with a sheet.", "Die Datei ist keine .xlsx-Arbeitsmappe mit einem Blatt.",
            "Le fichier n’est pas un classeur .xlsx avec une feuille."),
        ErrorText("The sheet is empty.", "Das Blatt ist leer.", "La feuille est vide."),
        ErrorText(
            "Row {} has more than {} columns.", "Zeile {1} hat mehr als {2} Spalten.",
            "La ligne {1} a plus de {2} colonnes."),
        ErrorText(
            "Row {} has a cell of more than {} bytes.", "Zeile {1} hat eine Zelle von mehr als {2} Bytes.",
            "La ligne {1} a une cellule de plus de {2} octets."),
        ErrorText(
            "A cell has more than {} bytes.", "Eine Zelle hat mehr als {1} Bytes.", "Une cellule a plus de {1} octets."),
        ErrorText(
            "There are cells in column {}; only {} columns have a name.",
            "In Spalte {1} stehen Zellen; nur {2} Spalten haben einen Namen.",
            "Il y a des cellules dans la colonne {1} ; seules {2} colonnes ont un nom."),
        ErrorText(
            "The first row has to hold the names of the columns.",
            "Die erste Zeile muss die Namen der Spalten enthalten.",
            "La première ligne doit contenir les noms des colonnes."),
    ]

    /// Of the columns and cells of an import.
    static let columns: [ErrorText] = [
        ErrorText(
            "Column {} has cells and no name.", "Spalte {1} hat Zellen und keinen Namen.",
            "La colonne {1} a des cellules et pas de nom."),
        ErrorText(
            "The column {} is there twice.", "Die Spalte {1} steht zweimal da.", "La colonne {1} est là deux fois."),
        ErrorText("The column {} is missing.", "Die Spalte {1} fehlt.", "La colonne {1} manque."),
        ErrorText(
            "{} is no column of {}; there are {}.", "{1} ist keine Spalte von {2}; es gibt {3}.",
            "{1} n’est pas une colonne de {2} ; il y a {3}."),
        ErrorText("{} holds {}.", "{1} enthält {2}.", "{1} contient {2}."),
        ErrorText("{} is {}; {} are allowed.", "{1} ist {2}; erlaubt sind {3}.", "{1} est {2} ; {3} sont permis."),
        ErrorText("{} should be true or false.", "{1} muss true oder false sein.", "{1} doit être true ou false."),
        ErrorText(
            "{} is not a moment, such as 2030-12-31T23:00:00Z.", "{1} ist kein Zeitpunkt wie 2030-12-31T23:00:00Z.",
            "{1} n’est pas un instant tel que 2030-12-31T23:00:00Z."),
        ErrorText("{} has more than 500 names.", "{1} hat mehr als 500 Namen.", "{1} a plus de 500 noms."),
        ErrorText(
            "{} is not a moment that a spreadsheet knows.", "{1} ist kein Zeitpunkt, den eine Tabelle kennt.",
            "{1} n’est pas un instant que connaît un tableur."),
        ErrorText("{} is in line {} already.", "{1} steht schon in Zeile {2}.", "{1} est déjà à la ligne {2}."),
        ErrorText(
            "{} is that of a station which exists elsewhere.", "{1} gehört einer Ladestation, die es anderswo gibt.",
            "{1} est celui d’une borne qui existe ailleurs."),
        ErrorText(
            "{} is given for new stations only.", "{1} gibt es nur für neue Ladestationen.",
            "{1} ne se donne que pour de nouvelles bornes."),
        ErrorText(
            "{} is nobody's in your organization.", "{1} gehört niemandem in Ihrer Organisation.",
            "{1} n’est à personne dans votre organisation."),
        ErrorText(
            "{} names {}, which is not in your organization.",
            "{1} nennt {2}; das gibt es in Ihrer Organisation nicht.",
            "{1} nomme {2}, qui n’est pas dans votre organisation."),
        ErrorText(
            "{} names {}, which is the name of {}.", "{1} nennt {2}; so heißen {3}.",
            "{1} nomme {2}, qui est le nom de {3}."),
    ]
}
