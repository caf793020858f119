/**
 * Whether the answer is shown to a person: a browser asks for HTML when it goes to an address or sends a form. Programs,
 * and scripts of pages, get the answer of the specification, or JSON.
 *
 * @see RFC 9110 §12.5.1
 */
export function wantsPage(accept: string | null | undefined): boolean {
  return accept?.toLowerCase().includes('text/html') ?? false
}
