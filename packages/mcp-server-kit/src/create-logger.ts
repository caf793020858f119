import { type Logger, pino } from 'pino'

/** A JSON logger that cannot print a credential: whatever object is logged, these fields are masked. */
export function createLogger(name: string): Logger {
  return pino({
    name,
    redact: {
      paths: [
        'authorization',
        'token',
        'password',
        'key',
        '*.authorization',
        '*.token',
        '*.password',
        '*.key',
        '*.headers',
      ],
      censor: '[redacted]',
    },
  })
}
