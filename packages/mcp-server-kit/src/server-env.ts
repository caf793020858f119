import { MCP_PATH } from '@chaperone/contracts'
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
  /** Signs what a tool that removes something asks back; the same at every instance of this server, and at no other. */
  REQUEST_STATE_SECRET: z.string().min(32, 'must have 32 characters or more'),
  /** OTLP/HTTP collector, such as `http://localhost:4318`. Unset: no spans. */
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
  /** Exact origins of browser clients, comma-separated. */
  ALLOWED_ORIGINS: list,
  /** Exact `Host` values besides the resource's own, comma-separated. */
  ALLOWED_HOSTS: list,
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
