import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { checkReferences } from './check-references.ts'

test('a package that nobody would build or check is named', () => {
  const root = mkdtempSync(join(tmpdir(), 'references-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const name of ['kit', 'notes-server', 'without-types'])
    mkdirSync(join(root, 'packages', name), { recursive: true })
  for (const name of ['kit', 'notes-server']) writeFileSync(join(root, 'packages', name, 'tsconfig.json'), '{}')
  writeFileSync(join(root, 'tsconfig.json'), '{ "files": [], "references": [{ "path": "packages/kit" }] }')
  expect(checkReferences(root)).toEqual([expect.stringContaining('packages/notes-server is not among the references')])
})
