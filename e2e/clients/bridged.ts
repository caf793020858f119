/** It gives the process beside it five seconds to start, which a busy machine exceeds. */
const ATTEMPTS = 5

/** Connects mcpc, again when its own process was not there in time. */
export async function bridged(connect: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return void (await connect())
    } catch (error) {
      if (attempt === ATTEMPTS || !String(error).includes('Bridge failed to start')) throw error
    }
  }
}
