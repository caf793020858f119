const format = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })

/** `27 Nov, 10:04` in the zone of this machine: for parts that exist in the browser only. */
export function dayAndTime(instant: string): string {
  return format.format(new Date(instant))
}
