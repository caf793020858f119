import { expect, test, vi } from 'vitest'
import { type Command, runDeskCommand } from './desk-command.ts'

const options = { email: { type: 'string', default: '' }, name: { type: 'string', default: '' } } as const
type Desk = { close(): Promise<void> }

const run = async () => ({ text: '', json: null })
const commands: Record<string, Command<Desk, typeof options>> = {
  list: { run },
  reset: { takes: ['email'], run },
  revoke: { argument: 'the id of a key', run },
}
const open = () => Promise.reject(new Error('not reached'))
const give = (...args: string[]) => runDeskCommand({ name: 'users', help: 'the help', options, commands, open }, args)

test.each([
  [['drop'], 'There is no command drop.'],
  [['constructor'], 'There is no command constructor.'],
  [['list', 'all'], 'list takes no all.'],
  [['list', '--email', ''], 'list takes no --email.'],
  [['reset', '--email', 'a@example.com', '--name=A'], 'reset takes no --name.'],
  [['revoke'], 'revoke needs the id of a key.'],
  [['revoke', 'one', 'two'], 'revoke takes no two.'],
  [['reset', '--emial', 'a@example.com'], "Unknown option '--emial'."],
])('%j is refused in a sentence', async (args, sentence) => {
  await expect(give(...args)).rejects.toThrow(sentence)
})

test.each([[[]], [['--help']], [['list', '--help']]])('%j is answered by the help', async (args) => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  await give(...args)
  expect(write).toHaveBeenCalledWith('the help')
  write.mockRestore()
})
