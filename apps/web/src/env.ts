import { HOST_API_PATH, MCP_PATH } from '@chaperone/contracts'
import { issuerAlgorithms } from '@chaperone/mcp-auth'
import { z } from 'zod'

/** A variable that holds JSON. Of what is none, nothing is said: it may be a key. */
const jsonText = z.string().transform((text, { addIssue }): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    addIssue({ code: 'custom', message: 'must be JSON' })
    return z.NEVER
  }
})

const identityProviderSchema = z.strictObject({
  issuer: z.url(),
  jwksUrl: z.url(),
  algorithm: z.enum(issuerAlgorithms).default('ES256'),
  domains: z.array(z.hostname().toLowerCase()).min(1),
})

/** A public key of P-256, and nothing else: a private one has a `d`. */
const publicKeySchema = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().min(1),
  y: z.string().min(1),
  kid: z.string().min(1).optional(),
  alg: z.literal('ES256').optional(),
  use: z.literal('sig').optional(),
})

const privateKeySchema = publicKeySchema.extend({ d: z.string().min(1) })

/** `anthropic:<model>`: at whose service a language model runs, and what it is called there. */
const languageModelSchema = z
  .string()
  .transform((text) => ({ provider: text.split(':', 1)[0], model: text.slice(text.indexOf(':') + 1) }))
  .pipe(
    z.object(
      { provider: z.enum(['anthropic', 'openai', 'google', 'compatible']), model: z.string().min(1) },
      'must be anthropic, openai, google or compatible, a colon, and the name of a model',
    ),
  )

/** Where each service's key is: in the variable that its own tools use. */
const MODEL_KEYS = {
  anthropic: 'ANTHROPIC_API_KEY',
  openai: 'OPENAI_API_KEY',
  google: 'GOOGLE_GENERATIVE_AI_API_KEY',
} as const

const variables = {
  /** Origin of this app: the issuer, and the one origin whose pages may use a session. */
  WEB_ORIGIN: z.url().refine((url) => new URL(url).origin === url, 'must be an origin, without a path'),
  DATABASE_URL: z.string().startsWith('postgres'),
  /** Where all instances of this app count its limits together. Unset: each its own. */
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  SESSION_SECRET: z.string().min(32),
  /** Opens the signing keys in the database. Kept elsewhere than its backups. */
  MASTER_KEY: z.string().min(32),
  WEATHER_URL: z.url(),
  CALENDAR_URL: z.url(),
  TASKS_URL: z.url(),
  /** Where to connect, when that differs from the resource identifier. */
  WEATHER_ADDRESS: z.url().optional(),
  CALENDAR_ADDRESS: z.url().optional(),
  TASKS_ADDRESS: z.url().optional(),
  WEATHER_API_KEY: z.string().min(1),
  TEAM_CALENDAR_API_KEY: z.string().min(1),
  /** A proxy of yours is in front and sets X-Forwarded-For; without one, anyone could send that header. */
  TRUST_PROXY: z.stringbool().default(false),
  /** Companies' identity providers, as JSON, and the domains for whose people each may speak. Unset: none. */
  IDENTITY_PROVIDERS: jsonText.prefault('[]').pipe(z.array(identityProviderSchema)),
  /** Sign-in with GitHub, for people who have an account here. */
  GITHUB_CLIENT_ID: z.string().optional(),
  GITHUB_CLIENT_SECRET: z.string().optional(),
  /** The same with an OpenID Connect provider, under the name that its button shows. */
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().default('your organisation'),
  /**
   * Public keys of the host, as a JWK Set, where it runs apart from this authorization server: then its client may
   * exchange people's tokens for the host. Unset: nobody can exchange anything.
   */
  HOST_CLIENT_JWKS: jsonText.pipe(z.strictObject({ keys: z.array(publicKeySchema).min(1).max(4) })).optional(),
  /** Whence the host has people's tokens: made in this process, or by exchange at an authorization server apart from it. */
  HOST_TOKENS: z.enum(['mint', 'exchange']).default('mint'),
  /** For `exchange`: the host's own private key, as a JWK. */
  HOST_CLIENT_KEY: jsonText.pipe(privateKeySchema).optional(),
  /** Where its token endpoint is connected to, when that differs from the one of WEB_ORIGIN. */
  TOKEN_ADDRESS: z.url().optional(),
  /** Whether clients may register themselves, as older ones must. Strangers then write into the database. */
  DYNAMIC_REGISTRATION: z.stringbool().default(false),
  /** Names of machines of one's own, separated by commas, from which documents of clients are fetched all the same. */
  PRIVATE_CLIENT_HOSTS: z
    .string()
    .default('')
    .transform((names) => names.split(',').filter(Boolean)),
  /** Host names, separated by commas, of MCP servers of others that administrators may add. */
  REMOTE_SERVER_HOSTS: z
    .string()
    .default('')
    .transform((names) =>
      names
        .split(',')
        .map((name) => name.trim().toLowerCase())
        .filter(Boolean),
    )
    .pipe(z.array(z.hostname())),
  /** The language model that plans. Unset: the built-in planner, which asks nobody. People's data go to that service. */
  PLANNER: languageModelSchema.optional(),
  /** Another address for it; the one of an OpenAI-compatible service, and its key if it wants one. */
  PLANNER_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  PLANNER_API_KEY: z.string().optional(),
  ANTHROPIC_API_KEY: z.string().optional(),
  OPENAI_API_KEY: z.string().optional(),
  GOOGLE_GENERATIVE_AI_API_KEY: z.string().optional(),
  /** OTLP/HTTP collector for the host's spans, such as `http://localhost:4318`. Unset: no spans. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  /** Shows the demo users and their password. Never for real people's data. */
  DEMO_MODE: z.stringbool().default(false),
}

const envSchema = z.object(variables).superRefine((values, { addIssue }) => {
  if (values.HOST_TOKENS === 'exchange' && !values.HOST_CLIENT_KEY) {
    addIssue({ code: 'custom', path: ['HOST_CLIENT_KEY'], message: 'is needed with HOST_TOKENS=exchange' })
  }
  if (!values.PLANNER) return
  const { provider } = values.PLANNER
  const missing = provider === 'compatible' ? 'PLANNER_BASE_URL' : MODEL_KEYS[provider]
  if (!values[missing]) addIssue({ code: 'custom', path: [missing], message: `is needed with PLANNER=${provider}:…` })
})

export type Env = z.infer<typeof envSchema>

let parsed: Env | undefined

/** The configuration, checked on first use. @throws Error that names every variable that is missing or wrong */
export function env(): Env {
  if (parsed) return parsed
  const result = envSchema.safeParse(process.env)
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`The environment is incomplete. ${problems.join('; ')}`)
  }
  parsed = result.data
  return parsed
}

/** Resource identifier of the host as an MCP server, and audience of tokens for it. @see RFC 8707 §2 */
export function hostMcpAudience(): string {
  return `${env().WEB_ORIGIN}${MCP_PATH}`
}

/** Audience of tokens for the host API. */
export function hostAudience(): string {
  return `${env().WEB_ORIGIN}${HOST_API_PATH}`
}
