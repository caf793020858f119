/** For somebody who signs in by another service, in place of a form that asks for their password. */
export function NoPassword() {
  return <p className="text-muted-foreground">You have no password here. Ask the operator for a link.</p>
}
