import { MAX_TOOLS_OF_CONNECTION } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { database } from '../database.ts'
import { auditOf, useWebDatabase } from '../testing/web-database.ts'
import { acceptDefinition, pinStore, SHOWN_AT_ONCE, waitingDefinitions } from './pin-store.ts'

const carol = { id: 'usr_carol', email: 'carol@example.com' }
const administrator = { ...carol, name: 'Carol', role: 'administrator' } as const
useWebDatabase(carol)

function seen(hash: string, tool = 'notes_read') {
  return { tool, hash, definition: { name: tool, description: hash }, suspicions: [] as string[] }
}

test('a server that lists other tools each time does not fill the table', async () => {
  for (const round of [1, 2]) {
    const many = Array.from({ length: MAX_TOOLS_OF_CONNECTION }, (_, n) => seen('x', `tool_${round}_${n}`))
    await pinStore.wait('flood', many)
  }
  const { toolSighting } = database().unowned
  expect(await toolSighting.count({ where: { connection: 'flood' } })).toBe(MAX_TOOLS_OF_CONNECTION)
  await toolSighting.deleteMany()
})

test('RGS-47: a server that lists many tools hides none of another from the administrator', async () => {
  await pinStore.wait('notes', [seen('x')])
  const many = Array.from({ length: MAX_TOOLS_OF_CONNECTION }, (_, n) => seen('x', `tool_${n}`))
  await pinStore.wait('flood', many)
  const shown = (await waitingDefinitions()).map(({ connection }) => connection)
  expect(shown.filter((connection) => connection === 'flood')).toHaveLength(SHOWN_AT_ONCE)
  expect(shown).toContain('notes')
  await database().unowned.toolSighting.deleteMany()
})

test('what was accepted stays, what differs waits beside it, and only what was looked at is accepted', async () => {
  await pinStore.accept('notes', [seen('one')])
  await pinStore.accept('notes', [seen('two')])
  expect(await pinStore.read('notes')).toEqual(new Map([['notes_read', 'one']]))

  await pinStore.wait('notes', [seen('two'), seen('new', 'notes_export')])
  await database().unowned.toolSighting.updateMany({ data: { seenAt: new Date() } })
  expect(await waitingDefinitions()).toMatchObject([
    { tool: 'notes_export', isNew: true, accepted: null },
    {
      tool: 'notes_read',
      hash: 'two',
      isNew: false,
      accepted: { description: 'one' },
      definition: { description: 'two' },
    },
  ])

  // The server changes it again while somebody reads.
  await pinStore.wait('notes', [seen('three')])
  const looked = { connection: 'notes', tool: 'notes_read' }
  expect(await acceptDefinition(administrator, { ...looked, hash: 'two' })).toBe(false)
  expect(await acceptDefinition({ ...administrator, role: 'member' }, { ...looked, hash: 'three' })).toBe(false)
  expect(await acceptDefinition(administrator, { ...looked, hash: 'three' })).toBe(true)
  expect(await acceptDefinition(administrator, { ...looked, hash: 'three' })).toBe(false)
  expect(await pinStore.read('notes')).toEqual(new Map([['notes_read', 'three']]))
  expect((await auditOf(administrator.id)).map(({ reason }) => reason)).toEqual(['pin_accepted notes notes_read three'])
  expect(await database().unowned.toolSighting.count()).toBe(1)
})
