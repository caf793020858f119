import { completeTask } from './tools/complete-task.ts'
import { createTask } from './tools/create-task.ts'
import { deleteTask } from './tools/delete-task.ts'
import { getTask } from './tools/get-task.ts'
import { listProjects } from './tools/list-projects.ts'
import { listTasks } from './tools/list-tasks.ts'
import { searchTasks } from './tools/search-tasks.ts'
import { shareProject } from './tools/share-project.ts'
import { updateTask } from './tools/update-task.ts'

/** Everything this server offers. A tool that is not in this list does not exist. */
export const tools = [
  listProjects,
  listTasks,
  getTask,
  searchTasks,
  createTask,
  updateTask,
  completeTask,
  shareProject,
  deleteTask,
]
