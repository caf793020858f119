const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })
const preciseTime = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
})

/** `09:14:06` in the zone of this machine: for parts that exist in the browser only. */
export function clockTime(instant: number | string | Date): string {
  return time.format(new Date(instant))
}

/** `09:14:06.212` in the zone of this machine. */
export function preciseClockTime(instant: string): string {
  return preciseTime.format(new Date(instant))
}
