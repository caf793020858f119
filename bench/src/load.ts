import { createHistogram, performance } from 'node:perf_hooks'
import { Pool } from 'undici'
import { replyProblem } from './reply-problem.ts'
import { type Call, requestFor } from './request-for.ts'

// A process of its own, so that making and checking requests costs the server nothing. Told over IPC what to send.

export interface LoadOrder {
  url: string
  calls: Call[]
  connections: number
  milliseconds: number
}

export interface LoadResult {
  requests: number
  requestsPerSecond: number
  p50Milliseconds: number
  p99Milliseconds: number
  errors: number
  /** One of the errors, in words. */
  error?: string
}

const MICROSECONDS = 1_000

async function run({ url, calls, connections, milliseconds }: LoadOrder): Promise<LoadResult> {
  const { origin, pathname } = new URL(url)
  const pool = new Pool(origin, { connections })
  const latencies = createHistogram({ figures: 3 })
  const problems: string[] = []
  let next = 0
  let nonce: string | undefined

  async function send(call: Call): Promise<{ status: number; body: string }> {
    const response = await pool.request({ path: pathname, method: 'POST', ...requestFor(call, url, nonce) })
    nonce = response.headers['dpop-nonce']?.toString()
    return { status: response.statusCode, body: await response.body.text() }
  }

  // RFC 9449 §8.2: the first answer to a proof without a nonce brings one, and so does every other.
  if (calls[0]?.proofKey) await send(calls[0])
  const startedAt = performance.now()
  const until = startedAt + milliseconds

  async function worker(): Promise<void> {
    while (performance.now() < until) {
      const call = calls[next++ % calls.length] as Call
      const sentAt = performance.now()
      try {
        const { status, body } = await send(call)
        latencies.record(Math.max(1, Math.round((performance.now() - sentAt) * MICROSECONDS)))
        const problem = replyProblem(status, body, call.owner)
        if (problem) problems.push(problem)
      } catch (error) {
        problems.push(String(error))
      }
    }
  }

  await Promise.all(Array.from({ length: connections }, worker))
  const seconds = (performance.now() - startedAt) / 1_000
  await pool.close()
  return {
    requests: latencies.count,
    requestsPerSecond: latencies.count / seconds,
    p50Milliseconds: latencies.percentile(50) / MICROSECONDS,
    p99Milliseconds: latencies.percentile(99) / MICROSECONDS,
    errors: problems.length,
    ...(problems[0] && { error: problems[0] }),
  }
}

process.on('message', async (order: LoadOrder) => process.send?.(await run(order)))
