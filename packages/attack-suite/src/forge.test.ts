import {
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  jwtVerify,
  SignJWT,
} from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { forgeToken } from './forge.ts'

let issuer: JWK
let publicJwk: JWK
let original: string

beforeAll(async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  issuer = { ...(await exportJWK(privateKey)), kid: 'k1', alg: 'ES256' }
  publicJwk = await exportJWK(publicKey)
  original = await new SignJWT({ scope: 'tasks:read', sub: 'usr_a' })
    .setProtectedHeader({ alg: 'ES256', kid: 'k1', typ: 'at+jwt' })
    .setExpirationTime('5 min')
    .sign(privateKey)
})

async function verify(token: string) {
  return jwtVerify(token, await importJWK(publicJwk, 'ES256'), { algorithms: ['ES256'] })
}

describe('forgeToken', () => {
  test('signs with the issuer’s key so that only the changes can be wrong', async () => {
    const token = forgeToken({ original, signature: 'issuer', claims: { sub: 'usr_b' } }, [issuer])
    const { payload, protectedHeader } = await verify(token)
    expect(payload).toMatchObject({ sub: 'usr_b', scope: 'tasks:read' })
    expect(protectedHeader).toEqual({ alg: 'ES256', kid: 'k1', typ: 'at+jwt' })
  })

  test('removes what is undefined', () => {
    const token = forgeToken(
      { original, signature: 'issuer', claims: { exp: undefined }, header: { typ: undefined } },
      [issuer],
    )
    expect(decodeJwt(token)).not.toHaveProperty('exp')
    expect(decodeProtectedHeader(token)).not.toHaveProperty('typ')
  })

  test.each(['stranger', 'zero', 'none', 'hmac-public-pem', 'hmac-public-jwk'] as const)(
    'does not make a valid token with signature %s',
    async (signature) => {
      await expect(verify(forgeToken({ original, signature }, [issuer]))).rejects.toThrow()
    },
  )

  test('keeps the original signature under other claims', async () => {
    const token = forgeToken({ original, signature: 'original', claims: { sub: 'usr_b' } }, [issuer])
    expect(token.split('.')[2]).toBe(original.split('.')[2])
    await expect(verify(token)).rejects.toThrow('signature verification failed')
  })

  test('makes a genuine HMAC when the public key is the secret', async () => {
    const token = forgeToken({ original, signature: 'hmac-public-pem', header: { alg: 'HS256' } }, [issuer])
    const { createPublicKey } = await import('node:crypto')
    const pem = createPublicKey({ key: { ...publicJwk }, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
    await expect(jwtVerify(token, new TextEncoder().encode(pem.toString()))).resolves.toBeDefined()
  })

  test('says when the issuer’s key is not known', () => {
    expect(() => forgeToken({ original, signature: 'issuer' }, [])).toThrow('k1')
  })
})
