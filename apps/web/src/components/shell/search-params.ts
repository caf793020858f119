/** What a page gets as the query of its URL: anything may be missing or repeated. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>
