import { openDatabase } from '@chaperone/db'
import { createTestDatabase, type TestDatabase } from '@chaperone/db/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openUserDesk, type UserDesk } from './user-desk.ts'

let testDatabase: TestDatabase
let desk: UserDesk
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  desk = openUserDesk(testDatabase.urlFor('web'))
})
afterAll(async () => {
  await desk.close()
  await testDatabase.drop()
})

test('a new person gets every scope, and a password of which only the hash is kept', async () => {
  const { id, email, password } = await desk.add({ email: ' Dave@Example.com ', name: 'Dave' })
  expect(email).toBe('dave@example.com')
  const web = openDatabase(testDatabase.urlFor('web'), { role: 'web', connections: 1 })
  const user = await web.unowned.user.findUniqueOrThrow({ where: { id } })
  expect(user.passwordHash).toMatch(/^\$argon2id\$/)
  expect(user.passwordHash).not.toContain(password)
  expect(await web.unowned.scopeAssignment.count({ where: { userId: id } })).toBe(4)
  expect(JSON.stringify(await desk.list())).not.toContain('argon2')
  await web.close()
})

test('what is missing, wrong or taken is said', async () => {
  await expect(desk.add({ email: 'dave', name: 'Dave' })).rejects.toThrow('--email takes an address')
  await expect(desk.add({ email: 'erin@example.com', name: '' })).rejects.toThrow('--name is required')
  await desk.add({ email: 'frank@example.com', name: 'Frank' })
  await expect(desk.add({ email: 'FRANK@example.com', name: 'Frank' })).rejects.toThrow('has an account already')
})
