import { useRef, type KeyboardEvent, type PointerEvent } from "react";

interface SplitterProps {
  readonly label: string;
  /** What of the two sides the first one has, in percent. */
  readonly value: number;
  readonly onChange: (value: number) => void;
}

const least = 20;
const most = 80;

/** The line between two panels; drawn with the pointer, moved with the arrows. */
export function Splitter({ label, value, onChange }: SplitterProps) {
  const isDragging = useRef(false);
  const set = (next: number) => onChange(Math.round(Math.min(most, Math.max(least, next))));
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const box = isDragging.current ? event.currentTarget.parentElement?.getBoundingClientRect() : undefined;
    if (box && box.width > 0) set(((event.clientX - box.left) / box.width) * 100);
  };
  const move = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowLeft: value - 2, ArrowRight: value + 2, Home: least, End: most };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    set(next);
  };
  return (
    <div
      className="splitter" role="separator" tabIndex={0} aria-label={label} aria-orientation="vertical"
      aria-valuemin={least} aria-valuemax={most} aria-valuenow={value} onKeyDown={move} onPointerMove={drag}
      onPointerDown={(event) => {
        isDragging.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerUp={() => {
        isDragging.current = false;
      }}
      onDoubleClick={() => set(50)}
    />
  );
}
