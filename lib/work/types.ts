/** Somebody who sees a project: one may hand him work and mention him. */
export interface ProjectPerson {
  id: string;
  name: string;
  /** One of SESTEK's people. */
  vendor: boolean;
}

/** One remark as pages show it. A removed one keeps its place and loses what it said. */
export interface CommentView {
  id: string;
  author: string;
  /** Written by one of SESTEK's people. */
  vendor: boolean;
  mine: boolean;
  internal: boolean;
  at: string;
  text: string;
  /** Names that are mentioned in the text. */
  mentions: string[];
  files: { id: string; name: string; size: number }[];
  removed: boolean;
}
