/** Runs one step of the start and shows its name at once and its duration when it is done. Goes to stderr. */
export async function step<T>(title: string, run: () => Promise<T> | T): Promise<T> {
  const startedAt = performance.now()
  process.stderr.write(`· ${title} …`)
  try {
    const value = await run()
    process.stderr.write(` ${((performance.now() - startedAt) / 1_000).toFixed(1)} s\n`)
    return value
  } catch (error) {
    process.stderr.write(' failed\n')
    throw error
  }
}
