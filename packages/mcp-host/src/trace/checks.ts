import type { Check, CheckPlace, Hop, TraceCredential } from '@chaperone/contracts'

export interface CheckDefinition {
  step: string
  title: string
  place: CheckPlace
  /** Id of the threat the check stops. */
  threat: string
  /** Source file that decides. */
  file: string
}

const HOST = 'packages/mcp-host/src'
const GUARD = 'packages/mcp-auth/src'

/** What the host checks before a call leaves it, in order. */
export const checksBefore = {
  authenticated: {
    step: '1',
    title: 'Signed in, same origin',
    threat: 'SES-01',
    file: 'apps/web/src/session/authenticate.ts',
  },
  pinned: {
    step: '2',
    title: 'Tool definition equals its pin',
    threat: 'PIN-01',
    file: `${HOST}/call/find-tool.ts`,
  },
  input: { step: '3', title: 'Arguments match the schema', threat: 'INP-01', file: `${HOST}/call/check-input.ts` },
  flow: { step: '4', title: 'Flow policy', threat: 'FLOW-01', file: `${HOST}/flow/check-flow.ts` },
  approval: { step: '5', title: 'Approval for changes', threat: 'APR-01', file: `${HOST}/call/require-approval.ts` },
  credential: { step: '6', title: 'Credential for exactly this server', threat: 'AUD-01', file: `${HOST}/broker.ts` },
} as const

/** Shown in the place of the first check, where a planner has proposed too much. */
export const withinTurn = {
  step: '1',
  title: 'Within the calls of one message',
  threat: 'RGP-21',
  file: `${HOST}/turn.ts`,
} as const

/** In the place of the approval, when the server has answered that it wants more than the tool's own scope. */
export const scopesCheck: Omit<CheckDefinition, 'place'> = {
  step: '5',
  title: 'Approval for more than the scope of the tool',
  threat: 'APR-13',
  file: `${HOST}/call/ask-for-scopes.ts`,
}

/** What the server checks on receipt of a person's token. */
const tokenChecks = [
  ['7.1', 'Host and Origin are expected', 'ORI-01', `${GUARD}/guard/check-origin.ts`],
  ['7.2', 'Type at+jwt, ES256, known key', 'JWT-01', `${GUARD}/jwt/verify-signature.ts`],
  ['7.3', 'Issuer is ours, exactly', 'ISS-01', `${GUARD}/jwt/verify-signature.ts`],
  ['7.4', 'One audience, and it is this server', 'AUD-01', `${GUARD}/jwt/verify-access-token.ts`],
  ['7.5', 'Valid now', 'EXP-01', `${GUARD}/jwt/verify-signature.ts`],
  ['7.6', 'Bound to the host’s key; proof fresh, used once', 'DPO-01', `${GUARD}/dpop/verify-proof.ts`],
  ['7.7', 'Scope of the tool', 'SCP-01', `${GUARD}/guard/authorize-call.ts`],
  ['7.8', 'Row filter set to the person', 'OWN-01', 'packages/db/src/database.ts'],
] as const

/** What the server checks on receipt of an API key. */
const keyChecks = [
  ['7.1', 'Host and Origin are expected', 'ORI-01', `${GUARD}/guard/check-origin.ts`],
  ['7.2', 'Format and checksum of a key', 'KEY-01', 'packages/contracts/src/api-key.ts'],
  ['7.3', 'Known here, compared in constant time', 'KEY-02', `${GUARD}/api-key/verify-api-key.ts`],
  ['7.4', 'Not revoked, not expired', 'KEY-03', `${GUARD}/api-key/verify-api-key.ts`],
  ['7.5', 'Scope of the tool', 'SCP-01', `${GUARD}/guard/authorize-call.ts`],
  ['7.6', 'Row filter set to the service account', 'OWN-01', 'packages/db/src/database.ts'],
] as const

/** What is known of a remote server that receives what the person's account there was given. */
const remoteChecks = [
  ['7.1', 'Sent over https, to this server only', 'RMS-02', 'packages/mcp-host/src/broker.ts'],
  ['7.2', 'The remote server’s own check of it', 'RMS-05', 'packages/mcp-host/src/call/advice-about.ts'],
  ['7.3', 'Its scopes, as that server says', 'SCP-01', 'packages/mcp-host/src/call/advice-about.ts'],
] as const

/** What the host checks when the answer is back. */
export const checksAfter = {
  result: { step: '8', title: 'Result fits its schema', threat: 'OUT-01', file: `${HOST}/call/check-result.ts` },
  recorded: { step: '9', title: 'Audit and trace written', threat: 'LOG-01', file: `${HOST}/call/call-tool.ts` },
} as const

export function serverChecks(credential: TraceCredential): CheckDefinition[] {
  return listFor(credential).map(([step, title, threat, file]) => ({ step, title, threat, file, place: 'server' }))
}

function listFor({ kind }: TraceCredential) {
  if (kind === 'remote_key' || kind === 'remote_token') return remoteChecks
  return kind === 'api_key' ? keyChecks : tokenChecks
}

/** The nine steps of one call before anything has run. The server's step is one line until a credential is chosen. */
export function plannedChecks(): Check[] {
  const before = Object.values(checksBefore).map((check) => planned(check, 'host_before'))
  const onReceipt = planned({ step: '7', title: 'Call, with a timeout', threat: 'AUD-01' }, 'server')
  const after = Object.values(checksAfter).map((check) => planned(check, 'host_after'))
  return [...before, onReceipt, ...after]
}

function planned(check: { step: string; title: string; threat: string }, place: CheckPlace): Check {
  return { step: check.step, title: check.title, threat: check.threat, place, outcome: 'not_reached' }
}

/** Whether the call has come so far that its tool is one that was accepted. Until then its name is the caller's own text. */
export function isToolFound({ checks }: Pick<Hop, 'checks'>): boolean {
  return checks.some(({ step, outcome }) => step === checksBefore.pinned.step && outcome === 'passed')
}
