import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { allAttacks, attackFamilies } from '@chaperone/attack-suite'
import { expect, test } from '@playwright/test'

const ROOT = join(import.meta.dirname, '..')

test('every attack has an id of its own, a source, a control, and a file that decides', () => {
  const ids = allAttacks.map(({ id }) => id)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  for (const { id, title, source, control, file } of allAttacks) {
    expect(id).toMatch(/^[A-Z]{3}-\d{2}$/)
    expect(title, id).toMatch(/^cannot /)
    expect(source, id).not.toBe('')
    expect(control, id).toMatch(/\.$/)
    expect(existsSync(join(ROOT, file)), `${id}: ${file}`).toBe(true)
  }
})

test('every family of attacks runs, each in a file of its own', () => {
  const folder = join(import.meta.dirname, 'attacks')
  const run = readdirSync(folder).flatMap((file) =>
    Array.from(readFileSync(join(folder, file), 'utf8').matchAll(/^testAttacks\('(\w+)'\)$/gm), ([, family]) => family),
  )
  expect(run.sort()).toEqual(Object.keys(attackFamilies).sort())
})
