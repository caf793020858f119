import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'

/** A plain form: the search is in the URL and works without script. */
export function PlaceSearch({ query }: { query: string }) {
  return (
    <search>
      <form action="/weather" className="flex gap-2">
        <label className="sr-only" htmlFor="place-query">
          Search a place
        </label>
        <div className="w-36 sm:w-56">
          <Input
            id="place-query"
            name="q"
            type="search"
            required
            minLength={2}
            maxLength={80}
            defaultValue={query}
            placeholder="Search a place"
          />
        </div>
        <Button type="submit">Search</Button>
      </form>
    </search>
  )
}
