import { useEffect, useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from "react";
import { createPortal } from "react-dom";

interface PopoverProps {
  /** What it opens from, and where the focus goes back to. */
  readonly anchor: RefObject<HTMLElement>;
  readonly onClose: () => void;
  readonly align?: "start" | "end";
  /** Becomes a sheet at the bottom on a telephone. */
  readonly isSheet?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

interface Place {
  readonly left: number;
  readonly top: number;
  readonly minWidth: number;
}

const gap = 4;
const margin = 8;

/** Something that floats beside what opened it: closed by Escape, by a click elsewhere, and when the focus leaves. */
export function Popover({ anchor, onClose, align = "start", isSheet = false, className = "", children }: PopoverProps) {
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place>();
  const close = useRef(onClose);
  // What is opened from in here lies elsewhere in the document, but its events come by.
  const wasInside = useRef(false);
  close.current = onClose;
  useLayoutEffect(() => {
    const put = () => setPlace(placeOf(anchor.current, box.current, align));
    put();
    addEventListener("resize", put);
    addEventListener("scroll", put, true);
    return () => {
      removeEventListener("resize", put);
      removeEventListener("scroll", put, true);
    };
  }, [anchor, align]);
  useEffect(() => {
    const pressed = (event: PointerEvent) => {
      if (!wasInside.current && !anchor.current?.contains(event.target as Node)) close.current();
      wasInside.current = false;
    };
    document.addEventListener("pointerdown", pressed);
    return () => document.removeEventListener("pointerdown", pressed);
  }, [anchor]);
  // In a dialog the rest of the page cannot be reached, so it has to be in there too; elsewhere it belongs to its landmark.
  const holder = anchor.current?.closest("dialog, main, header") ?? document.body;
  return createPortal(
    <div
      ref={box} className={`popover ${isSheet ? "sheet" : ""} ${className}`} style={place}
      onPointerDown={() => {
        wasInside.current = true;
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
        anchor.current?.focus();
      }}
      onBlur={(event) => {
        const next = event.relatedTarget;
        const isElsewhere = next && !box.current?.contains(next) && !anchor.current?.contains(next);
        if (isElsewhere && next.closest(".popover") === null) onClose();
      }}
    >
      {children}
    </div>, holder);
}

function placeOf(anchor: HTMLElement | null, box: HTMLElement | null, align: "start" | "end"): Place | undefined {
  if (!anchor || !box) return undefined;
  const from = anchor.getBoundingClientRect();
  const { offsetHeight: height } = box;
  // It becomes at least as wide as what it opens from.
  const width = Math.max(box.offsetWidth, from.width);
  const start = align === "start" ? from.left : from.right - width;
  const left = Math.max(margin, Math.min(start, document.documentElement.clientWidth - width - margin));
  const below = from.bottom + gap;
  const above = from.top - gap - height;
  const lowest = innerHeight - margin - height;
  // Where there is room neither below nor above, it lies over what it opens from, so that its end is in sight.
  const top = below <= lowest ? below : above >= margin ? above : Math.max(margin, lowest);
  return { left, top, minWidth: from.width };
}
