import { APICallError, RetryError } from 'ai'

export interface ModelFailure {
  forPerson: string
  /** What to mend, for the log. Holds no key, no prompt and no words of the provider. */
  forOperator: string
}

const ASK_OPERATOR = 'The operator of this app has to look at it; the log says what to do.'
// Providers that answer 400 to everything say why in words.
const KEY = /api.?key/i
const CREDIT = /credit|quota|billing/i
const TOO_LONG = /context|too long|too large|too many tokens|maximum.{0,20}(?:length|tokens)/i

/** Why the provider gave no answer: in words for the person, and what the operator can do about it. */
export function whyModelFailed(thrown: unknown): ModelFailure {
  const error = RetryError.isInstance(thrown) ? thrown.lastError : thrown
  if (!APICallError.isInstance(error)) {
    return {
      forPerson: 'The language model’s answer broke off. Ask again.',
      forOperator: `the provider's answer broke off or could not be read (${nameOf(error)})`,
    }
  }
  const status = error.statusCode
  const says = (words: RegExp) => status === 400 && words.test(`${error.message} ${error.responseBody}`)
  const seen = `${status ?? 'no answer'}${codeOf(error)}`
  if (status === 401 || status === 403 || says(KEY)) {
    return {
      forPerson: `The language model does not accept this app’s key. ${ASK_OPERATOR}`,
      forOperator: `the provider refused the key (${seen}): set the variable for it that docs/operations.md names`,
    }
  }
  if (status === 402 || status === 429 || says(CREDIT)) {
    return {
      forPerson: 'The language model takes no more questions for now. Ask again in a minute.',
      forOperator: `the provider's limit is reached (${seen}): wait, or raise the limit or the credit there`,
    }
  }
  if (status === 404) {
    return {
      forPerson: `The language model of this app cannot be found. ${ASK_OPERATOR}`,
      forOperator: `there is no such model or address (${seen}): check PLANNER and PLANNER_BASE_URL`,
    }
  }
  if (status === 413 || says(TOO_LONG)) {
    return {
      forPerson: 'This became too long for the language model. Ask for less at once.',
      forOperator: `the prompt was longer than the model takes (${seen}): choose a model with a longer context`,
    }
  }
  if (status === undefined) {
    return {
      forPerson: 'The language model cannot be reached. Ask again in a moment.',
      forOperator: `no connection to the provider (${causeOf(error)}): check the network and PLANNER_BASE_URL`,
    }
  }
  return {
    forPerson: 'The language model failed. Ask again in a moment.',
    forOperator: `the provider answered ${seen}: its status page or console may say why`,
  }
}

/** The provider's own code for the error, when it is one: its sentences can repeat the prompt or the key. */
function codeOf({ data }: APICallError): string {
  const { error } = (data ?? {}) as { error?: { code?: unknown; type?: unknown } }
  const code = [error?.code, error?.type].find((text) => typeof text === 'string' && /^[a-z_]{1,60}$/.test(text))
  return code ? `, ${code}` : ''
}

function causeOf({ cause }: APICallError): string {
  const code = (cause as { code?: unknown } | undefined)?.code
  return typeof code === 'string' ? code : nameOf(cause)
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}
