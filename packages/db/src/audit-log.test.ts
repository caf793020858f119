import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('a process that flushes while the database is gone ends, and says how many rows are lost', async () => {
  const module = (name: string) => JSON.stringify(join(import.meta.dirname, name))
  const program = `
    import { openAuditLog } from ${module('audit-log.ts')}
    import { openDatabase } from ${module('database.ts')}
    const nothing = { actor: null, clientId: null, keyId: null, tool: null, argumentsDigest: null, traceId: null }
    const database = openDatabase('postgresql://chaperone_tasks:p@127.0.0.1:1/gone', { role: 'tasks' })
    const audit = openAuditLog(database, 'tasks', (_error, lostRows) => console.log(lostRows))
    for (const subject of ['a', 'b']) audit.record({ ...nothing, subject, verdict: 'allowed', reason: 'test' })
    await audit.flush()
    await database.close()`
  const child = spawn(process.execPath, ['--experimental-strip-types', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 20_000,
  })
  let output = ''
  child.stdout.on('data', (text) => {
    output += text
  })
  expect(await once(child, 'close')).toEqual([0, null])
  expect(output.trim()).toBe('2')
})
