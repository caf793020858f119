import { projectResource } from './resources/project.ts'

/** Everything this server offers to be read as a resource. */
export const resources = [projectResource]
