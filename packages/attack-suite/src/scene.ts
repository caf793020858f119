import type { ServerName } from '@chaperone/contracts'
import { decodeJwt, type JWK } from 'jose'
import type { ProofKeyPair } from './dpop-proof.ts'
import { type Forgery, forgeToken } from './forge.ts'
import type { CookieJar } from './http/cookie-jar.ts'
import type { Exchange } from './http/exchange.ts'
import { type ToolRequest, toolCall } from './mcp-call.ts'
import { obtainToken } from './oauth/obtain-token.ts'
import { type Credentials, signIn } from './oauth/sign-in.ts'
import { patiently } from './patiently.ts'
import { type Audience, audienceOf, scopesAt, type Target } from './target.ts'

export const DEMO_PASSWORD = 'chaperone-demo'
export type DemoUser = 'alice' | 'bob' | 'carol'

export function emailOf(user: DemoUser): string {
  return `${user}@example.com`
}

/** What the owner of a server can do with keys. A black box has no other way to a revoked or an expired one. */
export interface KeyOffice {
  issue(order: { server: 'weather' | 'calendar'; expiresInSeconds?: number }): Promise<{ id: string; key: string }>
  revoke(id: string): Promise<void>
}

/** What the operator can do with people. */
export interface UserOffice {
  /** Somebody new, who has chosen a password. */
  add(): Promise<Credentials>
  /** Somebody new, who has not. */
  invite(): Promise<PasswordLink>
  /** A link for somebody who forgot theirs. */
  reset(email: string): Promise<PasswordLink>
  remove(email: string): Promise<void>
}

/** By it a person chooses a password. */
export interface PasswordLink {
  email: string
  link: string
}

/** A program that acts for itself, and the key by which it shows who it is. */
export interface Machine {
  id: string
  privateKey: JWK
}

/** What the operator of the authorization server can do with clients. */
export interface ClientOffice {
  addMachine(order: { server: 'weather' | 'calendar'; scopes: string[] }): Promise<Machine>
  /** A confidential client, which asks people for access and proves its key. */
  add(order: { redirectUri: string }): Promise<Machine>
  remove(id: string): Promise<void>
  /** For everybody, also a client that describes itself. */
  block(id: string): Promise<void>
  unblock(id: string): Promise<void>
}

/** What a document's address answers. */
export interface DocumentAnswer {
  status?: number
  headers?: Record<string, string>
  body: string
}

/** A web server that the system under test trusts, for clients that describe themselves. */
export interface DocumentServer {
  /** Serves a document at an https address of its own. `answer` gets that address. */
  publish(answer: (url: string) => DocumentAnswer): Promise<PublishedDocument>
}

export interface PublishedDocument {
  url: string
  /** How often it was asked for. */
  requests(): number
}

export interface SceneToolCall extends Omit<ToolRequest, 'url'> {
  server: ServerName
}

/** What an attack has at hand: the target, genuine sessions and tokens of the demo people, and tools to forge others. */
export interface Scene {
  target: Target
  keyOffice: KeyOffice
  clientOffice: ClientOffice
  userOffice: UserOffice
  documentServer: DocumentServer
  /** Cookies of a signed-in demo user. Shared: clone it before anything that changes cookies. */
  session(user: DemoUser): Promise<CookieJar>
  /** A genuine token, with all scopes of its audience unless told otherwise. */
  token(user: DemoUser, audience: Audience, scope?: string): Promise<string>
  /** A genuine token for the tasks server that is bound to a key. */
  boundToken(user: DemoUser, proofKey: ProofKeyPair): Promise<string>
  /** `sub` of a demo user. */
  subject(user: DemoUser): Promise<string>
  forge(forgery: Forgery): string
  /** One tool call, repeated politely when the server says that there were too many. */
  call(call: SceneToolCall): Promise<Exchange>
  /** One tool call of a demo user with a genuine token. */
  callAs(user: DemoUser, server: ServerName, tool: string, args: Record<string, unknown>): Promise<Exchange>
}

/** Tokens within this time of their end are replaced, so that none ends in the middle of an attack. */
const RENEWAL_MARGIN_SECONDS = 60

type SceneParts = Pick<Scene, 'target' | 'keyOffice' | 'clientOffice' | 'userOffice' | 'documentServer'> & {
  /** Private keys of the issuer: what a thief of them could do is tried, too. */
  issuerKeys: readonly JWK[]
}

/** Signs in and gets tokens when they are first needed, and keeps them: sign-ins are throttled. */
export function createScene({ issuerKeys, ...parts }: SceneParts): Scene {
  const { target } = parts
  const sessions = new Map<DemoUser, Promise<CookieJar>>()
  const tokens = new Map<string, Promise<string>>()

  function session(user: DemoUser): Promise<CookieJar> {
    const signedIn = sessions.get(user) ?? signIn(target.web, { email: emailOf(user), password: DEMO_PASSWORD })
    sessions.set(user, signedIn)
    signedIn.catch(() => sessions.delete(user))
    return signedIn
  }

  async function token(user: DemoUser, audience: Audience, scope = scopesAt(audience).join(' ')): Promise<string> {
    const key = `${user} ${audience} ${scope}`
    const cached = await tokens.get(key)
    if (cached && (decodeJwt(cached).exp ?? 0) - RENEWAL_MARGIN_SECONDS > Date.now() / 1_000) return cached
    const fetched = session(user).then((jar) =>
      obtainToken({ web: target.web, session: jar, resource: audienceOf(target, audience), scope }),
    )
    tokens.set(key, fetched)
    fetched.catch(() => tokens.delete(key))
    return fetched
  }

  function call({ server, ...request }: SceneToolCall): Promise<Exchange> {
    return patiently(() => toolCall({ ...request, url: target.servers[server] }))
  }

  return {
    ...parts,
    session,
    token,
    async boundToken(user, proofKey) {
      const resource = audienceOf(target, 'tasks')
      return obtainToken({ web: target.web, session: await session(user), resource, scope: 'tasks:read', proofKey })
    },
    call,
    async subject(user) {
      return decodeJwt(await token(user, 'tasks')).sub ?? ''
    },
    forge: (forgery) => forgeToken(forgery, issuerKeys),
    async callAs(user, server, tool, args) {
      return call({ server, tool, arguments: args, credential: await token(user, server) })
    },
  }
}
