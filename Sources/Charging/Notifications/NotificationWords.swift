/// The words of notifications by mail, in every language that the server speaks; the pages have theirs in their own texts.
///
/// One table: a kind is a case, and each language has to have it.
struct NotificationWords {
    private let language: Language

    init(_ language: Language) { self.language = language }

    func notifications(_ count: Int) -> String {
        switch language {
        case .english: "\(count) notifications"
        case .german: "\(count) Benachrichtigungen"
        case .french: "\(count) notifications"
        }
    }

    func more(_ count: Int) -> String {
        switch language {
        case .english: "and \(count) more"
        case .german: "und \(count) weitere"
        case .french: "et \(count) de plus"
        }
    }

    func times(_ count: Int) -> String {
        switch language {
        case .english: "\(count) times"
        case .german: "\(count)-mal"
        case .french: "\(count) fois"
        }
    }

    func stations(_ count: Int) -> String {
        switch language {
        case .english: "\(count) stations"
        case .german: "\(count) Ladestationen"
        case .french: "\(count) bornes"
        }
    }

    func connector(_ number: Int) -> String {
        switch language {
        case .english: "connector \(number)"
        case .german: "Anschluss \(number)"
        case .french: "connecteur \(number)"
        }
    }

    /// French sets a space before it.
    var colon: String { language == .french ? " : " : ": " }

    func happened(_ kind: NotificationKind) -> String {
        switch language {
        case .english: english(kind)
        case .german: german(kind)
        case .french: french(kind)
        }
    }

    /// A word of ours in the person's language; what a charger or a person said stays as it was said.
    func detail(_ text: String, of kind: NotificationKind) -> String {
        guard kind == .connectionFinding, let finding = ConnectionFinding.Kind(rawValue: text) else { return text }
        return switch language {
        case .english: english(finding)
        case .german: german(finding)
        case .french: french(finding)
        }
    }

    private func english(_ kind: NotificationKind) -> String {
        switch kind {
        case .stationOffline: "offline"
        case .stationOnline: "online again"
        case .connectorFaulted: "faulted"
        case .firmwareInstalled: "new firmware installed"
        case .firmwareFailed: "firmware update failed"
        case .reservationExpired: "reservation expired"
        case .reservationCancelled: "reservation cancelled"
        case .sessionEnded: "session ended"
        case .tagRefused: "unknown tag refused"
        case .certificateRequestWaiting: "certificate request waits for a decision"
        case .connectionFinding: "connection needs attention"
        case .serviceRequestChanged: "service request"
        case .seatHeld: "a connector is free and held for you until the time given"
        case .webhookSwitchedOff: "a webhook was switched off, since its address has taken nothing for days"
        }
    }

    private func german(_ kind: NotificationKind) -> String {
        switch kind {
        case .stationOffline: "offline"
        case .stationOnline: "wieder online"
        case .connectorFaulted: "gestört"
        case .firmwareInstalled: "neue Firmware installiert"
        case .firmwareFailed: "Firmware-Aktualisierung gescheitert"
        case .reservationExpired: "Reservierung abgelaufen"
        case .reservationCancelled: "Reservierung storniert"
        case .sessionEnded: "Ladevorgang beendet"
        case .tagRefused: "unbekannter RFID-Tag abgewiesen"
        case .certificateRequestWaiting: "eine Zertifikatsanfrage wartet auf Entscheidung"
        case .connectionFinding: "mit der Verbindung stimmt etwas nicht"
        case .serviceRequestChanged: "Serviceanfrage"
        case .seatHeld: "ein Anschluss ist frei und bis zur angegebenen Zeit für Sie reserviert"
        case .webhookSwitchedOff: "ein Webhook wurde abgeschaltet, da seine Adresse seit Tagen nichts annimmt"
        }
    }

    private func french(_ kind: NotificationKind) -> String {
        switch kind {
        case .stationOffline: "hors ligne"
        case .stationOnline: "de nouveau en ligne"
        case .connectorFaulted: "en panne"
        case .firmwareInstalled: "nouveau micrologiciel installé"
        case .firmwareFailed: "échec de la mise à jour du micrologiciel"
        case .reservationExpired: "réservation expirée"
        case .reservationCancelled: "réservation annulée"
        case .sessionEnded: "session terminée"
        case .tagRefused: "badge inconnu refusé"
        case .certificateRequestWaiting: "une demande de certificat attend une décision"
        case .connectionFinding: "la connexion demande votre attention"
        case .serviceRequestChanged: "demande de service"
        case .seatHeld: "un connecteur est libre et vous est réservé jusqu’à l’heure indiquée"
        case .webhookSwitchedOff: "un webhook a été désactivé, car son adresse n’accepte rien depuis des jours"
        }
    }

    private func english(_ finding: ConnectionFinding.Kind) -> String {
        switch finding {
        case .flapping: "it connects again and again"
        case .notAnswering: "it answers no calls"
        case .contested: "a second connection claims to be it"
        case .noSubprotocol: "it offers no sub-protocol"
        case .clockWrong: "its clock is wrong"
        case .illegalMoves: "its connectors report what cannot be"
        case .notBooted: "it never introduced itself"
        }
    }

    private func german(_ finding: ConnectionFinding.Kind) -> String {
        switch finding {
        case .flapping: "sie verbindet sich immer wieder neu"
        case .notAnswering: "sie beantwortet keine Anfragen"
        case .contested: "eine zweite Verbindung gibt sich für sie aus"
        case .noSubprotocol: "sie bietet kein Unterprotokoll an"
        case .clockWrong: "ihre Uhr geht falsch"
        case .illegalMoves: "ihre Anschlüsse melden, was nicht sein kann"
        case .notBooted: "sie hat sich nie vorgestellt"
        }
    }

    private func french(_ finding: ConnectionFinding.Kind) -> String {
        switch finding {
        case .flapping: "elle se reconnecte sans cesse"
        case .notAnswering: "elle ne répond à aucun appel"
        case .contested: "une seconde connexion se fait passer pour elle"
        case .noSubprotocol: "elle n’offre aucun sous-protocole"
        case .clockWrong: "son horloge est fausse"
        case .illegalMoves: "ses connecteurs annoncent l’impossible"
        case .notBooted: "elle ne s’est jamais présentée"
        }
    }
}
