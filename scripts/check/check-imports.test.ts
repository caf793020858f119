import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkImports } from './check-imports.ts'
import { importStatements } from './import-statements.ts'
import { importTable } from './import-table.ts'

const FORBIDDEN_IN_TASKS = '@chaperone/calendar-server'
let root: string

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

function writeTasksServer(dependencies: Record<string, string>, source: string): void {
  write('packages/tasks-server/package.json', JSON.stringify({ dependencies }))
  write('packages/tasks-server/src/index.ts', source)
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'import-table-'))
  write('package.json', '{}')
})

afterEach(() => rmSync(root, { recursive: true }))

test('the repository itself keeps its boundaries', () => {
  expect(checkImports(join(import.meta.dirname, '../..'), importTable)).toEqual([])
})

test('what a package offers to tests and set-up is for no server', () => {
  const dependencies = { '@chaperone/db': 'workspace:*', '@chaperone/mcp-server-kit': 'workspace:*' }
  const source = "import '@chaperone/db/setup'\nimport '@chaperone/mcp-server-kit/testing'\nimport '@chaperone/db'"
  writeTasksServer(dependencies, source)
  write('packages/tasks-server/src/index.test.ts', source)
  expect(checkImports(root, importTable)).toEqual([
    expect.stringContaining('@chaperone/db/setup is for tests'),
    expect.stringContaining('@chaperone/mcp-server-kit/testing is for tests'),
  ])
})

describe('a tasks server that reaches for the calendar server is reported', () => {
  const honest = { '@chaperone/db': 'workspace:*', zod: 'catalog:' }

  test('not when it imports what its line allows', () => {
    writeTasksServer(honest, "import { z } from 'zod'\nimport type { Owner } from '@chaperone/db'\nimport 'node:fs'")
    expect(checkImports(root, importTable)).toEqual([])
  })

  test.each([
    ['a static import', "import { x } from 'FORBIDDEN'"],
    ['a type import', "import type { X } from 'FORBIDDEN'"],
    ['a side effect', "import 'FORBIDDEN'"],
    ['a subpath', "import { x } from 'FORBIDDEN/src/x.ts'"],
    ['a re-export', "export * from 'FORBIDDEN'"],
    ['a dynamic import', "const x = await import('FORBIDDEN')"],
    ['a dynamic import inside a template literal', "const x = `#{await import('FORBIDDEN')}`"],
    ['a require', "const x = require('FORBIDDEN')"],
    ['a relative path', "import { x } from '../../calendar-server/src/index.ts'"],
    ['an import over several lines', "import {\n  x, // c'est la vie\n  y,\n} from 'FORBIDDEN'"],
    ['a module named by an expression', "const name = 'FORBIDDEN'\nawait import(name)"],
    ['a module named by a template literal', 'await import(`FORBIDDEN`)'],
    ['a module named by a filled template literal', 'await import(`#{scope}/calendar-server`)'],
  ])('%s', (_kind, source) => {
    writeTasksServer(honest, source.replace('FORBIDDEN', FORBIDDEN_IN_TASKS).replace('#{', '${'))
    expect(checkImports(root, importTable)).toEqual([
      expect.stringMatching(/^packages\/tasks-server\/src\/index\.ts:\d+: .*(calendar-server|expression)/),
    ])
  })

  test('a line in package.json, even without an import', () => {
    writeTasksServer({ ...honest, [FORBIDDEN_IN_TASKS]: 'workspace:*' }, '')
    expect(checkImports(root, importTable)).toEqual([
      `packages/tasks-server/package.json: may not depend on ${FORBIDDEN_IN_TASKS}`,
    ])
  })
})

test('only db imports the database client', () => {
  writeTasksServer({ zod: 'catalog:' }, "import { PrismaClient } from '../../db/src/generated/client.ts'")
  expect(checkImports(root, importTable)).toHaveLength(1)
  writeTasksServer({ zod: 'catalog:' }, "import { PrismaClient } from '@prisma/client'")
  expect(checkImports(root, importTable)).toHaveLength(1)
})

test('the agent gets types of the host and nothing that runs', () => {
  write('packages/agent/package.json', JSON.stringify({ dependencies: { '@chaperone/mcp-host': 'workspace:*' } }))
  write('packages/agent/src/a.ts', "import type { Planner } from '@chaperone/mcp-host'")
  write('packages/agent/src/b.ts', "import { type Planner, type CallOutcome } from '@chaperone/mcp-host'")
  expect(checkImports(root, importTable)).toEqual([])
  write('packages/agent/src/c.ts', "import { type Planner, createHost } from '@chaperone/mcp-host'")
  expect(checkImports(root, importTable)).toEqual([expect.stringContaining('only types from @chaperone/mcp-host')])
})

test('an import must be declared by the package itself, in a version of the workspace', () => {
  writeTasksServer({}, "import { z } from 'zod'")
  expect(checkImports(root, importTable)).toEqual([expect.stringContaining('zod is missing in package.json')])
  writeTasksServer({ zod: '^4.0.0' }, "import { z } from 'zod'")
  expect(checkImports(root, importTable)).toEqual([expect.stringContaining('needs "catalog:"')])
})

test('a package without a line in the table is reported', () => {
  write('packages/mail-server/package.json', '{}')
  expect(checkImports(root, importTable)).toEqual([
    'packages/mail-server: has no line in scripts/check/import-table.ts',
  ])
})

test('comments name no modules, strings with two slashes hide none', () => {
  const source = "// import 'a'\n/* import 'b' */\nconst url = 'http://x' ; import 'c'\nconst y = await import('d')"
  expect(importStatements(source)).toEqual([
    { specifier: 'c', isTypeOnly: false, line: 3 },
    { specifier: 'd', isTypeOnly: false, line: 4 },
  ])
})
