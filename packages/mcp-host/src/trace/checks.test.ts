import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checksAfter, checksBefore, serverChecks } from './checks.ts'

const threatModel = readFileSync(new URL('../../../../docs/threat-model.md', import.meta.url), 'utf8')

/** The ids that the threat model names, one by one or as "KEY-01 … KEY-13". */
function namedIds(): Set<string> {
  const ranges = threatModel.matchAll(/\b([A-Z]{3,4})-(\d\d)(?: … \1-(\d\d))?/g)
  return new Set(
    Array.from(ranges).flatMap(([, family, first, last = first]) =>
      Array.from(
        { length: Number(last) - Number(first) + 1 },
        (_, index) => `${family}-${String(Number(first) + index).padStart(2, '0')}`,
      ),
    ),
  )
}

test('every id that the wire shows leads to a row of the threat model', () => {
  const checks = [
    ...Object.values(checksBefore),
    ...Object.values(checksAfter),
    ...serverChecks({ kind: 'user_jwt' }),
    ...serverChecks({ kind: 'api_key' }),
  ]
  const named = namedIds()
  expect(checks.map(({ threat }) => threat).filter((id) => !named.has(id))).toEqual([])
})

test('where the threat model names a unit test beside an id, the test bears that id', () => {
  const pairs = Array.from(threatModel.matchAll(/([A-Z]{3,4}-\d\d) in `([\w/.-]+)`/g))
  expect(pairs.length).toBeGreaterThan(0)
  for (const [, id, file] of pairs) {
    expect(readFileSync(new URL(`../../../../${file}`, import.meta.url), 'utf8'), file).toContain(`'${id}: `)
  }
})
