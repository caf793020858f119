import { expect, test } from 'vitest'
import { readLines } from './read-lines.ts'

async function linesOf(chunks: Uint8Array[]): Promise<string[]> {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })
  const lines: string[] = []
  for await (const line of readLines(stream)) lines.push(line)
  return lines
}

test('joins lines and characters that were cut in two', async () => {
  const bytes = new TextEncoder().encode('{"a":"5–6"}\n\n{"b":1}\n{"c":2}')
  for (let cut = 1; cut < bytes.length; cut += 1) {
    expect(await linesOf([bytes.slice(0, cut), bytes.slice(cut)])).toEqual(['{"a":"5–6"}', '{"b":1}', '{"c":2}'])
  }
})

test('an empty stream has no lines', async () => {
  expect(await linesOf([])).toEqual([])
})
