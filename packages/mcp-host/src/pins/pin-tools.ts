import { MAX_DEFINITION_BYTES } from '@chaperone/contracts'
import type { Tool } from '@modelcontextprotocol/client'
import { digestOf } from '../call/digest.ts'
import type { Connection } from '../registry.ts'
import type { PinStore, SeenDefinition } from '../storage.ts'
import { suspicionsAmong } from './suspicions.ts'

export interface PinnedTool {
  definition: Tool
  /** SHA-256, hex, of the canonical definition. */
  hash: string
  /** Of the definition that was accepted; empty when none was. Calls need both to be equal. */
  pinnedHash: string
}

const TOO_LARGE = `is larger than ${MAX_DEFINITION_BYTES / 1024} KiB and left out, whether accepted or not`

/** What of a tool is looked at: its name alone, when it is too large. */
function looked(tool: Tool): { definition: Tool; isLeftOut: boolean } {
  const isLeftOut = Buffer.byteLength(JSON.stringify(tool)) > MAX_DEFINITION_BYTES
  return { isLeftOut, definition: isLeftOut ? { name: tool.name, inputSchema: { type: 'object' } } : tool }
}

/**
 * Compares what a server lists with what was accepted. The first list of a connection is accepted, as the operator has
 * configured it; at a server of ours, so is a tool that nobody has seen before. Whatever else is new or different waits
 * for an administrator, and so does anything suspicious, and everything of a remote server: nobody configured its tools.
 * What is too large for anybody to read is no tool: the administrator is told of its name alone.
 *
 * @see OWASP MCP Top 10 (2025) MCP03; OWASP AISVS C10.4.7
 */
export async function pinTools(pins: PinStore, connection: Connection, listed: readonly Tool[]): Promise<PinnedTool[]> {
  const isRemote = connection.server === 'remote'
  const known = await pins.read(connection.id)
  const lookedAt = listed.map(looked)
  const tools = lookedAt.map(({ definition }) => definition)
  const hashes = tools.map(digestOf)
  const isKnown = tools.every(({ name }, index) => known.get(name) === hashes[index])
  // Judged only where something is new: every person's list comes through here, every minute.
  const judge = isKnown ? () => [] : suspicionsAmong([...(await pins.names()), ...tools.map(({ name }) => name)])
  const namesElsewhere = isKnown || !isRemote ? [] : await pins.names(connection.id)
  const seen = tools.map(
    (definition, index): SeenDefinition => ({
      tool: definition.name,
      hash: hashes[index] ?? '',
      definition,
      suspicions: [
        ...(lookedAt[index]?.isLeftOut ? [TOO_LARGE] : []),
        ...judge(definition),
        ...(namesElsewhere.includes(definition.name) ? ['has the name of a tool of another server'] : []),
      ],
    }),
  )
  const isFirst = known.size === 0
  const isAcceptable = ({ tool, suspicions }: SeenDefinition) =>
    !isRemote && !known.has(tool) && suspicions.length === 0 && (isFirst || connection.trust === 'own')
  const accepted = seen.filter(isAcceptable)
  const waiting = seen.filter((one) => !isAcceptable(one) && known.get(one.tool) !== one.hash)
  if (accepted.length > 0) await pins.accept(connection.id, accepted)
  if (waiting.length > 0) await pins.wait(connection.id, waiting)

  const now = accepted.length > 0 ? await pins.read(connection.id) : known
  return lookedAt.flatMap(({ definition, isLeftOut }, index) =>
    isLeftOut ? [] : [{ definition, hash: hashes[index] ?? '', pinnedHash: now.get(definition.name) ?? '' }],
  )
}
