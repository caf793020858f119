/** A number with at most `digits` decimals; never -0. */
export function decimals(value: number, digits: number): number {
  return Number(value.toFixed(digits)) + 0
}

/** A share of 0 to 1 as a whole percentage. */
export function percent(share: number): number {
  return decimals(Math.min(1, Math.max(0, share)) * 100, 0)
}
