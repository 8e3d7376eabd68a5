import { lazy, Suspense, type ComponentType, type LazyExoticComponent } from "react";
import { texts } from "../texts/texts";
import { Shell } from "./Shell";

/** Every page of the portal by its address; each is loaded when it is opened. */
const pages: Record<string, LazyExoticComponent<ComponentType>> = {
  "/explorer": lazy(() => import("../explorer/ExplorerPage")),
};

export function Router() {
  const Page = pages[location.pathname.replace(/(.)\/+$/, "$1")];
  if (!Page) return <NotFound />;
  return (
    <Suspense fallback={<Shell><div className="page-loading" aria-busy="true" /></Shell>}>
      <Page />
    </Suspense>
  );
}

function NotFound() {
  return (
    <Shell>
      <div className="centered">
        <h1>{texts.notFound.title}</h1>
        <p>{texts.notFound.body}</p>
        <a href="/explorer">{texts.notFound.back}</a>
      </div>
    </Shell>
  );
}
