import type { Hop } from '@chaperone/contracts'
import { courseOf, courseWords } from './hop-words.ts'

/** One row of the sequence diagram: the five lifelines, and this hop's arrow. */
export function Lanes({ hop }: { hop: Hop }) {
  const course = courseOf(hop)
  return (
    <span
      className="lanes"
      data-from={hop.from}
      data-to={hop.to}
      data-course={course}
      role="img"
      aria-label={courseWords(hop)}
    >
      <i />
    </span>
  )
}

/** The heads of the columns. Hidden from assistive technology: each row says what its cells are. */
export function ColumnHeads() {
  return (
    <div className="columns" aria-hidden="true">
      <span className="lanes lane-names">
        <b>Browser</b>
        <b>Host</b>
        <b>Weather</b>
        <b>Calendar</b>
        <b>Tasks</b>
      </span>
      <span />
      <span>Tool</span>
      <span>Credential</span>
      <span className="for-scope">Scope</span>
      <span className="for-checks">Checks</span>
      <span>Verdict</span>
      <span className="text-right">ms</span>
    </div>
  )
}

/** The end of the lifelines: hatch where a route between two servers would be. */
export function NoRoute() {
  return (
    <p className="no-route">
      <span className="lanes" aria-hidden="true">
        <i />
        <i />
      </span>
      Weather, calendar and tasks have no route, address or credential for each other.
    </p>
  )
}
