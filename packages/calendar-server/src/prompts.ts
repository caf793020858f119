import { prepareDay } from './prompts/prepare-day.ts'

/** Every prompt of this server. */
export const prompts = [prepareDay]
