import { type Logger, pino } from 'pino'

/** Lines of this time are written together; what waits is written when the process ends. A killed one loses it. */
const FLUSH_MILLISECONDS = 100
const BUFFER_BYTES = 8_192

const secrets = [
  'authorization',
  'token',
  'password',
  'key',
  '*.authorization',
  '*.token',
  '*.password',
  '*.key',
  '*.headers',
]

/** A JSON logger that cannot print a credential: whatever object is logged, these fields are masked. */
export function createLogger(name: string): Logger {
  const stdout = pino.destination({ sync: false, minLength: BUFFER_BYTES, periodicFlush: FLUSH_MILLISECONDS })
  return pino({ name, redact: { paths: secrets, censor: '[redacted]' } }, stdout)
}
