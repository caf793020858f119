const idle = new Set(
  'a an the my our to of for in on at with and or is as by from into task tasks event meeting appointment'.split(' '),
)

/** The items that fit a name best: an equal name beats all, else those that share most of its words, at least half. */
export function bestMatches<Item>(
  items: readonly Item[],
  wanted: string,
  textOf: (item: Item) => string,
  nameOf = textOf,
): Item[] {
  const equal = items.filter((item) => fold(nameOf(item)) === fold(wanted))
  if (equal.length > 0) return equal
  const words = wordsOf(wanted)
  if (words.length === 0) return []
  const scored = items.map((item) => {
    const own = wordsOf(textOf(item))
    return { item, score: words.filter((word) => own.some((other) => isSameWord(word, other))).length / words.length }
  })
  const best = Math.max(0, ...scored.map(({ score }) => score))
  return best < 0.5 ? [] : scored.filter(({ score }) => score === best).map(({ item }) => item)
}

/** The word to search for when the order of a name's words is not known: its longest one that is no proper name. */
export function searchWord(wanted: string): string {
  const words = split(wanted)
  const plain = words.filter((word) => !/^\p{Lu}/u.test(word))
  const pool = plain.length > 0 ? plain : words
  return pool.reduce((longest, word) => (word.length > longest.length ? word : longest), pool[0] ?? wanted)
}

function wordsOf(text: string): string[] {
  return split(fold(text))
}

function split(text: string): string[] {
  return text.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '' && !idle.has(word.toLowerCase()))
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
}

// "roofs" finds "roof", "surveying" finds "survey".
function isSameWord(first: string, second: string): boolean {
  if (first === second) return true
  const [short, long] = first.length < second.length ? [first, second] : [second, first]
  return short.length >= 4 && long.startsWith(short) && long.length - short.length <= 3
}
