import { type ModelMessage, streamText, type ToolSet } from 'ai'
import type { Usage } from './budget.ts'
import type { Model } from './open-model.ts'

export interface ModelQuestion {
  model: Model
  instructions: string
  messages: ModelMessage[]
  tools: ToolSet
  maxOutputTokens: number
  signal: AbortSignal
  /** Gets the answer's text in pieces, as it is written. */
  onText(piece: string): void
}

/** A call as the model wrote it: the tool may not exist, and the input be anything. */
export interface ModelCall {
  toolCallId: string
  toolName: string
  input: unknown
}

export interface ModelRound {
  calls: ModelCall[]
  /** What the model wrote, thoughts and calls included, for the next round. */
  written: ModelMessage[]
  usage: Usage
  finishReason: string
}

/** The provider failed, or could not be asked. The cause can hold the whole prompt: it is for nobody to see. */
export class ModelFailed extends Error {
  constructor(cause: unknown) {
    super('the language model failed', { cause })
    this.name = 'ModelFailed'
  }
}

/**
 * One round with the model. It runs no tool and repairs no call.
 *
 * @throws ModelFailed
 * @throws the signal's reason when it aborts
 */
export async function askModel({ onText, signal, ...question }: ModelQuestion): Promise<ModelRound> {
  const result = streamText({
    ...question,
    abortSignal: signal,
    maxRetries: 1,
    // OpenAI otherwise keeps what it is sent, people's data included.
    providerOptions: { openai: { store: false } },
    telemetry: { isEnabled: false },
    // Otherwise the error is printed, with the prompt in it.
    onError: () => {},
  })
  try {
    for await (const part of result.stream) {
      if (part.type === 'text-delta') onText(part.text)
      if (part.type === 'error') throw part.error
    }
    signal.throwIfAborted()
    const messages = await result.responseMessages
    return {
      calls: await result.toolCalls,
      // For a call that it cannot read, the SDK adds an answer of its own: each call gets the planner's.
      written: messages.filter(({ role }) => role === 'assistant'),
      usage: await result.usage,
      finishReason: await result.finishReason,
    }
  } catch (error) {
    signal.throwIfAborted()
    throw new ModelFailed(error)
  }
}
