import { Route, Switch } from "wouter";
import { MovementsPage } from "./MovementsPage";
import { PlatformList } from "./PlatformList";
import { RoundPage } from "./RoundPage";

/** The suppliers' panels: their cards, the round of all of them, and each one's ledger. */
export default function PlatformsScreen() {
  return (
    <Switch>
      <Route path="/platforms/round">
        <RoundPage />
      </Route>
      <Route path="/platforms/:id">{({ id }) => <MovementsPage key={id} id={id} />}</Route>
      <Route>
        <PlatformList />
      </Route>
    </Switch>
  );
}
