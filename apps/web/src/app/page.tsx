import { Architecture } from '@/components/landing/architecture'
import { Hero } from '@/components/landing/hero'
import { NineSteps } from '@/components/landing/nine-steps'
import { Patterns } from '@/components/landing/patterns'
import { portOfUrl, runningServers } from '@/components/landing/running-servers'
import { TopBar } from '@/components/shell/top-bar'
import { env } from '@/env'
import { currentPerson } from '@/session/current-person'

/** The tour: public, the same for everyone. */
export default async function TourPage() {
  const { DEMO_MODE, WEB_ORIGIN, WEATHER_URL, TASKS_URL } = env()
  const [person, servers] = await Promise.all([currentPerson(), runningServers()])
  return (
    <>
      <a className="skip" href="#tour">
        Skip to the tour
      </a>
      <TopBar person={person} isContained />
      <main id="tour">
        <Hero isDemo={DEMO_MODE} />
        <Architecture servers={servers} hostPort={portOfUrl(WEB_ORIGIN)} />
        <div className="mx-auto max-w-292 px-4 md:px-6">
          <Patterns weatherHost={new URL(WEATHER_URL).host} tasksResource={TASKS_URL} />
          <NineSteps />
        </div>
      </main>
      <footer className="border-t border-border py-4 text-muted-foreground">
        <div className="mx-auto flex max-w-292 flex-wrap gap-x-6 gap-y-2 px-4 md:px-6">
          <code>npm run demo</code>
          <code>npm test</code>
          <span className="ml-auto">MIT licence</span>
        </div>
      </footer>
    </>
  )
}
