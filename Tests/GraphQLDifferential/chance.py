"""Seeded decisions, and the mischief that makes a good schema or document a bad one."""

import random


class Chance:
    """Random numbers that repeat with their seed.

    `mischief` is how many mistakes may still be made; the generators ask `slips` wherever one is possible.
    """

    def __init__(self, seed, mischief=0):
        self.random = random.Random(seed)
        self.mischief = mischief

    def often(self, probability):
        return self.random.random() < probability

    def pick(self, items):
        return self.random.choice(items)

    def some(self, items, least=0):
        items = list(items)
        count = self.random.randint(min(least, len(items)), len(items))
        return self.random.sample(items, count)

    def number(self, low, high):
        return self.random.randint(low, high)

    def slips(self, probability=0.06):
        if self.mischief <= 0 or self.random.random() >= probability:
            return False
        self.mischief -= 1
        return True


TOKENS = (
    "{ } ( ) [ ] : = @ ! $ | & ... \" \"\"\" # , query mutation subscription fragment on type interface union enum input "
    "scalar schema extend directive repeatable implements true false null 0 -1 1.5 1e3 007 1. 0x1 -a a id T0 I0 E0 "
    "$v0 @skip(if:true) @include(if:$v0) @deprecated @oneOf \"text\" \"\\u00e9\" \"\\uD83D\\uDE00\" \"\\u{1F600}\" \"\\q\" "
    "\"\"\"block\"\"\" é \u0000 \ufeff .. ? ; {a:1} [1,2] __typename __schema"
).split(" ")


def damaged(chance, text, times):
    """The text with some tokens lost, doubled, swapped or replaced by others."""
    pieces = split(text)
    for _ in range(times):
        if not pieces:
            break
        place = chance.number(0, len(pieces) - 1)
        match chance.number(0, 5):
            case 0:
                del pieces[place]
            case 1:
                pieces.insert(place, pieces[place])
            case 2:
                other = chance.number(0, len(pieces) - 1)
                pieces[place], pieces[other] = pieces[other], pieces[place]
            case 3:
                pieces[place] = chance.pick(pieces)
            case 4:
                pieces[place] = " " + chance.pick(TOKENS) + " "
            case _:
                pieces.insert(place, " " + chance.pick(TOKENS) + " ")
    return "".join(pieces)


def split(text):
    """Words, blanks and single characters, in their order."""
    pieces, word = [], ""
    for character in text:
        if character.isalnum() or character in "_":
            word += character
            continue
        if word:
            pieces.append(word)
        word = ""
        pieces.append(character)
    return pieces + ([word] if word else [])
