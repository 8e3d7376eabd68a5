import Foundation

/// Draws characters so that people read them and simple programs do not: turned, bent, crossed by lines, with specks.
struct CaptchaImage {
    static let width = 240
    static let height = 80
    static let length = 6

    /// Characters that are not taken for one another, five pixels wide and seven high, a row a number.
    private static let glyphs: [Character: [UInt8]] = [
        "A": [0x0E, 0x11, 0x11, 0x1F, 0x11, 0x11, 0x11], "C": [0x0E, 0x11, 0x10, 0x10, 0x10, 0x11, 0x0E],
        "D": [0x1E, 0x11, 0x11, 0x11, 0x11, 0x11, 0x1E], "E": [0x1F, 0x10, 0x10, 0x1E, 0x10, 0x10, 0x1F],
        "F": [0x1F, 0x10, 0x10, 0x1E, 0x10, 0x10, 0x10], "H": [0x11, 0x11, 0x11, 0x1F, 0x11, 0x11, 0x11],
        "J": [0x07, 0x02, 0x02, 0x02, 0x02, 0x12, 0x0C], "K": [0x11, 0x12, 0x14, 0x18, 0x14, 0x12, 0x11],
        "L": [0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x1F], "M": [0x11, 0x1B, 0x15, 0x15, 0x11, 0x11, 0x11],
        "N": [0x11, 0x19, 0x15, 0x13, 0x11, 0x11, 0x11], "P": [0x1E, 0x11, 0x11, 0x1E, 0x10, 0x10, 0x10],
        "R": [0x1E, 0x11, 0x11, 0x1E, 0x14, 0x12, 0x11], "T": [0x1F, 0x04, 0x04, 0x04, 0x04, 0x04, 0x04],
        "U": [0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x0E], "W": [0x11, 0x11, 0x11, 0x15, 0x15, 0x1B, 0x11],
        "X": [0x11, 0x11, 0x0A, 0x04, 0x0A, 0x11, 0x11], "Y": [0x11, 0x11, 0x0A, 0x04, 0x04, 0x04, 0x04],
        "3": [0x1E, 0x01, 0x01, 0x0E, 0x01, 0x01, 0x1E], "4": [0x02, 0x06, 0x0A, 0x12, 0x1F, 0x02, 0x02],
        "7": [0x1F, 0x01, 0x02, 0x04, 0x08, 0x08, 0x08], "9": [0x0E, 0x11, 0x11, 0x0F, 0x01, 0x02, 0x0C],
    ]

    private var pixels = [UInt8](repeating: 244, count: width * height)

    static func randomText() -> String {
        let characters = glyphs.keys.sorted()
        return String((0..<length).map { _ in characters[Int.random(in: 0..<characters.count)] })
    }

    /// - Returns: a PNG.
    static func draw(_ text: String) -> [UInt8] {
        var image = CaptchaImage()
        image.speckle()
        for (place, character) in text.enumerated() {
            image.draw(glyphs[character] ?? [], center: 27 + Double(place) * 37)
        }
        for _ in 0..<4 { image.cross() }
        return PNGEncoder.encode(width: width, height: height, pixels: image.pixels)
    }

    /// Each pixel near the glyph's place is turned back to where it stands in the glyph.
    private mutating func draw(_ glyph: [UInt8], center: Double) {
        let angle = Double.random(in: -0.42...0.42)
        let scale = Double.random(in: 5.2...6.4)
        let shear = Double.random(in: -0.25...0.25)
        let middle = (x: center + .random(in: -3...3), y: 40 + Double.random(in: -8...8))
        let wave = (phase: Double.random(in: 0...6.28), height: Double.random(in: 1.5...3.5))
        let ink = UInt8.random(in: 30...90)
        for y in 0..<Self.height {
            for x in max(0, Int(center) - 34)..<min(Self.width, Int(center) + 34) {
                let dx = Double(x) - middle.x + wave.height * sin(Double(y) / 9 + wave.phase)
                let dy = Double(y) - middle.y + wave.height * sin(Double(x) / 11 + wave.phase)
                let u = (dx * cos(angle) + dy * sin(angle)) / scale
                let v = (dy * cos(angle) - dx * sin(angle)) / scale
                let column = Int((u + shear * v + 2.5).rounded(.down)), row = Int((v + 3.5).rounded(.down))
                guard (0..<5).contains(column), (0..<7).contains(row), row < glyph.count,
                    glyph[row] >> UInt8(4 - column) & 1 == 1
                else { continue }
                pixels[y * Self.width + x] = ink
            }
        }
    }

    /// A bent line from edge to edge.
    private mutating func cross() {
        let start = Double.random(in: 10...70), end = Double.random(in: 10...70)
        let bend = Double.random(in: -24...24)
        let ink = UInt8.random(in: 60...140)
        for x in 0..<Self.width {
            let part = Double(x) / Double(Self.width)
            let y = Int(start + (end - start) * part + bend * sin(part * .pi * 2))
            for line in y...y + 1 where (0..<Self.height).contains(line) { pixels[line * Self.width + x] = ink }
        }
    }

    private mutating func speckle() {
        for _ in 0..<700 { pixels[Int.random(in: 0..<pixels.count)] = UInt8.random(in: 90...220) }
    }
}
