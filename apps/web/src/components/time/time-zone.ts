import { timeZoneSchema } from '@chaperone/contracts'
import { cookies } from 'next/headers'
import { TIME_ZONE_COOKIE } from './time-zone-cookie.ts'

/** The reader's IANA time zone as their browser told it, UTC until it has. */
export async function readerTimeZone(): Promise<string> {
  const value = (await cookies()).get(TIME_ZONE_COOKIE)?.value
  const parsed = timeZoneSchema.safeParse(value && decodeURIComponent(value))
  return parsed.success ? parsed.data : 'UTC'
}
