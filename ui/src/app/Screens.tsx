// Which screen stands at which address, and where the program starts.
import { Suspense, useEffect, useRef } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { useRead } from "../api";
import { forgetDone } from "../components/notify";
import { LateSkeleton } from "../components/Page";
import { ErrorBoundary } from "./ErrorBoundary";
import { NEW_SALE, PLATFORMS, screens } from "./routes";

/** A shop that can sell starts with selling; a new one with its first platform. */
function Start() {
  const platforms = useRead("platforms", "platformsList");
  const products = useRead("catalog", "productsList", "", false);
  if (platforms.isPending || products.isPending) return <LateSkeleton />;
  const canSell = Boolean(platforms.data?.length && products.data?.length);
  return <Redirect to={canSell ? NEW_SALE : PLATFORMS} replace />;
}

export function Screens() {
  const [path] = useLocation();
  const shown = useRef(path);
  useEffect(() => {
    // A new screen begins at its top, not where the last one was left.
    if (path) window.scrollTo({ top: 0 });
    if (shown.current !== path) forgetDone();
    shown.current = path;
  }, [path]);
  return (
    <ErrorBoundary resetKey={path}>
      <Suspense fallback={<LateSkeleton />}>
        <Switch>
          {screens.map((screen) => (
            <Route key={screen.id} path={screen.match} component={screen.component} />
          ))}
          <Route>
            <Start />
          </Route>
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}
