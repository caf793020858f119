// One of several processes that work for many owners at once over few connections. Prints what each transaction saw.
import { openDatabase } from '../database.ts'

const owners = Number(process.env.OWNERS)
const transactions = Number(process.env.TRANSACTIONS)
const database = openDatabase(process.env.DATABASE_URL, { role: 'calendar', connections: 8 })

const seen = { own: 0, foreign: 0, unownedRowsSeen: 0 }
await Promise.all(
  Array.from({ length: transactions }, async (_, number) => {
    const ownerId = `usr_${number % owners}`
    // No `where`: the database alone decides.
    const rows = await database.withOwner({ ownerId }, (tx) => tx.calendar.findMany())
    for (const row of rows) row.ownerId === ownerId ? seen.own++ : seen.foreign++
    seen.unownedRowsSeen += (await database.unowned.calendar.findMany()).length
  }),
)
await database.close()
process.stdout.write(JSON.stringify(seen))
