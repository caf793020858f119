import type {
  CalendarEvent,
  CurrentWeather,
  DayPart,
  Forecast,
  Place,
  Project,
  SavedPlace,
  Task,
} from '@chaperone/contracts'
import { DateTime } from 'luxon'

export const lisbon: Place = {
  name: 'Lisbon',
  country: 'Portugal',
  latitude: 38.7167,
  longitude: -9.1333,
  timeZone: 'Europe/Lisbon',
}
export const porto: Place = {
  name: 'Porto',
  country: 'Portugal',
  latitude: 41.1496,
  longitude: -8.611,
  timeZone: 'Europe/Lisbon',
}
export const tokyo: Place = {
  name: 'Tokyo',
  country: 'Japan',
  latitude: 35.6895,
  longitude: 139.6917,
  timeZone: 'Asia/Tokyo',
}
export const savedPorto: SavedPlace = { ...porto, id: 'plc_porto1' }
export const savedLisbon: SavedPlace = { ...lisbon, id: 'plc_lisbon1' }

export const apollo: Project = { id: 'prj_apollo1', name: 'Apollo', role: 'owner' }
export const borealis: Project = { id: 'prj_borealis1', name: 'Borealis', role: 'owner' }
export const cassini: Project = { id: 'prj_cassini1', name: 'Cassini', role: 'viewer' }

export function task(change: Partial<Task> = {}): Task {
  return {
    id: 'task_roof1',
    projectId: apollo.id,
    projectName: apollo.name,
    title: 'Survey the roof antenna',
    notes: null,
    due: '2026-11-27',
    status: 'open',
    completedAt: null,
    priority: 'normal',
    labels: [],
    version: 3,
    ...change,
  }
}

export const cables = task({ id: 'task_cables1', title: 'Order cables', due: '2026-11-24' })

export function event(change: Partial<CalendarEvent> = {}): CalendarEvent {
  return {
    id: 'evt_lunch1',
    version: 1,
    calendarId: 'cal_personal1',
    calendarName: 'Personal',
    title: 'Lunch with Bob',
    startsAt: '2026-11-24T12:30:00Z',
    endsAt: '2026-11-24T13:30:00Z',
    timeZone: 'Europe/Lisbon',
    recurrence: null,
    location: null,
    notes: null,
    ...change,
  }
}

export const currentWeather: CurrentWeather = {
  source: 'open-meteo',
  observedAt: '2026-11-23T09:00:00Z',
  condition: 'partly cloudy',
  temperatureCelsius: 16.4,
  windKilometresPerHour: 11,
  precipitationMillimetres: 0,
}

/** A forecast from 23 November 2026; `rain` holds morning, afternoon and evening of each day in percent. */
export function forecastOf(
  rain: readonly (readonly [number, number, number])[],
  change: Partial<Forecast> = {},
): Forecast {
  return {
    source: 'bundled climate model',
    timeZone: 'Europe/Lisbon',
    days: rain.map((percents, index) => ({
      date: DateTime.fromISO('2026-11-23').plus({ days: index }).toISODate() ?? '',
      condition: Math.max(...percents) >= 50 ? 'rain' : 'partly cloudy',
      temperatureMinCelsius: 11,
      temperatureMaxCelsius: 17,
      parts: (['morning', 'afternoon', 'evening'] as const).map(
        (part, position): DayPart => ({
          part,
          condition: (percents[position] ?? 0) >= 50 ? 'rain' : 'partly cloudy',
          temperatureCelsius: 15,
          windKilometresPerHour: 11,
          precipitationPercent: percents[position] ?? 0,
          precipitationMillimetres: (percents[position] ?? 0) / 20,
        }),
      ),
    })),
    ...change,
  }
}

/** Monday to Sunday: Wednesday afternoon is the driest, Thursday afternoon comes next. */
export const week = forecastOf([
  [60, 70, 60],
  [50, 40, 30],
  [5, 5, 20],
  [20, 10, 10],
  [30, 80, 80],
  [60, 60, 60],
  [30, 30, 30],
])

const freeSlots = [
  { startsAt: '2026-11-24T12:00:00Z', endsAt: '2026-11-24T14:00:00Z' },
  { startsAt: '2026-11-25T10:00:00Z', endsAt: '2026-11-25T18:00:00Z' },
  { startsAt: '2026-11-26T14:00:00Z', endsAt: '2026-11-26T16:00:00Z' },
]
const places = [lisbon, porto, tokyo]

/** What the servers answer unless a test says otherwise. */
export const ordinaryResults = {
  weather_search_places: ({ query }: Record<string, unknown>) => ({
    source: 'open-meteo',
    places: places.filter(({ name }) => name.toLowerCase() === String(query).toLowerCase()),
  }),
  weather_list_places: { places: [savedPorto] },
  weather_current: currentWeather,
  weather_forecast: ({ days }: Record<string, unknown>) => ({ ...week, days: week.days.slice(0, Number(days)) }),
  tasks_list_projects: { projects: [apollo, borealis], nextCursor: null },
  tasks_list: { tasks: [cables, task()], nextCursor: null },
  tasks_search: ({ text }: Record<string, unknown>) => ({
    tasks: [cables, task()].filter(({ title }) => title.toLowerCase().includes(String(text).toLowerCase())),
    nextCursor: null,
  }),
  calendar_list_events: ({ from, to }: Record<string, unknown>) => ({
    events: [event()].filter(({ startsAt, endsAt }) => startsAt < String(to) && endsAt > String(from)),
    nextCursor: null,
  }),
  calendar_find_free_slots: ({ from, to }: Record<string, unknown>) => ({
    slots: freeSlots.filter(({ startsAt, endsAt }) => startsAt < String(to) && endsAt > String(from)),
  }),
}
