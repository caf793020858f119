/** Scopes in the words of the server that has them, which may be anything. */
export function ScopeList({ label, scopes }: { label: string; scopes: readonly string[] }) {
  return (
    <ul aria-label={label} className="mt-2 flex flex-wrap gap-1.5">
      {scopes.map((scope) => (
        <li
          key={scope}
          className="break-all rounded-sm bg-secondary px-1.5 font-mono text-xs leading-5 text-muted-foreground"
        >
          {scope}
        </li>
      ))}
    </ul>
  )
}
