import type { RemoteOAuthErrorCode } from '@chaperone/mcp-host'

/** Why a remote server was not added, or an account at one not connected. */
export type RemoteProblem =
  | 'incomplete'
  | 'unusable_address'
  | 'not_listed'
  | 'taken'
  | 'key_unusable'
  | 'key_refused'
  | 'token_refused'
  | 'too_often'
  | RemoteOAuthErrorCode

const sentences: Record<RemoteProblem, string> = {
  incomplete: 'Something is missing, or holds characters that cannot be there.',
  unusable_address: 'Give its address as https://host/path, without a user name, a password or #.',
  not_listed: 'Its host is not in REMOTE_SERVER_HOSTS, so nothing was sent to it.',
  taken: 'A server with this address is here already.',
  key_unusable: 'That does not look like a key: one has 8 characters or more, and no spaces.',
  key_refused: 'The server does not know that key, so it was not kept.',
  token_refused: 'The server does not accept what its own authorization server gave. Ask whoever runs it.',
  too_often: 'You tried that often in the last minute. Wait a moment.',
  insecure_address: 'Its address, or one that it names, is not https, so nothing was sent there.',
  unreachable: 'It did not answer. Try again in a moment.',
  no_metadata: 'It does not say where people allow access to it. Ask whoever runs it, or use a key.',
  invalid_answer: 'What it says of itself is not what the specification asks for.',
  resource_mismatch: 'What it says of itself is about another server, so nobody was sent there.',
  issuer_mismatch:
    'It names another authorization server than when it was added. An administrator has to look at that.',
  pkce_unsupported: 'Its authorization server does not protect codes on their way (PKCE with S256), so it is not used.',
  client_unknown: 'Its authorization server does not know this app. Register it there, and give its client id here.',
  state_mismatch: 'That was not the end of anything begun in this browser. Begin again.',
  access_denied: 'You said no there, so nothing was connected.',
  refused: 'Its authorization server said no. Begin again, or ask whoever runs it.',
  reconnect_required: 'What was allowed there has ended. Connect again.',
}

const PREFIX = 'remote_'

/** As a form tells it to the page that follows. */
export type RemoteOutcome = `remote_${RemoteProblem}`

export function outcomeOf(problem: RemoteProblem): RemoteOutcome {
  return `remote_${problem}`
}

/** The sentence for what came of a form, or null when it is about something else. Anyone may write it: it is looked up. */
export function problemWords(outcome: string | undefined): string | null {
  if (!outcome?.startsWith(PREFIX)) return null
  const problem = outcome.slice(PREFIX.length)
  return Object.hasOwn(sentences, problem) ? sentences[problem as RemoteProblem] : null
}
