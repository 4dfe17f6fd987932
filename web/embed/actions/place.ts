// The comment that something was asked for, as it is now: a thread that was fetched anew has others.
import type { Branch } from '../model.ts';
import type { Place } from '../parts.ts';

export function branchOf({ reading, branch }: Pick<Place, 'reading' | 'branch'>): Branch {
  if (!branch) throw new Error('a comment is needed');
  return reading.thread.branches.find(branch.id) ?? branch;
}
