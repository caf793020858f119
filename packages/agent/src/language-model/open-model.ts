import { createAnthropic } from '@ai-sdk/anthropic'
import { createGoogle } from '@ai-sdk/google'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { LanguageModel } from 'ai'

export const modelProviders = ['anthropic', 'openai', 'google', 'compatible'] as const
export type ModelProvider = (typeof modelProviders)[number]

/** Never a mere name: the SDK would look that up at a gateway of its maker. */
export type Model = Exclude<LanguageModel, string>

export interface ModelChoice {
  provider: ModelProvider
  /** As the provider calls it. */
  model: string
  apiKey?: string | undefined
  /** Where the provider is reached. Unset: at its own address, which `compatible` does not have. */
  baseUrl?: string | undefined
}

/** The language model of a choice. Nothing is asked yet, so a wrong key shows with the first question. */
export function openModel({ provider, model, apiKey, baseUrl }: ModelChoice): Model {
  const access = { ...(apiKey && { apiKey }), ...(baseUrl && { baseURL: baseUrl }), fetch: fetchWithoutRedirects }
  switch (provider) {
    case 'anthropic':
      return createAnthropic(access)(model)
    case 'openai':
      return createOpenAI(access)(model)
    case 'google':
      return createGoogle(access)(model)
    case 'compatible':
      return createOpenAICompatible({ name: 'compatible', baseURL: '', includeUsage: true, ...access })(model)
  }
}

// Keys travel in headers of the providers' own, which fetch would carry along to wherever a redirect leads.
const fetchWithoutRedirects: typeof fetch = (input, init) => fetch(input, { ...init, redirect: 'error' })
