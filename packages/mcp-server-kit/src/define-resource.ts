import type { Scope } from '@chaperone/contracts'
import { UriTemplate } from '@modelcontextprotocol/server'
import type { z } from 'zod'
import type { StrictObject, ToolRun } from './define-tool.ts'

export interface ListedResource<Params> {
  params: Params
  name: string
  title: string
}

/** An object, sent as JSON, or a text, sent as it stands. */
export type ResourceContent = StrictObject | z.ZodString

export interface ResourceData<Params extends StrictObject, Content extends ResourceContent, Db> {
  /** Kind of the resource, such as `project`. */
  name: string
  title: string
  description: string
  scope: Scope
  /** RFC 6570, with one simple variable per parameter: `tasks://projects/{projectId}`. */
  uriTemplate: string
  params: Params
  content: Content
  /** Media type of the content: `application/json` for an object. @see RFC 6838 */
  mimeType: string
  /** Those of the caller, at most a page. */
  list(run: Omit<ToolRun<undefined, Db>, 'input'>): Promise<ListedResource<z.output<Params>>[]>
  /** @throws ToolError `not_found` alike for what is not there and what is not the caller's */
  read(run: ToolRun<z.output<Params>, Db>): Promise<z.input<Content>>
}

export interface ResourceDefinition<Params extends StrictObject, Content extends ResourceContent, Db>
  extends ResourceData<Params, Content, Db> {
  template: UriTemplate
}

/** A resource whose types have been checked by `defineResource`; what `serveMcp` takes. */
// biome-ignore lint/suspicious/noExplicitAny: a list of resources with different parameters has no common type
export type AnyResource<Db> = ResourceDefinition<any, any, Db>

/** Gives a server its `defineResource`, bound to the type of its transaction. */
export function resourcesOn<Db>() {
  return function defineResource<Params extends StrictObject, Content extends ResourceContent>(
    resource: ResourceData<Params, Content, Db>,
  ): ResourceDefinition<Params, Content, Db> {
    return { ...resource, template: new UriTemplate(resource.uriTemplate) }
  }
}

/** The resource that a URI names, and what it says about which one; null when there is none. */
export function matchResource<Db>(resources: readonly AnyResource<Db>[], uri: unknown): AnyResource<Db> | null {
  if (typeof uri !== 'string' || !URL.canParse(uri)) return null
  // As the SDK looks it up: in the URL's normal form.
  return resources.find(({ template }) => template.match(new URL(uri).href)) ?? null
}
