// The form in which a sale is typed, new or corrected: product, customer, amount received, Enter.
import { Stack } from "@mantine/core";
import { type FormEvent, type KeyboardEvent, type ReactNode, useState } from "react";
import type { Platform } from "../../api";
import { ErrorNotice } from "../../components";
import { DepositDialog } from "../platforms/DepositDialog";
import { BelowCostDialog } from "./BelowCostDialog";
import { CustomerPart } from "./CustomerPart";
import { KeepChange } from "./KeepChange";
import { ProductsPart } from "./ProductsPart";
import { SaleSummary } from "./SaleSummary";
import classes from "./sales.module.css";
import type { TypedSale } from "./useSale";

type SaleFormProps = {
  sale: TypedSale;
  label: string;
  words: { record: string; keys: string };
  /** Above the products. */
  top?: ReactNode;
  /** Below the summary. */
  aside?: ReactNode;
  onEscape: () => void;
};

/** A list that stands open takes the key for itself. */
function closesList({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.getAttribute("aria-expanded") === "true";
}

export function SaleForm({ sale, label, words, top, aside, onEscape }: SaleFormProps) {
  const { live, recording, problems } = sale;
  const [deposit, setDeposit] = useState<Platform | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void recording.record();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      void recording.record();
    } else if (event.key === "Escape" && !event.defaultPrevented && !closesList(event)) {
      onEscape();
    }
  };
  const keep = (
    <KeepChange
      draft={sale.draft}
      quote={live.data}
      problems={problems}
      onChange={(keep_change) => sale.change({ keep_change })}
    />
  );
  return (
    <div className={classes.screen}>
      <form
        ref={sale.fields.form}
        className={classes.columns}
        onSubmit={submit}
        onKeyDown={onKeyDown}
        noValidate
        aria-label={label}
      >
        <Stack gap="md">
          {top}
          <ProductsPart sale={sale} onDeposit={setDeposit} />
          <CustomerPart sale={sale} />
        </Stack>
        <Stack gap="md" className={classes.side ?? ""}>
          <SaleSummary
            quote={live.data}
            unread={sale.unread}
            unsummed={sale.unsummed}
            recording={recording.busy}
            words={words}
            keep={keep}
            elsewhere={<ErrorNotice error={problems.at("elsewhere") ?? live.error} />}
          />
          {aside}
        </Stack>
      </form>
      {deposit && <DepositDialog platform={deposit} opened onClose={() => setDeposit(null)} />}
      <BelowCostDialog recording={recording} />
    </div>
  );
}
