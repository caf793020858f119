import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generate } from 'selfsigned'

/** In PEM. */
export interface DemoCertificate {
  file: string
  certificate: string
  privateKey: string
}

const YEARS = 10
/** The address is there for attacks: what keeps the web app from it must be a rule, not a certificate that does not match. */
const NAMES = [
  { type: 2, value: 'localhost' },
  { type: 7, ip: '127.0.0.1' },
] as const

/**
 * A certificate for `localhost` that the demo's web app trusts and nobody else does: with it a client on this machine
 * can serve its client id metadata document, which must be https. Made once, readable by the owner only.
 */
export async function demoCertificate(directory: string): Promise<DemoCertificate> {
  const [file, keyFile] = [join(directory, 'demo-certificate.pem'), join(directory, 'demo-certificate-key.pem')]
  if (!existsSync(file) || !existsSync(keyFile)) {
    const notAfterDate = new Date()
    notAfterDate.setFullYear(notAfterDate.getFullYear() + YEARS)
    const made = await generate([{ name: 'commonName', value: 'Chaperone demo' }], {
      keyType: 'ec',
      notAfterDate,
      extensions: [{ name: 'subjectAltName', altNames: [...NAMES] }],
    })
    writeFileSync(keyFile, made.private, { mode: 0o600 })
    writeFileSync(file, made.cert, { mode: 0o600 })
  }
  return { file, certificate: readFileSync(file, 'utf8'), privateKey: readFileSync(keyFile, 'utf8') }
}
