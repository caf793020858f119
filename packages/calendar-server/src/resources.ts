import { calendarResource } from './resources/calendar.ts'

/** Everything this server offers to be read as a resource. */
export const resources = [calendarResource]
