/** Next calls this once when the server starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { flushBeforeExit } = await import('./audit/flush-before-exit')
  flushBeforeExit()
  const { keepSdkWarningsInOneLine } = await import('./host/sdk-warnings')
  keepSdkWarningsInOneLine()
}
