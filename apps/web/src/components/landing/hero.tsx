import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { Link } from '@/components/ui/link'
import { PeopleTable } from './people-table.tsx'

/** The tour's sentence, and the way in. */
export function Hero({ isDemo }: { isDemo: boolean }) {
  return (
    <div
      className={classNames(
        'mx-auto grid max-w-292 items-end gap-6 px-4 py-8 md:px-6 min-[1081px]:gap-12 min-[1081px]:pb-10 min-[1081px]:pt-11',
        isDemo && 'min-[1081px]:grid-cols-[minmax(0,1fr)_520px]',
      )}
    >
      <div>
        <h1 className="max-w-[17em] text-[1.75rem] leading-[1.14] tracking-[-0.03em] md:text-2xl">
          Watch an agent use three servers that never talk to each other.
        </h1>
        <p className="mb-5 mt-4 max-w-[54ch] text-pretty text-base leading-(--leading-prose) text-muted-foreground">
          Chaperone is a reference application and a security regression suite for multi-party MCP. One host carries
          every call, with a credential made for one server only, and shows why the call was allowed or refused.
        </p>
        <div className="flex flex-wrap items-center gap-2">
          <Button asChild variant="primary" size="large">
            <Link href="/chat">Ask the agent</Link>
          </Button>
          <Button asChild size="large">
            <a href="#steps">See the nine steps</a>
          </Button>
        </div>
      </div>
      {isDemo ? <PeopleTable /> : null}
    </div>
  )
}
