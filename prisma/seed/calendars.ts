import { people, serviceAccounts } from './people.ts'

/** Everybody's first calendar, into which new events go, and a second one of Alice's. */
export const calendars = [
  ...people.map(({ id, name }) => ({ id: `cal_${name.toLowerCase()}`, ownerId: id, name: 'Personal' })),
  { id: 'cal_alicework', ownerId: 'usr_alice', name: 'Work' },
  { id: 'cal_team', ownerId: serviceAccounts.team.id, name: 'Team' },
]

/** Owner and id of the calendar that single events are seeded into. */
export const firstCalendars = new Map(calendars.toReversed().map(({ ownerId, id }) => [ownerId, id]))
