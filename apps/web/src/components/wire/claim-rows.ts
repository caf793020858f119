import type { Hop } from '@chaperone/contracts'
import { clockTime } from '@/components/time/clock-time'
import { partyName } from './hop-words.ts'

export interface ClaimRow {
  name: string
  value: string
  note: string
  part: 'header' | 'payload' | 'audience' | 'signature'
}

const ES256_SIGNATURE_CHARACTERS = 86
const shownFirst = ['iss', 'aud', 'sub', 'act', 'client_id', 'scope', 'iat', 'exp', 'jti', 'sid', 'grant_hash', 'cnf']

/** The claims of a hop's token, in reading order, each with what it means here. Empty without a token. */
export function claimRows(hop: Hop, personName: string): ClaimRow[] {
  const { claims, jose } = hop.credential
  if (!claims) return []
  const names = [
    ...shownFirst.filter((name) => name in claims),
    ...Object.keys(claims).filter((name) => !shownFirst.includes(name)),
  ]
  return [
    ...joseRow(jose),
    ...names.map((name) => claimRow(name, claims, hop, personName)),
    {
      name: 'signature',
      value: jose?.alg === 'ES256' ? `${ES256_SIGNATURE_CHARACTERS} characters` : 'masked',
      note: 'not sent to this page',
      part: 'signature',
    },
  ]
}

function joseRow(jose: Record<string, unknown> | undefined): ClaimRow[] {
  if (!jose) return []
  const value = [jose.alg, jose.typ].filter(Boolean).join(', ')
  return [{ name: 'header', value, note: jose.kid ? `kid ${jose.kid}` : '', part: 'header' }]
}

function claimRow(name: string, claims: Record<string, unknown>, hop: Hop, personName: string): ClaimRow {
  const [path, value] = flatten(name, claims[name])
  return { name: path, value, note: note(name, claims, hop, personName), part: name === 'aud' ? 'audience' : 'payload' }
}

/** `act: { sub }` reads as `act.sub`. */
function flatten(name: string, value: unknown): [string, string] {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    const [entry, ...others] = Object.entries(value)
    if (entry && others.length === 0) return flatten(`${name}.${entry[0]}`, entry[1])
  }
  return [name, typeof value === 'string' ? value : JSON.stringify(value)]
}

function note(name: string, claims: Record<string, unknown>, hop: Hop, personName: string): string {
  switch (name) {
    case 'aud':
      return `only ${partyName(hop.to)}`
    case 'sub':
      return personName
    case 'act':
      return `on behalf of ${personName}`
    case 'scope':
      return 'least for this tool'
    case 'iat':
      return typeof claims.iat === 'number' ? clockTime(claims.iat * 1000) : ''
    case 'exp':
      return expiry(claims)
    case 'sid':
      return 'ends with your session'
    case 'grant_hash':
      return 'ends with the grant'
    case 'cnf':
      return 'DPoP key'
    default:
      return ''
  }
}

function expiry({ iat, exp }: Record<string, unknown>): string {
  if (typeof exp !== 'number') return ''
  const lifetime = typeof iat === 'number' ? `, ${exp - iat} s` : ''
  return `${clockTime(exp * 1000)}${lifetime}`
}
