import type { ReactNode } from "react";

/** The shape of each state: told apart without colour. */
export type Shape =
  | "available" | "preparing" | "charging" | "suspended-ev" | "suspended-evse" | "finishing" | "reserved" | "unavailable"
  | "faulted" | "offline" | "unknown";

const shapes: Record<Shape, ReactNode> = {
  available: <circle cx="8" cy="8" r="5.250" />,
  preparing: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M6.300 4.800v2M9.700 4.800v2M5.200 6.800h5.600v1a2.800 2.800 0 0 1-5.600 0zM8 10.600v1.800" />
    </>
  ),
  charging: (
    <>
      <circle className="solid" cx="8" cy="8" r="6.750" />
      <path className="hole" d="M8.900 3.600 5.400 8.700h2.400l-.7 3.700 3.500-5.100H8.200z" />
    </>
  ),
  "suspended-ev": <><circle cx="8" cy="8" r="6" /><path className="heavy" d="M6.400 5.700v4.600M9.600 5.700v4.600" /></>,
  "suspended-evse": (
    <>
      <rect x="2" y="2" width="12" height="12" rx="2" />
      <path className="heavy" d="M6.400 5.500v5M9.600 5.500v5" />
    </>
  ),
  finishing: <><circle cx="8" cy="8" r="6" /><path d="m5.200 8.200 2 2 3.700-4.200" /></>,
  reserved: <path className="fill" d="M4 2.250h8v11.500l-4-3-4 3z" />,
  unavailable: <><circle cx="8" cy="8" r="6" /><path d="m3.800 12.200 8.400-8.400" /></>,
  faulted: <><path className="fill" d="M8 1.750 15 14H1z" /><path className="hole-line" d="M8 6.200v3.600M8 12h0" /></>,
  offline: (
    <>
      <rect x="2" y="2" width="12" height="12" rx="2" />
      <path d="m5.500 5.500 5 5M10.500 5.500l-5 5" />
    </>
  ),
  unknown: (
    <>
      <circle className="dashes" cx="8" cy="8" r="6" />
      <path d="M6.400 6.400a1.650 1.650 0 1 1 2.300 1.500c-.5.300-.7.600-.7 1.200M8 11.200h0" />
    </>
  ),
};

export function StatusIcon({ shape }: { shape: Shape }) {
  return <svg className="status-icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{shapes[shape]}</svg>;
}
