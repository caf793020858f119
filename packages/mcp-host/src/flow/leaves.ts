export interface Leaves {
  /** Lower case, trimmed. */
  texts: string[]
  numbers: number[]
}

/** All texts and numbers inside a JSON value. Truth values carry one bit, and are left out. */
export function leavesOf(value: unknown, leaves: Leaves = { texts: [], numbers: [] }): Leaves {
  if (typeof value === 'string') {
    const text = value.trim().toLowerCase()
    if (text !== '') leaves.texts.push(text)
  } else if (typeof value === 'number') {
    leaves.numbers.push(value)
  } else if (typeof value === 'object' && value !== null) {
    for (const child of Object.values(value)) leavesOf(child, leaves)
  }
  return leaves
}
