import { expect, test } from 'vitest'
import { oneQuestionAtATime } from './until-servers-know.ts'

test('who comes while a question is under way gets the answer to the next one, which is one for all of them', async () => {
  const answers: (() => void)[] = []
  const wait = oneQuestionAtATime(() => new Promise<void>((answer) => answers.push(answer)))
  const done: string[] = []
  const first = wait().then(() => done.push('first'))
  await expect.poll(() => answers.length).toBe(1)
  const late = [wait().then(() => done.push('second')), wait().then(() => done.push('third'))]
  answers[0]?.()
  await first
  await expect.poll(() => answers.length).toBe(2)
  expect(done).toEqual(['first'])
  answers[1]?.()
  await Promise.all(late)
  expect(answers).toHaveLength(2)
})

test('a question that fails ends the wait of those who asked it, and the next one is asked', async () => {
  let asked = 0
  const wait = oneQuestionAtATime(async () => {
    asked += 1
    if (asked === 1) throw new Error('gone')
  })
  await expect(wait()).rejects.toThrow('gone')
  await wait()
  expect(asked).toBe(2)
})
