import { type ParseArgsConfig, parseArgs } from 'node:util'
import { PlainError } from './plain-error.ts'

/** A command's options and arguments. @throws PlainError, one sentence and where to look, for any that it does not have */
export function readOptions<T extends ParseArgsConfig>(command: string, config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config)
  } catch (error) {
    // Node's text goes on with advice for programmers, in further sentences or lines.
    const [problem] = String((error as Error).message).split(/\.\s|\.$|\n/)
    throw new PlainError(`${problem}. ${command} --help shows all options.`)
  }
}
