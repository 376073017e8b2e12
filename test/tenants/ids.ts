/** Stands in everything that a planted project holds; where an outsider reads it, something leaks. */
export const CANARY = "Kanarienvogel";

/** Everything of one tenant that has an id. */
export interface Ids {
  projectId: string;
  requirementId: string;
  attestationId: string;
  commentId: string;
  fileId: string;
  invitationId: string;
  userId: string;
  seq: string;
  productId: string;
  errandId: string;
  /** A word that stands in everything of this tenant, and nowhere else. */
  mark: string;
}

/** Ids of nothing at all, in the same shape. */
export const MISSING: Ids = {
  projectId: "cmissingmissingmissing01",
  requirementId: "ts-host",
  attestationId: "cmissingmissingmissing02",
  commentId: "cmissingmissingmissing03",
  fileId: "cmissingmissingmissing04",
  invitationId: "cmissingmissingmissing05",
  userId: "cmissingmissingmissing06",
  seq: "987654",
  productId: "cmissingmissingmissing07",
  errandId: "cmissingmissingmissing08",
  mark: "no-such-mark",
};
