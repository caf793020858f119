import { serverNames } from '@chaperone/contracts'
import { PlainError, reportError } from '../system/plain-error.ts'
import { readOptions } from '../system/read-options.ts'
import { runningSystem, stateDirectory } from '../system/state-folder.ts'

const AUDIENCES = [...serverNames, 'host', 'host-mcp'] as const
type AudienceName = (typeof AUDIENCES)[number]

const HELP = `npm run -s token -- --server tasks [--user alice] [--scope "tasks:read"] [--browser]

Prints one access token, and nothing else, on standard output: good for five minutes, at exactly one server. It comes
by the authorization code flow with PKCE of the command-line client, like any program's.

  --server    weather, calendar, tasks, host (its API) or host-mcp (the same as an MCP server)
  --user      alice, bob or carol: signs that demo user in by itself
  --scope     space-separated; all scopes of the server unless given
  --browser   sign in with your own browser instead; so does leaving out --user
`

interface Order {
  server: AudienceName
  user?: string
  scope?: string
  browser: boolean
}

function readOrder(): Order | null {
  const { values } = readOptions('npm run token --', { options })
  if (values.help) return null
  const server = AUDIENCES.find((name) => name === values.server)
  if (!server) throw new PlainError(`--server must be one of ${AUDIENCES.join(', ')}. --help shows an example.`)
  const { user, scope } = values
  return { server, ...(user && { user }), ...(scope && { scope }), browser: values.browser || !user }
}

const options = {
  server: { type: 'string' },
  user: { type: 'string' },
  scope: { type: 'string' },
  browser: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

async function main(): Promise<void> {
  const order = readOrder()
  if (!order) return void process.stdout.write(HELP)
  const directory = stateDirectory()
  if (!runningSystem(directory)) throw new PlainError('No system is running here. Start one with: npm run demo')

  const { audienceOf, loadTarget, scopesAt } = await import('@chaperone/attack-suite')
  const known: readonly string[] = scopesAt(order.server)
  const unknown = order.scope?.split(' ').find((scope) => !known.includes(scope))
  if (unknown !== undefined) {
    throw new PlainError(`There is no scope ${unknown || '(empty)'} at ${order.server}; it has ${known.join(', ')}.`)
  }
  const target = await loadTarget(directory)
  const wanted = {
    web: target.web,
    resource: audienceOf(target, order.server),
    scope: order.scope ?? scopesAt(order.server).join(' '),
  }
  const token = order.browser || !order.user ? await throughBrowser(wanted) : await asDemoUser(order.user, wanted)
  const missing = wanted.scope.split(' ').filter((scope) => !scopesOf(token).includes(scope))
  if (missing.length > 0) process.stderr.write(`Not in it, for the person does not have it: ${missing.join(', ')}\n`)
  process.stdout.write(`${token}\n`)
}

function scopesOf(token: string): string[] {
  const [, payload = ''] = token.split('.')
  const { scope } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { scope: string }
  return scope.split(' ')
}

interface WantedToken {
  web: string
  resource: string
  scope: string
}

async function asDemoUser(user: string, wanted: WantedToken): Promise<string> {
  const { DEMO_PASSWORD, obtainToken, SignInFailed, signIn } = await import('@chaperone/attack-suite')
  const email = user.includes('@') ? user : `${user}@example.com`
  const session = await signIn(wanted.web, { email, password: DEMO_PASSWORD }).catch(async (error: unknown) => {
    if (!(error instanceof SignInFailed)) throw error
    const { whySignInFailed } = await import('../token/why-sign-in-failed.ts')
    throw new PlainError(await whySignInFailed(wanted.web, email))
  })
  return obtainToken({ ...wanted, session }).catch(plain)
}

async function throughBrowser(wanted: WantedToken): Promise<string> {
  const { obtainTokenInBrowser } = await import('../token/obtain-token-in-browser.ts')
  return obtainTokenInBrowser(wanted).catch(plain)
}

/** A refusal of the authorization server, such as an unknown scope, is for the person to read. */
function plain(error: unknown): never {
  throw error instanceof Error ? new PlainError(error.message) : error
}

await main().catch(reportError)
process.exit()
