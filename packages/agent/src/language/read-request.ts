import { mapUnquoted } from './quoted.ts'

const politeOpening =
  /^(?:(?:hey|hi|hello)(?!\W+(?:there|chaperone|all)\W*$)|ok|okay|so|well|now|then|also|and|please|pls|kindly|just|chaperone|(?:could|can|would|will) you|(?:i'd|i would) like (?:you )?to|i want (?:you )?to|i need you to|would you mind|let's|help me(?: to)?|go ahead and)[,!.:]*\s+(?=\S)/i
const politeEnding = /[\s,]+(?:please|pls|thanks|thx|thank you|for me|if you can|if possible)$/i

/** Slips that people make often, and shorthand. Each is put right outside quotations only. */
const rewrites: [RegExp, string][] = [
  [/\bw(?:e|ea|he|hea)th?er\b/gi, 'weather'],
  [/\bfor(?:e)?ca(?:st|ts)\b/gi, 'forecast'],
  [/\bcal(?:e|a)nd(?:e|a)r\b/gi, 'calendar'],
  [/\bto(?:m+or+ow|morow|mor+ow)\b|\btmr(?:w|o)?\b|\b2moro\b/gi, 'tomorrow'],
  [/\bwen(?:d|s)?sday\b|\bwednsday\b/gi, 'Wednesday'],
  [/\bthur?sday\b|\bthirsday\b/gi, 'Thursday'],
  [/\bsched(?:ual|ul)e?\b/gi, 'schedule'],
  [/\bdele?ate\b|\bdelet\b/gi, 'delete'],
  [/\bcompleat\b|\bcomplet\b/gi, 'complete'],
  [/\bafter ?noon\b/gi, 'afternoon'],
  [/\b(?:dr(?:y|i)e?st)\b/gi, 'driest'],
  [/\bpro(?:j|g)ekts?\b/gi, 'project'],
  [/\bto[- ]do(s?)\b/gi, 'todo$1'],
  [/\bhalf past (\d{1,2})\b/gi, '$1:30'],
  [/\bquarter past (\d{1,2})\b/gi, '$1:15'],
  [/\b(\d{1,2}) ?h ?(\d{2})\b/gi, '$1:$2'],
  [/\bat (\d{1,2}) ?h\b/gi, 'at $1:00'],
  [/(\d) o'clock\b/gi, '$1'],
  [/\bbetween (\d[\d:.]*(?: ?[ap]m)?) and (\d)/gi, 'from $1 to $2'],
]

/** A message as the intents read it: one line, straight quotes, without courtesies and common slips. Quotations stay as they are. */
export function readRequest(message: string): string {
  let text = message
    .normalize('NFC')
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
  text = mapUnquoted(text, (part) => rewrites.reduce((result, [slip, word]) => result.replace(slip, word), part))
  for (let previous = ''; previous !== text; ) {
    previous = text
    text = text
      .replace(politeOpening, '')
      .replace(/[\s.!?]+$/, '')
      .replace(politeEnding, '')
  }
  return text
}
