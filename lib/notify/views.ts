import type { Kind } from "./kinds";
import type { WebhookFormat } from "./webhook";

export type DeliveryState = "waiting" | "delivered" | "dead";

/** A message as the administrators' page shows it, never what it says. Times are ISO strings. */
export interface DeliveryView {
  id: string;
  channel: "mail" | "webhook";
  target: string;
  state: DeliveryState;
  attempts: number;
  createdAt: string;
  nextAt?: string;
  lastError?: string;
}

/** Where a place is told, with which secret, and by which CA its certificate is trusted (PEM; none: a public one). */
export interface WebhookAddress {
  url: string;
  secret: string;
  ca?: string;
}

/** A place that is told of events, as pages show it: its address is a credential and stays sealed. */
export interface WebhookView {
  id: string;
  name: string;
  format: WebhookFormat;
  host: string;
  kinds: Kind[];
  disabled: boolean;
}
