import { connectAdministrator } from '@chaperone/db/setup'
import { createTestDatabase } from '@chaperone/db/testing'
import { expect, test } from 'vitest'
import { watchDatabase } from './watch-database.ts'

const PATIENCE_MILLISECONDS = 1_000

async function endConnections(url: string): Promise<void> {
  const administrator = await connectAdministrator(url)
  try {
    const others = 'datname = current_database() AND pid <> pg_backend_pid()'
    const { rowCount } = await administrator.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${others}`,
    )
    expect(rowCount).toBe(1)
  } finally {
    await administrator.end()
  }
}

test('a database that lets us in again goes on being watched; one that does not is gone', async () => {
  const testDatabase = await createTestDatabase()
  const url = testDatabase.urlFor('admin')
  const watched = await watchDatabase(url, PATIENCE_MILLISECONDS)
  let isGone = false
  const exited = watched.exited.then(() => {
    isGone = true
  })

  await endConnections(url)
  await expect
    .poll(
      () =>
        endConnections(url).then(
          () => true,
          () => false,
        ),
      { timeout: 5_000 },
    )
    .toBe(true)
  expect(isGone).toBe(false)

  await testDatabase.drop()
  await exited
  expect(isGone).toBe(true)
  await watched.stop()
})
