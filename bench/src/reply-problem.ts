import { eventIdOf, ROWS_PER_OWNER } from './owners.ts'

/** What is wrong with a reply; null when it holds exactly the owner's rows, in order. */
export function replyProblem(status: number, body: string, owner: number): string | null {
  if (status !== 200) return `status ${status}: ${body.slice(0, 300)}`
  const json = body.startsWith('{') ? body : /^data: (\{.*)$/m.exec(body)?.[1]
  if (!json) return `no message in: ${body.slice(0, 300)}`
  try {
    const { events } = JSON.parse(JSON.parse(json).result.content[0].text)
    const isRight = events.every(({ id }: { id: string }, row: number) => id === eventIdOf(owner, row))
    return isRight && events.length === ROWS_PER_OWNER ? null : `wrong rows for owner ${owner}: ${json.slice(0, 300)}`
  } catch {
    return `not an answer: ${json.slice(0, 300)}`
  }
}
