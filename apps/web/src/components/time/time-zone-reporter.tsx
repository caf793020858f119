'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { TIME_ZONE_COOKIE } from './time-zone-cookie.ts'

const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60

/** Tells the server the browser's time zone, once, so that pages show local times. */
export function TimeZoneReporter({ known }: { known: string }) {
  const router = useRouter()
  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
    const isTold = document.cookie.split('; ').some((cookie) => cookie.startsWith(`${TIME_ZONE_COOKIE}=`))
    if (isTold && timeZone === known) return
    // biome-ignore lint/suspicious/noDocumentCookie: the server renders times, and only a cookie reaches it with the next request
    document.cookie = `${TIME_ZONE_COOKIE}=${encodeURIComponent(timeZone)}; path=/; max-age=${ONE_YEAR_SECONDS}; samesite=lax`
    if (timeZone !== known) router.refresh()
  }, [known, router])
  return null
}
