import { DEMO_PASSWORD, emailOf, followAuthorization, signIn } from '@chaperone/attack-suite'
import { COMMAND_LINE_CLIENT_ID } from '@chaperone/contracts'
import { freePort } from '@chaperone/mcp-server-kit/testing'
import { type Revision, runConformance } from './run-conformance.ts'
import type { SuiteResult } from './suite-result.ts'

interface AuthorizationSuite {
  /** Origin of the authorization server. */
  issuer: string
  /** Resource identifier the token is for. */
  resource: string
  revision: Revision
  directory: string
}

/** The authorization server's scenarios, with a demo user's browser that follows the address the suite prints. */
export async function authorizationSuite(suite: AuthorizationSuite): Promise<SuiteResult> {
  const { issuer, resource, revision, directory } = suite
  const port = await freePort()
  const client = ['--client-id', COMMAND_LINE_CLIENT_ID, '--resource', resource, '-p', String(port)]
  let visited: Promise<string[]> | undefined
  const { code, output } = await runConformance({
    args: ['authorization', '--url', issuer, ...client, '--spec-version', revision],
    directory,
    onOutput(text) {
      const address = /^http\S+\/authorize\?\S+$/m.exec(text)?.[0]
      if (address && text.includes('Callback server started'))
        visited ??= visit(issuer, address, port).then(
          () => [],
          (error) => [String(error)],
        )
    },
  })
  const problems = (await visited) ?? ['the suite printed no address to go to']
  const results = [...output.matchAll(/^([✓✗]) ([\w/-]+): /gm)]
  return {
    name: `authorization ${revision}`,
    passed: results.filter(([, mark]) => mark === '✓').length,
    required: results.length,
    problems: code === 0 && results.length > 0 ? problems : [...problems, ...output.trimEnd().split('\n').slice(-20)],
  }
}

/** Signs alice in, allows what is asked, and goes where the authorization server sends her. */
async function visit(issuer: string, address: string, port: number): Promise<void> {
  const session = await signIn(issuer, { email: emailOf('alice'), password: DEMO_PASSWORD })
  const { callbackUrl } = await followAuthorization(session, address, `http://127.0.0.1:${port}/callback`)
  if (callbackUrl) await fetch(callbackUrl)
}
