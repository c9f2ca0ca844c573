import type { TestSpecification } from 'vitest/node'
import { BaseSequencer } from 'vitest/node'

/** In this order: the seeds take all the time that the others leave, the browser waits most of its time. */
const PROJECTS = ['e2e', 'e2e-electron', 'system', 'dom', 'unit']

/** Orders the test files so that no core is idle at the end: the longest first, whatever project they belong to. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const bySize = await super.sort(files)
    return bySize.sort((a, b) => rank(a) - rank(b))
  }
}

function rank({ moduleId, project }: TestSpecification): number {
  return moduleId.endsWith('/simulation.system.ts') ? -1 : PROJECTS.indexOf(project.name)
}
