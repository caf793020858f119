interface Named {
  clientId: string
  /** As it is registered here. */
  clientName: string | null
}

/** What to call a program, or null: as it is registered, else the host of the document in which it describes itself. */
export function programName({ clientId, clientName }: Named): string | null {
  return clientName ?? (URL.canParse(clientId) ? new URL(clientId).host || null : null)
}
