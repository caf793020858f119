import { withDemoDatabase } from '../system/demo-database.ts'
import { stateDirectory } from '../system/state-folder.ts'

/** What a command says: as text for a person, or as one line of JSON. */
export interface Answer {
  text: string
  json: unknown
}

interface Order<Desk> {
  /** Opens what does the work on the demo's database, signed in as the web app's role. */
  open(url: string): Desk
  isJson: boolean
  work(desk: Desk): Promise<Answer>
}

/** Does one piece of an operator's work on the demo's database, whether the demo is running or not, and prints the answer. */
export async function answerWithDesk<Desk extends { close(): Promise<void> }>(order: Order<Desk>): Promise<void> {
  await withDemoDatabase(stateDirectory(), async (url) => {
    const desk = order.open(url)
    try {
      const { text, json } = await order.work(desk)
      process.stdout.write(order.isJson ? `${JSON.stringify(json)}\n` : `${text}\n`)
    } finally {
      await desk.close()
    }
  })
}
