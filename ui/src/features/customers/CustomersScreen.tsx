import { Route, Switch } from "wouter";
import { CustomerList } from "./CustomerList";
import { CustomerPage } from "./CustomerPage";
import { DUPLICATES } from "./DuplicatesFound";
import { DuplicatesPage } from "./DuplicatesPage";

/** Who buys: the list, each one's page, and those who may be one. */
export default function CustomersScreen() {
  return (
    <Switch>
      <Route path={DUPLICATES}>
        <DuplicatesPage />
      </Route>
      <Route path="/customers/:id">{({ id }) => <CustomerPage key={id} id={id} />}</Route>
      <Route>
        <CustomerList />
      </Route>
    </Switch>
  );
}
