import { DemoButton } from '@/components/sign-in/demo-button'
import { demoPeople, demoProjects } from '@/components/sign-in/demo-people'

/** The demo people, what each sees, and a button to be each. */
export function PeopleTable() {
  return (
    <table className="people w-full">
      <caption className="pb-2 text-left font-semibold">
        <span className="flex items-center justify-between">
          Sign in to the demo
          <span className="flex items-center gap-1.5 font-normal text-muted-foreground">
            <i className="sees-not" /> no access
          </span>
        </span>
      </caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="sr-only">Person</span>
          </th>
          {demoProjects.map((project) => (
            <th key={project} scope="col">
              {project}
            </th>
          ))}
          <th scope="col">
            <span className="sr-only">Sign in</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {demoPeople.map(({ name, email, note, sees }) => (
          <tr key={name}>
            <th scope="row">
              {name} <small>{note}</small>
            </th>
            {demoProjects.map((project) => (
              <td key={project}>
                {sees.some((seen) => seen === project) ? (
                  <span className="sees">sees</span>
                ) : (
                  <span className="sees-not">
                    <span className="sr-only">no access</span>
                  </span>
                )}
              </td>
            ))}
            <td>
              <DemoButton
                name={name}
                email={email}
                callbackPath="/chat"
                isShortOnSmall
                className="w-17 px-0! md:w-30"
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
