import { createEvent } from './tools/create-event.ts'
import { deleteEvent } from './tools/delete-event.ts'
import { findFreeSlots } from './tools/find-free-slots.ts'
import { getEvent } from './tools/get-event.ts'
import { listCalendars } from './tools/list-calendars.ts'
import { listEvents } from './tools/list-events.ts'
import { updateEvent } from './tools/update-event.ts'

/** Everything this server offers. A tool that is not in this list does not exist. */
export const tools = [listCalendars, listEvents, getEvent, findFreeSlots, createEvent, updateEvent, deleteEvent]
