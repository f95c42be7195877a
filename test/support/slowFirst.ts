/** The order in which test files start: the longest first, so that none of them is left running alone at the end. */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that train for minutes; vitest itself, where it has not run them before, goes by the size of files. */
const slow = /\/specs\/quickStudies\/\w+\.test\.ts$/;

export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}

function isSlow({ moduleId }: TestSpecification): boolean {
  return slow.test(moduleId);
}
