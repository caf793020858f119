// One of several processes that work for many owners at once over few connections. Prints what they saw.
import { openDatabase } from '../database.ts'

const owners = Number(process.env.OWNERS)
const transactions = Number(process.env.TRANSACTIONS)
/** Several for each connection, so that all of them wait for one. */
const AT_A_TIME = 8
const database = openDatabase(process.env.DATABASE_URL, { role: 'calendar', connections: 4 })

/** No `where`: the database alone decides. A query that fails beside them leaves nothing of its owner behind either. */
const ways = [
  (owner) => database.withOwner(owner, (tx) => tx.calendar.findMany()),
  (owner) => database.readAsOwner(owner, (db) => db.calendar.findMany()),
  (owner) => database.readAsOwner(owner, async (db) => [await db.calendar.findFirstOrThrow()]),
  async (owner) => {
    const broken = database.readAsOwner(owner, (db) => db.calendar.findMany({ where: { id: '\u0000' } }))
    const rows = database.readAsOwner(owner, (db) => db.calendar.findMany())
    return (await Promise.all([rows, broken.catch(() => {})]))[0]
  },
]

const seen = { own: 0, foreign: 0, unownedRowsSeen: 0 }
let next = 0

async function work() {
  while (next < transactions) {
    const number = next++
    const ownerId = `usr_${number % owners}`
    // Every owner comes in every way.
    const read = ways[(number + Math.floor(number / owners)) % ways.length]
    for (const row of await read({ ownerId })) row.ownerId === ownerId ? seen.own++ : seen.foreign++
    seen.unownedRowsSeen += (await database.unowned.calendar.findMany()).length
  }
}

await Promise.all(Array.from({ length: AT_A_TIME }, work))
await database.close()
process.stdout.write(JSON.stringify(seen))
