import { planDay } from './prompts/plan-day.ts'

/** Every prompt of this server. */
export const prompts = [planDay]
