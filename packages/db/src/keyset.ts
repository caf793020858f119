/** One column of a sort order that ends in a unique column. */
export interface SortColumn {
  column: string
  direction: 'asc' | 'desc'
  /** Rows without a value come last. */
  isNullable?: boolean
}

/** The order as Prisma takes it. */
export function orderByOf<OrderBy>(columns: readonly SortColumn[]): OrderBy[] {
  return columns.map(({ column, direction, isNullable }) => ({
    [column]: isNullable ? { sort: direction, nulls: 'last' } : direction,
  })) as OrderBy[]
}

/**
 * The condition for rows that come after one row, given by its values in the sort columns. Rows added or removed
 * meanwhile shift nothing: a page goes on after a place in the order, not after a number of rows.
 */
export function rowsAfter<Where>(columns: readonly SortColumn[], row: Record<string, unknown>): Where {
  const after = columns.flatMap(({ column, direction, isNullable }, index) => {
    const value = row[column]
    // Nothing sorts behind the rows without a value.
    if (value === null) return []
    const same = columns.slice(0, index).map((earlier) => ({ [earlier.column]: row[earlier.column] }))
    const beyond = { [column]: { [direction === 'asc' ? 'gt' : 'lt']: value } }
    return [{ AND: [...same, isNullable ? { OR: [beyond, { [column]: null }] } : beyond] }]
  })
  return { OR: after } as Where
}
