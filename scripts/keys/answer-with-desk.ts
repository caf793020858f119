import { withDeskDatabase } from '../system/desk-database.ts'
import { PlainError } from '../system/plain-error.ts'
import { stateDirectory } from '../system/state-folder.ts'

/** What a command says: as text for a person, or as one line of JSON. */
export interface Answer {
  text: string
  json: unknown
}

interface Order<Desk> {
  /** Opens what does the work, signed in as the web app's role. */
  open(url: string): Promise<Desk>
  isJson: boolean
  work(desk: Desk): Promise<Answer>
}

/** Does one piece of an operator's work on the database, whether the system is running or not, and prints the answer. */
export async function answerWithDesk<Desk extends { close(): Promise<void> }>(order: Order<Desk>): Promise<void> {
  await withDeskDatabase(stateDirectory(), async (url) => {
    const desk = await order.open(url)
    try {
      const { text, json } = await order.work(desk).catch(explainVersion)
      process.stdout.write(order.isJson ? `${JSON.stringify(json)}\n` : `${text}\n`)
    } finally {
      await desk.close()
    }
  })
}

/** Prisma's codes for a table and a column that are not there. */
const MISSING = ['P2021', 'P2022']

/** A demo that was started before an update has the tables of then. @throws PlainError, or what it was given */
function explainVersion(error: unknown): never {
  const isOld = error instanceof Error && 'code' in error && MISSING.includes(String(error.code))
  if (!isOld) throw error
  throw new PlainError(
    process.env.DATABASE_URL_WEB
      ? 'The tables in DATABASE_URL_WEB are of another version than this checkout. Apply its migrations first.'
      : 'The demo that runs here is of another version. Stop it and start it again.',
  )
}
