import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { isSigned } from './is-signed.ts'

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const signatureOf = (text: string) => sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' })

test('signatures are accepted, also those whose numbers are short or begin with a high bit, and no others', () => {
  const starts = { zero: 0, high: 0, low: 0 }
  // One number in 256 begins with a zero byte.
  for (let count = 0; starts.zero < 3; count += 1) {
    const signature = signatureOf(`text ${count}`)
    for (const first of [signature.readUInt8(0), signature.readUInt8(32)]) {
      starts[first === 0 ? 'zero' : first >= 0x80 ? 'high' : 'low'] += 1
    }
    expect(isSigned(`text ${count}`, publicKey, signature)).toBe(true)
    expect(isSigned(`text ${count + 1}`, publicKey, signature)).toBe(false)
  }
  expect(Math.min(starts.high, starts.low)).toBeGreaterThan(0)
})

test('what is no signature is refused, and nothing is thrown', () => {
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey
  const signature = signatureOf('text')
  expect(isSigned('text', other, signature)).toBe(false)
  const inDer = sign('sha256', Buffer.from('text'), privateKey)
  for (const forged of [
    Buffer.alloc(0),
    Buffer.alloc(64),
    Buffer.alloc(64, 0xff),
    Buffer.concat([Buffer.alloc(32), signature.subarray(32)]),
    Buffer.concat([signature.subarray(0, 32), Buffer.alloc(32)]),
    signature.subarray(0, 63),
    Buffer.concat([signature, Buffer.alloc(1)]),
    randomBytes(64),
    inDer,
  ]) {
    expect(isSigned('text', publicKey, forged)).toBe(false)
  }
})
