/** The last events of a subscription; older ones make room. */
export interface StreamedEvent {
  /** Counts from 1 over the whole subscription. */
  readonly number: number;
  readonly at: number;
  readonly text: string;
  readonly hasErrors: boolean;
}

export const mostEvents = 500;
/** A few huge events may not fill the memory either. */
const mostCharacters = 10_000_000;

export class EventLog {
  private kept: StreamedEvent[] = [];
  private characters = 0;
  total = 0;

  add(text: string, hasErrors: boolean, at: number): void {
    this.total += 1;
    this.kept.push({ number: this.total, at, text, hasErrors });
    this.characters += text.length;
    while (this.kept.length > mostEvents || (this.characters > mostCharacters && this.kept.length > 1)) {
      this.characters -= this.kept.shift()?.text.length ?? 0;
    }
  }

  clear(): void {
    this.kept = [];
    this.characters = 0;
  }

  /** A list of its own, so that what is shown does not change while it is shown. */
  events(): readonly StreamedEvent[] {
    return [...this.kept];
  }
}
