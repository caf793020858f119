/** Why the database cannot be set up, in one sentence for the person who started it, with what to do. */
export class DatabaseSetupError extends Error {
  override readonly name = 'DatabaseSetupError'
}
