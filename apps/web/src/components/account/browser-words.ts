import Bowser from 'bowser'

/** `Firefox on Linux`, from what a browser says of itself. */
export function browserWords(agent: string): string {
  const { browser, os } = Bowser.parse(agent || 'unknown')
  return browser.name ? [browser.name, os.name].filter(Boolean).join(' on ') : 'A program'
}
