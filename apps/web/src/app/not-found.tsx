import { TopBar } from '@/components/shell/top-bar'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { currentPerson } from '@/session/current-person'

export default async function NotFound() {
  const person = await currentPerson()
  return (
    <>
      <TopBar person={person} />
      <main className="mx-auto grid max-w-150 gap-4 px-4 py-12">
        <h1 className="text-xl tracking-[-0.02em]">There is nothing at this address</h1>
        <p className="text-base text-muted-foreground">
          The page does not exist, or it is not yours: both look the same from outside.
        </p>
        <Button asChild className="justify-self-start">
          <Link href="/">Back to the start</Link>
        </Button>
      </main>
    </>
  )
}
