// The form in which a sale is typed, new or corrected: product, customer, amount received, Enter.
import { Stack } from "@mantine/core";
import {
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from "react";
import type { Platform } from "../../api";
import { ErrorNotice } from "../../components";
import { DepositDialog } from "../platforms/DepositDialog";
import { BelowCostDialog } from "./BelowCostDialog";
import { CustomerPart } from "./CustomerPart";
import { KeepChange } from "./KeepChange";
import { ProductsPart } from "./ProductsPart";
import { focusPlace } from "./problems";
import { SaleSummary } from "./SaleSummary";
import { useRecordKey } from "./saleKeys";
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

/**
 * The deposit that a sale lacks, without leaving the sale. Behind it the keyboard goes on in the form: at the button
 * that records, or where the deposit was asked for.
 */
function useDeposit({ fields: { form }, recording, change }: TypedSale) {
  const [platform, setPlatform] = useState<Platform | null>(null);
  const left = useRef<"credit" | "record" | null>(null);
  useEffect(() => {
    if (platform !== null || left.current === null) return;
    const place = left.current;
    left.current = null;
    if (!focusPlace(form.current, place)) focusPlace(form.current, "record");
  }, [platform, form]);
  const dialog = platform && (
    <DepositDialog
      platform={platform}
      opened
      onRecorded={() => {
        recording.forgetRefusal();
        // One keeps a reason only if it was written.
        change(({ overdraft }) => ({ overdraft: overdraft?.trim() ? overdraft : null }));
        left.current = "record";
      }}
      onClose={() => {
        left.current ??= "credit";
        setPlatform(null);
      }}
    />
  );
  return { ask: setPlatform, dialog };
}

export function SaleForm({ sale, label, words, top, aside, onEscape }: SaleFormProps) {
  const { live, recording, problems } = sale;
  const deposit = useDeposit(sale);
  useRecordKey(() => void recording.record());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void recording.record();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.defaultPrevented && !closesList(event)) {
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
          <ProductsPart sale={sale} onDeposit={deposit.ask} />
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
      {deposit.dialog}
      <BelowCostDialog recording={recording} />
    </div>
  );
}
