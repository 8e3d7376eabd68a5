import { useRef } from "react";
import {
  NewStationChanged, NewStationConnector, NewStationPage, type NewStationPageData,
} from "documents/onboarding/onboarding";
import { useQuery, useSubscription } from "../api/hooks";
import { Line, type Stop, type StopState } from "../components/Line";
import { LinkTabs } from "../components/LinkTabs";
import { PageHead } from "../components/PageHead";
import { useParameters } from "../router/address";
import { texts } from "../texts/texts";
import { ChargerLines } from "./ChargerLines";
import { ClaimStation } from "./ClaimStation";
import { NameForm } from "./NameForm";
import { TestCharge } from "./TestCharge";
import { Waiting } from "./Waiting";

/** From a name to the first charge. Which station it is about is in the address; its password is in this page alone. */
export default function AddStationPage() {
  const [parameters, set] = useParameters();
  const chargePointId = parameters.get("station");
  const password = useRef<string>();
  const isClaim = chargePointId === null && parameters.get("way") === "claim";
  const { onboarding, assignment } = texts;
  return (
    <>
      <PageHead
        title={onboarding.title} lead={isClaim ? undefined : onboarding.lead}
        crumbs={[{ text: texts.navigation.chargePoints }, { text: texts.navigation.stations, href: "/stations" }, { text: onboarding.title }]}
      />
      <div className="narrow stack">
        {chargePointId === null && (
          <LinkTabs label={assignment.ways} current={isClaim ? "claim" : "connect"} tabs={[
            { id: "connect", text: assignment.connect, href: "/stations/new" }, { id: "claim", text: assignment.takeOver, href: "/stations/new?way=claim" },
          ]} />
        )}
        <section className="panel onboarding" aria-label={isClaim ? assignment.takeOver : onboarding.title}>
          {isClaim ? <ClaimStation /> : chargePointId === null
            ? <Steps states={["now", "todo", "todo", "todo"]} name={<NameForm onMade={(station, made) => {
              password.current = made;
              set({ station: station.chargePointId });
            }} />} />
            : <Made chargePointId={chargePointId} password={password.current} />}
        </section>
      </div>
    </>
  );
}

function Made({ chargePointId, password }: { chargePointId: string; password: string | undefined }) {
  const query = useQuery(NewStationPage, { chargePointId });
  const station = query.data?.station;
  const ids = station ? { stationIds: [station.id] } : undefined;
  useSubscription(NewStationChanged, ids);
  useSubscription(NewStationConnector, ids, ({ connectorChanged }) => {
    if (!station?.connectors.some(({ id }) => id === connectorChanged.id)) void query.refetch();
  });
  if (!station) return <Steps states={["done", "now", "todo", "todo"]} />;
  return <Known station={station} password={password} />;
}

function Known({ station, password }: { station: NonNullable<NewStationPageData["station"]>; password: string | undefined }) {
  const isHere = station.bootedAt !== null;
  return (
    <Steps
      states={["done", isHere ? "done" : "now", isHere ? "good" : "now", isHere ? "now" : "todo"]}
      named={[station.chargePointId, station.description].filter(Boolean).join(" · ")}
      lines={!isHere && <ChargerLines station={station} password={password} />}
      waiting={<Waiting station={station} />} test={isHere && <TestCharge station={station} />}
    />
  );
}

interface StepsProps {
  readonly states: readonly [StopState, StopState, StopState, StopState];
  readonly named?: string;
  readonly name?: JSX.Element;
  readonly lines?: JSX.Element | false;
  readonly waiting?: JSX.Element;
  readonly test?: JSX.Element | false;
}

function Steps({ states, named, name, lines, waiting, test }: StepsProps) {
  const { steps } = texts.onboarding;
  const stops: readonly Stop[] = [
    { key: "name", state: states[0], title: steps.name, detail: name ?? named }, { key: "lines", state: states[1], title: steps.lines, detail: lines },
    { key: "wait", state: states[2], title: steps.wait, detail: waiting },
    { key: "test", state: states[3], title: steps.test, detail: test || steps.testLead },
  ];
  return <Line label={texts.onboarding.title} stops={stops} />;
}

