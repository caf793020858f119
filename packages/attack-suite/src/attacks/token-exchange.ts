import { type Attack, defineAttack } from '../attack.ts'
import { redeemCode } from '../oauth/redeem-code.ts'
import type { Scene } from '../scene.ts'
import { prepareCodes } from './authorization-server.ts'

const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token'

interface Trade {
  id: string
  title: string
  source: string
  /** The fields of the form that offer the token. */
  offer(scene: Scene): Promise<Record<string, string>>
}

const exchangeOf = (token: string) => ({
  grant_type: TOKEN_EXCHANGE,
  subject_token: token,
  subject_token_type: ACCESS_TOKEN,
})

const trades: readonly Trade[] = [
  {
    id: 'OAU-29',
    title: 'cannot exchange a token for the host for one of a server',
    source: 'RFC 8693 §2.2.2; CVE-2026-70482',
    offer: async (scene) => exchangeOf(await scene.token('alice', 'host')),
  },
  {
    id: 'OAU-30',
    title: "cannot exchange another client's token",
    source: 'RFC 8693 §2.2.2; CVE-2026-70482',
    async offer(scene) {
      const original = await scene.token('alice', 'host')
      return exchangeOf(scene.forge({ original, signature: 'issuer', claims: { client_id: 'another-client' } }))
    },
  },
  {
    id: 'OAU-31',
    title: "cannot present a token of this server as an identity provider's assertion",
    source: 'RFC 7523 §3; CVE-2026-70482',
    offer: async (scene) => ({ grant_type: JWT_BEARER, assertion: await scene.token('alice', 'host') }),
  },
]

/** Trust is not transitive: whoever holds a token for one server cannot turn it into one for another. */
export const tokenExchangeAttacks: readonly Attack[] = trades.map(({ id, title, source, offer }) =>
  defineAttack({
    id,
    title,
    source,
    control:
      'The token endpoint exchanges nothing for anybody, unless a host runs apart: then for that one client alone.',
    file: 'apps/web/src/authorization-server/provider.ts',
    prepare: prepareCodes,
    honest: (_scene, { request, codes }) => redeemCode(request, codes[0]),
    attack: async (scene, { request }) => {
      const noCode = { code: undefined, code_verifier: undefined, redirect_uri: undefined }
      return redeemCode(request, '', { ...noCode, ...(await offer(scene)) })
    },
    expect: { status: 400, error: ['unsupported_grant_type', 'unauthorized_client', 'invalid_grant'] },
  }),
)
