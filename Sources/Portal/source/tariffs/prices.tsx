import type { ReactNode } from "react";
import type { PriceRow, TariffDetail, VersionRow } from "documents/tariffs/tariffs";
import { Facts } from "../components/Card";
import { money, nothing, plain, duration } from "../format/quantity";
import { texts } from "../texts/texts";
import { DayBars, daysText, PeriodMark } from "./DayBars";

type Price = PriceRow | null;

export function priceText(price: Price): string {
  return price ? money(price, 6) : nothing;
}

/** What is asked for, in one line. */
export function summaryOf({ pricePerKwh, pricePerMinute, pricePerSession, idleFeePerMinute, periods }: VersionRow): string {
  const { tariffs } = texts;
  const parts = [
    pricePerKwh && tariffs.perKwhShort(priceText(pricePerKwh)), pricePerMinute && tariffs.perMinuteShort(priceText(pricePerMinute)),
    pricePerSession && tariffs.perSessionShort(priceText(pricePerSession)), idleFeePerMinute && tariffs.idleShort(priceText(idleFeePerMinute)),
    periods.length > 0 && tariffs.times(periods.length),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(" · ") : tariffs.free;
}

/** All prices of a version, and the times of day with others. */
export function VersionPrices({ version }: { readonly version: VersionRow }) {
  const { tariffs } = texts;
  const { pricePerKwh, pricePerMinute, pricePerSession, idleFeePerMinute, idleFreeSeconds, minutes, periods, timeZone } = version;
  const isFree = !pricePerKwh && !pricePerMinute && !pricePerSession && !idleFeePerMinute && periods.length === 0;
  return (
    <div className="stack">
      {isFree && <p className="lead">{tariffs.free}</p>}
      <Facts facts={[
        [tariffs.perKwh, pricePerKwh && priceText(pricePerKwh)],
        [tariffs.perMinute, pricePerMinute && <>{priceText(pricePerMinute)} <span className="unit">{tariffs.minutes[minutes]}</span></>],
        [tariffs.perSession, pricePerSession && priceText(pricePerSession)],
        [tariffs.idleFee, idleFeePerMinute && (
          <>{priceText(idleFeePerMinute)} <span className="unit">{idleFreeSeconds > 0 ? tariffs.afterFree(plain(duration(idleFreeSeconds))) : tariffs.atOnce}</span></>
        )],
        [tariffs.timeZone, periods.length > 0 && timeZone],
      ]} />
      {periods.length > 0 && (
        <>
          <DayBars periods={periods} />
          <Periods periods={periods} />
        </>
      )}
    </div>
  );
}

function Periods({ periods }: { readonly periods: VersionRow["periods"] }) {
  const { tariffs } = texts;
  return (
    <ul className="period-list">
      {periods.map((period, index) => (
        <li key={period.number}>
          <PeriodMark index={index} />
          <span>
            <span className="visually-hidden">{tariffs.period(index + 1)}: </span>
            {tariffs.between(daysText(period.days), period.from, period.to)}
            <span className="under">{pricesOf(period)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function pricesOf({ pricePerKwh, pricePerMinute, idleFeePerMinute }: VersionRow["periods"][number]): ReactNode {
  const { tariffs } = texts;
  return [
    pricePerKwh && tariffs.perKwhShort(priceText(pricePerKwh)), pricePerMinute && tariffs.perMinuteShort(priceText(pricePerMinute)),
    idleFeePerMinute && tariffs.idleShort(priceText(idleFeePerMinute)),
  ].filter(Boolean).join(" · ");
}

/** The version that a page shows: the one in force, or the first that will be. */
export function shownVersion({ current, versions }: TariffDetail): VersionRow | undefined {
  return current ?? versions.nodes[versions.nodes.length - 1];
}
