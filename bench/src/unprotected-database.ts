import { openDatabase } from '@chaperone/db'
import { settings } from './server-settings.ts'

/** Prisma without row-level security. */
export const { unowned } = openDatabase(settings.unprotectedUrl, { role: 'calendar' })
