import { Route, Switch } from "wouter";
import { MovementsPage } from "./MovementsPage";
import { PlatformList } from "./PlatformList";

/** The suppliers' panels: their cards, and each one's ledger. */
export default function PlatformsScreen() {
  return (
    <Switch>
      <Route path="/platforms/:id">{({ id }) => <MovementsPage key={id} id={id} />}</Route>
      <Route>
        <PlatformList />
      </Route>
    </Switch>
  );
}
