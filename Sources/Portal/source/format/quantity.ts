/** Figures with their units, as portal-wide rules have them: the unit stands apart, so that it can be drawn in grey. */
import { numbers } from "./locale";

export interface Quantity {
  readonly figure: string;
  readonly unit: string;
}

export const nothing = "–";

const whole = () => numbers({ maximumFractionDigits: 0 });
const fixed = (digits: number) => numbers({ minimumFractionDigits: digits, maximumFractionDigits: digits });

/** Below 1 kW in whole watts, else kW with one decimal. */
export function power(watts: number): Quantity {
  return Math.abs(watts) < 1000 ? { figure: whole().format(watts), unit: "W" } : { figure: fixed(1).format(watts / 1000), unit: "kW" };
}

/** kWh with two decimals; of sums whole beyond 100, and MWh from 10,000 kWh. */
export function energy(wattHours: number, isSum = false): Quantity {
  const kilowattHours = wattHours / 1000;
  if (kilowattHours >= 10_000) return { figure: fixed(1).format(kilowattHours / 1000), unit: "MWh" };
  const digits = isSum && kilowattHours >= 100 ? 0 : 2;
  return { figure: fixed(digits).format(kilowattHours), unit: "kWh" };
}

/** A meter's register: grouped watt-hours. */
export function register(wattHours: number): Quantity {
  return { figure: whole().format(wattHours), unit: "Wh" };
}

/** Hours and minutes; seconds below a minute, days beyond two. */
export function duration(seconds: number): Quantity {
  if (seconds < 60) return { figure: whole().format(Math.max(0, Math.floor(seconds))), unit: "s" };
  const minutes = Math.floor(seconds / 60);
  if (seconds >= 48 * 3600) {
    return { figure: `${whole().format(Math.floor(minutes / 1440))} d ${Math.floor((minutes % 1440) / 60)}`, unit: "h" };
  }
  return { figure: `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`, unit: "h" };
}

export function bytes(count: number): Quantity {
  if (count < 1000) return { figure: whole().format(count), unit: "B" };
  return count < 1e6 ? { figure: fixed(1).format(count / 1000), unit: "kB" } : { figure: fixed(1).format(count / 1e6), unit: "MB" };
}

/** An amount as the server computed it: a decimal text, never a sum of ours. */
export function money({ amount, currency }: { readonly amount: string; readonly currency: string }, digits?: number): string {
  const options = { style: "currency", currency, ...(digits !== undefined && { maximumFractionDigits: digits }) } as const;
  return numbers(options).format(Number(amount));
}

export function count(number: number): string {
  return whole().format(number);
}

export function decimal(number: number, digits: number): string {
  return fixed(digits).format(number);
}

export function percent(share: number): string {
  return numbers({ style: "percent", maximumFractionDigits: 0 }).format(share);
}

/** Figure and unit with a space that does not break. */
export function plain({ figure, unit }: Quantity): string {
  return unit === "" ? figure : `${figure}\u00A0${unit}`;
}
