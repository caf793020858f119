import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkLinks } from './check-links.ts'

let root: string

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'links-'))
  write('docs/guide.md', '# The guide, in short\n')
  write('packages/kit/src/guard.ts', '')
})

afterEach(() => rmSync(root, { recursive: true }))

test.each([
  ['a relative link', '[guide](docs/guide.md)'],
  ['a heading', '[guide](docs/guide.md#the-guide-in-short)'],
  ['a repository path', 'see `packages/kit/src/guard.ts` and `packages/kit/src/guard.ts:12`'],
  ['a pattern that matches', '`packages/*/src/guard.ts`'],
  ['a site', '[RFC](https://www.rfc-editor.org/rfc/rfc9068)'],
  ['code in a fence', '```\n[x](gone.md) `packages/gone.ts`\n```'],
])('accepts %s', (_kind, text) => {
  write('README.md', text)
  expect(checkLinks(root)).toEqual([])
})

test.each([
  ['a relative link', '[guide](docs/gone.md)'],
  ['an image', '![chat](docs/gone.png)'],
  ['a heading', '[guide](docs/guide.md#gone)'],
  ['a repository path', 'see `packages/kit/src/gone.ts`'],
  ['a pattern that matches nothing', '`packages/*/src/gone.ts`'],
])('reports %s that is gone', (_kind, text) => {
  write('README.md', text)
  expect(checkLinks(root)).toEqual([expect.stringMatching(/^README\.md: .*gone/)])
})

test("reads src/ in a package's README as the package's own folder", () => {
  write('packages/kit/README.md', '`src/guard.ts` and `src/gone.ts`')
  expect(checkLinks(root)).toEqual(['packages/kit/README.md: there is no packages/kit/src/gone.ts'])
})

test('reports a deciding file that the code names and that is gone', () => {
  write(
    'packages/kit/src/trace.ts',
    "const file = 'packages/kit/src/guard.ts'\nconst other = 'packages/kit/src/gone.ts'",
  )
  expect(checkLinks(root)).toEqual(['packages/kit/src/trace.ts: there is no packages/kit/src/gone.ts'])
})
