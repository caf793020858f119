import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/input'

/** Takes the person's own key for one server. It is sealed, and never shown again. */
export function KeyForm({ server, title }: { server: string; title: string }) {
  return (
    <form method="post" action="/connections/remote/key" className="flex flex-wrap items-end gap-2">
      <input type="hidden" name="server" value={server} />
      <Field label={`Your key for ${title}`} htmlFor={`key-${server}`} className="min-w-0 flex-1 md:w-64 md:flex-none">
        <Input
          id={`key-${server}`}
          name="key"
          type="password"
          autoComplete="off"
          spellCheck={false}
          required
          minLength={8}
        />
      </Field>
      <Button type="submit" aria-label={`Connect: ${title}`}>
        Connect
      </Button>
    </form>
  )
}
