import type { ClaimRow } from './claim-rows.ts'

/** The decoded token: the audience boxed, the signature named but never shown. */
export function Claims({ rows }: { rows: readonly ClaimRow[] }) {
  return (
    <dl className="claims">
      {rows.map(({ name, value, note, part }) => (
        <div key={name} data-part={part}>
          <dt>{name}</dt>
          <dd title={value}>{value}</dd>
          <dd className="tabular-nums">{note}</dd>
        </div>
      ))}
    </dl>
  )
}
