import { useEffect, useRef, useState, type ReactNode } from "react";
import type { Quantity } from "../format/quantity";
import { nothing } from "../format/quantity";

/** A figure and its unit, the unit in grey. */
export function Figure({ quantity }: { quantity: Quantity | undefined }) {
  if (!quantity) return <span className="unit">{nothing}</span>;
  return (
    <span className="figures">
      {quantity.figure}
      {quantity.unit !== "" && <span className="unit">{"\u00A0"}{quantity.unit}</span>}
    </span>
  );
}

/** Something that changes where it stands: tinted for a moment when it does. */
export function LiveValue({ value, children }: { value: unknown; children: ReactNode }) {
  const last = useRef(value);
  const [flashes, setFlashes] = useState(0);
  useEffect(() => {
    if (Object.is(last.current, value)) return;
    last.current = value;
    setFlashes((count) => count + 1);
  }, [value]);
  // Another key begins the animation anew.
  return <span key={flashes} className={flashes > 0 ? "live-value changed" : "live-value"}>{children}</span>;
}
