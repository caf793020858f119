/** Who calls in turn. More than one, so that a row of somebody else would be noticed. */
export const OWNERS = 50
export const ROWS_PER_OWNER = 20

export function ownerOf(number: number): string {
  return `usr_bench_${number}`
}

/** Names its owner, so that every answer can be checked. */
export function eventIdOf(owner: number, row: number): string {
  return `evt_bench_${owner}_${row}`
}
