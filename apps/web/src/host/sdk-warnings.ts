import { inOneLine } from './in-one-line'

/**
 * What the MCP SDK warns of, it writes to the console by itself, with names and schemas that servers made up in it: one
 * line from now on, as everything that they say.
 */
export function keepSdkWarningsInOneLine(): void {
  const { warn } = console
  console.warn = (first: unknown, ...more: unknown[]) => {
    const isOfSdk = typeof first === 'string' && first.startsWith('[mcp-sdk]')
    if (isOfSdk) warn(inOneLine([first, ...more].join(' ')))
    else warn(first, ...more)
  }
}
