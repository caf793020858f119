/** One progress line. Never on standard output: `npm run -s token` prints the token there and nothing else. */
export function say(line) {
  process.stderr.write(`· ${line}\n`)
}
