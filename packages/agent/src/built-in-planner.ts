import type { Planner, PlannerContext } from '@chaperone/mcp-host'
import { askWhatAbout } from './conversation/ask-what-about.ts'
import { askWhich } from './conversation/ask-which.ts'
import { followUp } from './conversation/follow-up.ts'
import { type Memory, readMemory, startNotes } from './conversation/memory.ts'
import { bareReply } from './intents/bare-reply.ts'
import { bestWeather } from './intents/best-weather.ts'
import { changeDueDate } from './intents/change-due-date.ts'
import { comparePlaces } from './intents/compare-places.ts'
import { completeTask } from './intents/complete-task.ts'
import { completedTasks } from './intents/completed-tasks.ts'
import { createEvent } from './intents/create-event.ts'
import { createTask } from './intents/create-task.ts'
import { deleteEvent } from './intents/delete-event.ts'
import { deleteTask } from './intents/delete-task.ts'
import { findDryTime } from './intents/find-dry-time.ts'
import { findFreeTime } from './intents/find-free-time.ts'
import { greeting } from './intents/greeting.ts'
import type { Intent } from './intents/intent.ts'
import { listEvents } from './intents/list-events.ts'
import { listProjects } from './intents/list-projects.ts'
import { listTasks } from './intents/list-tasks.ts'
import { moveEvent } from './intents/move-event.ts'
import { nextEvent } from './intents/next-event.ts'
import { noSuchTime } from './intents/no-such-time.ts'
import { notUnderstood } from './intents/not-understood.ts'
import { otherPerson } from './intents/other-person.ts'
import { planByWeather } from './intents/plan-by-weather.ts'
import { prepareForDay } from './intents/prepare-for-day.ts'
import { removePlace } from './intents/remove-place.ts'
import { renameEvent } from './intents/rename-event.ts'
import { renameTask } from './intents/rename-task.ts'
import { savePlace } from './intents/save-place.ts'
import { searchTasks } from './intents/search-tasks.ts'
import { shareProject } from './intents/share-project.ts'
import { showEvent } from './intents/show-event.ts'
import { showTask } from './intents/show-task.ts'
import { answerTooLong, isTooLong } from './intents/too-long.ts'
import { twoQuestions } from './intents/two-questions.ts'
import { unclearChange } from './intents/unclear-change.ts'
import { weatherAtEvent } from './intents/weather-at-event.ts'
import { weatherAtPlaces } from './intents/weather-at-places.ts'
import { weatherForecast } from './intents/weather-forecast.ts'
import { weatherNow } from './intents/weather-now.ts'
import { readRequest } from './language/read-request.ts'

/** Questions, which change nothing, the most specific first. */
const questions: readonly Intent<unknown>[] = [
  showTask,
  searchTasks,
  weatherAtEvent,
  weatherAtPlaces,
  comparePlaces,
  bestWeather,
  findFreeTime,
  listProjects,
  completedTasks,
  listTasks,
  nextEvent,
  listEvents,
  showEvent,
  weatherForecast,
  weatherNow,
]

/** Questions that name neither a place nor a project. */
const withoutName: readonly Intent<unknown>[] = [findFreeTime, nextEvent, listEvents, showEvent]

/** Every kind of request, the most specific first: the first that matches runs. */
const intents: readonly Intent<unknown>[] = [
  bareReply,
  greeting,
  // What nobody can do
  noSuchTime,
  otherPerson,
  // Requests that need several servers
  findDryTime,
  planByWeather,
  prepareForDay,
  // Changes
  shareProject,
  savePlace,
  removePlace,
  changeDueDate,
  renameTask,
  deleteTask,
  createEvent,
  createTask,
  renameEvent,
  moveEvent,
  deleteEvent,
  completeTask,
  unclearChange,
  twoQuestions(questions),
  ...questions,
  notUnderstood,
]

/**
 * Understands everyday requests without a language model. Only the person's messages select what is done: results of
 * servers are parsed, compared and quoted, never read as instructions. A message is read against what the last turn kept.
 */
export const builtInPlanner: Planner = {
  name: 'built-in planner',
  dataFlow: 'declared',
  async run(context: PlannerContext): Promise<void> {
    if (isTooLong(context.message)) return answerTooLong(context)
    const memory = readMemory(context.memory)
    const request = readRequest(context.message)
    const meant = followUp(request, { memory, context, isUnderstood: isUnderstood(request) })
    if (meant?.kind === 'which') return askWhich(context, memory, meant)
    const text = meant?.text ?? request
    // An answer makes the request that it completes longer.
    if (isTooLong(text)) return answerTooLong(context)
    if (meant?.name && memory && withoutName.includes(intentOf(memory.request)))
      return askWhatAbout(context, memory, meant.name)
    const notes = startNotes({ turnId: context.turnId, request: text, about: meant?.about ?? null }, memory)
    for (const intent of intents) {
      const parsed = intent.matches(text)
      if (parsed === null) continue
      await intent.run({ ...context, notes }, parsed)
      return context.remember(isRequest(intent) ? notes.toMemory() : keptAfter(request, memory))
    }
  },
}

function isRequest(intent: Intent<unknown>): boolean {
  return intent !== notUnderstood && intent !== greeting && intent !== bareReply
}

/** What is said beside the matter leaves what was kept; a "no" gives the question up. */
function keptAfter(text: string, memory: Memory | null): Memory | null {
  const isNo = bareReply.matches(text)?.isYes === false
  return memory && isNo ? { ...memory, question: null } : memory
}

function isUnderstood(text: string): boolean {
  return intentOf(text) !== notUnderstood
}

function intentOf(text: string): Intent<unknown> {
  return intents.find((intent) => intent.matches(text) !== null) ?? notUnderstood
}
