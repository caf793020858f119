import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** A key as an authenticator holds it, for one site and one person. */
export interface PasskeyHeld {
  /** base64url. */
  id: string
  key: KeyObject
  /** COSE. */
  publicKey: Buffer
}

/** What an authenticator and its browser say. An attack changes one of these. */
export interface Ceremony {
  challenge: string
  origin: string
  rpId: string
  type: 'webauthn.create' | 'webauthn.get'
  /** base64url: the user handle that was given when the passkey was made. */
  userHandle: string
  counter: number
  /** Whether the person unlocked the authenticator. */
  isUserVerified: boolean
  /** Whether the key may be copied to other devices. */
  isSyncable: boolean
}

const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04
const BACKUP_ELIGIBLE = 0x08
const HAS_CREDENTIAL = 0x40
const CREDENTIAL_ID_BYTES = 32

/** A new key on the curve P-256. @see RFC 9053 §7.1.1 */
export function createPasskey(): PasskeyHeld {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  // {1: EC2, 3: ES256, -1: P-256, -2: x, -3: y}
  const cose = [Buffer.from('a5010203262001215820', 'hex'), Buffer.from(x, 'base64url')]
  cose.push(Buffer.from('225820', 'hex'), Buffer.from(y, 'base64url'))
  return { id: randomBytes(CREDENTIAL_ID_BYTES).toString('base64url'), key: privateKey, publicKey: Buffer.concat(cose) }
}

/** A browser's answer to the question for a sign-in. @see WebAuthn Level 3 §5.1, §7.2 */
export function signInAnswer(passkey: PasskeyHeld, ceremony: Ceremony): string {
  const clientData = clientDataOf(ceremony)
  const authenticatorData = authenticatorDataOf(ceremony)
  const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(clientData)]), passkey.key)
  return answerOf(passkey, {
    clientDataJSON: clientData.toString('base64url'),
    authenticatorData: authenticatorData.toString('base64url'),
    signature: signature.toString('base64url'),
    userHandle: ceremony.userHandle,
  })
}

/** A browser's answer after it made a passkey, without an attestation. @see WebAuthn Level 3 §6.5.4, §8.7 */
export function additionAnswer(passkey: PasskeyHeld, ceremony: Ceremony): string {
  const id = Buffer.from(passkey.id, 'base64url')
  const length = Buffer.alloc(2)
  length.writeUInt16BE(id.length)
  const credential = Buffer.concat([Buffer.alloc(16), length, id, passkey.publicKey])
  const data = authenticatorDataOf(ceremony, credential)
  // {"fmt": "none", "attStmt": {}, "authData": data}
  const head = Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex')
  const attestation = Buffer.concat([head, Buffer.from([0x58, data.length]), data])
  return answerOf(passkey, {
    clientDataJSON: clientDataOf(ceremony).toString('base64url'),
    attestationObject: attestation.toString('base64url'),
    transports: ['internal'],
  })
}

function answerOf({ id }: PasskeyHeld, response: object): string {
  return JSON.stringify({ id, rawId: id, type: 'public-key', clientExtensionResults: {}, response })
}

function clientDataOf({ type, challenge, origin }: Ceremony): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
}

/** @see WebAuthn Level 3 §6.1 */
function authenticatorDataOf(ceremony: Ceremony, credential?: Buffer): Buffer {
  const flags =
    USER_PRESENT |
    (ceremony.isUserVerified ? USER_VERIFIED : 0) |
    (ceremony.isSyncable ? BACKUP_ELIGIBLE : 0) |
    (credential ? HAS_CREDENTIAL : 0)
  const counter = Buffer.alloc(4)
  counter.writeUInt32BE(ceremony.counter)
  return Buffer.concat([sha256(ceremony.rpId), Buffer.from([flags]), counter, credential ?? Buffer.alloc(0)])
}

function sha256(data: string | Buffer): Buffer {
  return createHash('sha256').update(data).digest()
}
