import { CALLS_PER_MINUTE, CONCURRENT_CALLS, MCP_PATH } from '@chaperone/contracts'
import { issuerAlgorithms } from '@chaperone/mcp-auth'
import { z } from 'zod'

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https address' })
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  )
const foreignIssuerSchema = z.strictObject({
  issuer: httpUrl,
  jwksUrl: httpUrl,
  algorithm: z.enum(issuerAlgorithms).default('ES256'),
  /** Before each `sub` of this issuer, with a colon: two issuers may use the same `sub`. */
  subjectPrefix: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
})

const foreignIssuers = z
  .string()
  .default('[]')
  .transform((text, context) => {
    const result = z.array(foreignIssuerSchema).safeParse(parseJson(text))
    if (result.success) return result.data
    context.addIssue(
      'must be a JSON list of { "issuer", "jwksUrl", "subjectPrefix" }, with "algorithm" where it is not ES256',
    )
    return z.NEVER
  })

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What every server reads from its environment. A server with more variables extends it. */
export const serverEnvSchema = z.object({
  /** Resource identifier and audience, as clients write it. @see RFC 8707 §2 */
  RESOURCE_URL: httpUrl.refine((url) => new URL(url).pathname === MCP_PATH, `must end in ${MCP_PATH}`),
  PORT: z.coerce.number().int().min(1).max(65_535),
  /** Loopback unless somebody decides otherwise. */
  BIND_ADDRESS: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgresql:// address' }),
  /** Compared with `iss` as a string. */
  AUTH_ISSUER: httpUrl,
  JWKS_URL: httpUrl,
  /** What that issuer signs access tokens with. */
  AUTH_ALGORITHM: z.enum(issuerAlgorithms).default('ES256'),
  /** Further issuers whose tokens are accepted, each for subjects of its own. */
  AUTH_ISSUERS: foreignIssuers,
  /** Signs what a tool that removes something asks back; the same at every instance of this server, and at no other. */
  REQUEST_STATE_SECRET: z.string().min(32, 'must have 32 characters or more'),
  /** OTLP/HTTP collector, such as `http://localhost:4318`. Unset: no spans. */
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
  /** Exact origins of browser clients, comma-separated. */
  ALLOWED_ORIGINS: list,
  /** Exact `Host` values besides the resource's own, comma-separated. */
  ALLOWED_HOSTS: list,
  /** Requests a minute of one person through one client. */
  CALLS_PER_MINUTE: z.coerce.number().int().min(1).default(CALLS_PER_MINUTE),
  /** Requests of one caller at a time. */
  CONCURRENT_CALLS: z.coerce.number().int().min(1).default(CONCURRENT_CALLS),
  /** Redis, or what speaks like it, in which all instances of this server count together. Unset: each counts its own. */
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be a redis:// or rediss:// address' }).optional(),
})

/**
 * The environment in its checked form.
 *
 * @throws Error that names every variable that is missing or wrong, and never repeats a value: one may be a secret.
 */
export function readEnv<Schema extends z.ZodType>(
  schema: Schema,
  environment: Record<string, string | undefined>,
): z.output<Schema> {
  // Compose files and shells hand over an unset variable as an empty one.
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const result = schema.safeParse(set)
  if (result.success) return result.data
  const problems = result.error.issues.map((issue) => {
    const name = issue.path.join('.')
    return set[name] === undefined ? `${name} is not set` : `${name} ${issue.message}`
  })
  throw new Error(`The environment is not usable: ${problems.join('; ')}.`)
}
