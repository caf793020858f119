import type { ParseArgsConfig, parseArgs } from 'node:util'
import { PlainError } from '../system/plain-error.ts'
import { readOptions } from '../system/read-options.ts'
import type { Answer } from './answer-with-desk.ts'

type Options = NonNullable<ParseArgsConfig['options']>

/** Of every command of every desk. */
const common = { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } as const

export type ValuesOf<O extends Options> = ReturnType<
  typeof parseArgs<{ options: O; allowPositionals: true; args: string[] }>
>['values']

/** One thing that an operator can do with a desk. */
export interface Command<Desk, O extends Options> {
  /** The options it takes, beside `--json`. */
  takes?: readonly (keyof O & string)[]
  /** What its one argument is, such as `the id of a key`. Without, it takes none. */
  argument?: string
  run(desk: Desk, order: { argument: string; values: ValuesOf<O> }): Promise<Answer>
}

interface Program<Desk, O extends Options> {
  /** `users`, as in `npm run users`. */
  name: string
  help: string
  options: O
  commands: Record<string, Command<Desk, O>>
  /** Opens the desk on a database, signed in as the web app's role. Loads what it needs: help must work before a build. */
  open(url: string): Promise<Desk>
}

/**
 * Does what the command line asks for, and prints the answer.
 *
 * @throws PlainError for a command, an argument or an option that is not there, or not of this command
 */
export async function runDeskCommand<Desk extends { close(): Promise<void> }, O extends Options>(
  program: Program<Desk, O>,
  args = process.argv.slice(2),
): Promise<void> {
  const order = readOrder(program, args)
  if (!order) return void process.stdout.write(program.help)
  const { command, argument, values, isJson } = order
  const { answerWithDesk } = await import('./answer-with-desk.ts')
  await answerWithDesk({ open: program.open, isJson, work: (desk: Desk) => command.run(desk, { argument, values }) })
}

/** What is asked for, or null for help. */
function readOrder<Desk, O extends Options>({ name, options, commands }: Program<Desk, O>, args: string[]) {
  const program = `npm run ${name} --`
  const config = { args, options: { ...options, ...common }, allowPositionals: true, tokens: true } as const
  const { values, positionals, tokens } = readOptions(program, config)
  const [word, argument = '', surplus] = positionals
  const { json: isJson = false, help: isHelp = false } = values as { json?: boolean; help?: boolean }
  if (isHelp || !word) return null
  const command = Object.hasOwn(commands, word) ? commands[word] : undefined
  if (!command) throw new PlainError(`There is no command ${word}. ${program} --help shows all.`)
  if (command.argument && !argument) {
    throw new PlainError(`${word} needs ${command.argument}. ${program} list shows all.`)
  }
  const unexpected = command.argument ? surplus : argument
  if (unexpected) {
    const known = command.takes?.length ? `, but ${command.takes.map((option) => `--${option}`).join(', ')}` : ''
    throw new PlainError(`${word} takes no ${unexpected}${known}. ${program} --help shows an example.`)
  }
  const given = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []))
  const ignored = given.find((option) => !(option in common) && !command.takes?.includes(option))
  if (ignored) throw new PlainError(`${word} takes no --${ignored}. ${program} --help shows an example.`)
  return { command, argument, values: values as ValuesOf<O>, isJson }
}
