import { expect, test } from 'vitest'
import { accessTokenClaimsSchema } from './claims.ts'

const claims = { iss: 'https://issuer.example', aud: 'a', sub: 'usr_1', client_id: 'c', iat: 1, exp: 2, jti: 'j' }

test.each(['sub', 'client_id', 'jti', 'email'])(
  'a token whose %s holds what no database stores is no token',
  (name) => {
    expect(accessTokenClaimsSchema.safeParse(claims).success).toBe(true)
    expect(accessTokenClaimsSchema.safeParse({ ...claims, [name]: 'usr_\0' }).success).toBe(false)
  },
)
