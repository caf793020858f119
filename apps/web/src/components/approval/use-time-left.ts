'use client'

import { useEffect, useState } from 'react'

/** Whole seconds until an instant, 0 when it has passed; counts down. */
export function useTimeLeft(expiresAt: string): number {
  const [now, setNow] = useState(() => Date.now())
  const secondsLeft = Math.max(0, Math.ceil((Date.parse(expiresAt) - now) / 1000))
  const isOver = secondsLeft === 0

  useEffect(() => {
    if (isOver) return
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [isOver])

  return secondsLeft
}

/** `4:41`. */
export function minutesAndSeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
