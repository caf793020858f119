import { type CallerLimits, createCallerLimits, openSharedCounters } from '@chaperone/mcp-auth'
import type { Logger } from 'pino'
import type { z } from 'zod'
import type { serverEnvSchema } from './server-env.ts'

type LimitsEnv = Pick<
  z.output<typeof serverEnvSchema>,
  'RESOURCE_URL' | 'CALLS_PER_MINUTE' | 'CONCURRENT_CALLS' | 'REDIS_URL'
>

interface Limits {
  limits: CallerLimits
  closeLimits(): Promise<void>
}

/** How much one caller may ask of a server: counted in Redis where `REDIS_URL` says so, else in this process. */
export async function limitsFrom(
  { RESOURCE_URL, CALLS_PER_MINUTE, CONCURRENT_CALLS, REDIS_URL }: LimitsEnv,
  logger: Logger,
): Promise<Limits> {
  const numbers = { callsPerMinute: CALLS_PER_MINUTE, concurrentCalls: CONCURRENT_CALLS }
  if (!REDIS_URL) return { limits: createCallerLimits(numbers), async closeLimits() {} }
  const counters = await openSharedCounters({
    url: REDIS_URL,
    onError: (err) => logger.warn({ err }, 'calls are counted in this process alone until Redis is back'),
  })
  return {
    limits: createCallerLimits({ ...numbers, shared: { resource: RESOURCE_URL, counters } }),
    closeLimits: counters.close,
  }
}
