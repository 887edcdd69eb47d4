// A customer pays over several sales at once, in advance, or from what he has paid in advance.
import { Checkbox, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type AppError,
  type CollectInput,
  type Customer,
  type Id,
  newKey,
  useRead,
  useReadIf,
  useWrite,
} from "../../api";
import { useCurrency } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import {
  ChoiceInput,
  ErrorNotice,
  errorText,
  FormDialog,
  MoneyInput,
  notifyDone,
} from "../../components";
import { ownDirection } from "../../components/typed";
import { useForm } from "../../components/useForm";
import { useOnce } from "../../components/useOnce";
import { formatDecimal, formatMoney, isolate, isZero } from "../../format";
import { QUOTE_DELAY_MS } from "../platforms/quoting";
import { CUSTOMER_CREDIT, useMethodChoices, useMethods } from "../sales/methods";
import { defaultMethod } from "../sales/quote";
import { CollectOver } from "./CollectOver";
import { CollectQuotePanel } from "./CollectQuotePanel";

const FIELDS = ["amount", "method_id", "sales", "note"];

type Typed = {
  amount: string;
  /** null: the shop's first method, cash. */
  method_id: Id | null;
  /** null: over all sales, the oldest first. */
  sales: Id[] | null;
  keep_rest: boolean;
  note: string;
};

type Props = {
  customer: Customer;
  opened: boolean;
  onClose: () => void;
  /** He wants it in writing. */
  onReceipt: () => void;
};

export function CollectDialog({ customer, opened, onClose, onReceipt }: Props) {
  const { t } = useTranslation();
  const currency = useCurrency();
  const language = useLanguage();
  const methods = useMethods() ?? [];
  const owes = !isZero(customer.debt);
  // An advance can pay a debt, not become another advance.
  const choices = useMethodChoices(methods, owes ? customer.credit : null);
  const open = useRead("customers", "customerOpenSales", customer.id).data ?? [];
  const write = useWrite("customerPay");
  const [key] = useState(newKey);
  const form = useForm<Typed>({
    amount: "",
    method_id: null,
    sales: null,
    // Of somebody who owes nothing all that is received is an advance.
    keep_rest: !owes,
    note: "",
  });
  const { values } = form;
  const input = asked(customer.id, values, defaultMethod(methods));
  const [unchosen, setUnchosen] = useState(false);
  const once = useOnce();

  const quote = useCollectQuote(opened && isAskable(values, owes), input);
  const live = [...(quote.error ? [quote.error] : []), ...(quote.data?.problems ?? [])];
  const problems = write.error ? [write.error] : live;
  const problem = (field: string) => problems.find((error) => error.details.field === field);
  const overpaid = problem("amount")?.code === "overpaid";
  const fromCredit = input.method_id === CUSTOMER_CREDIT;
  const textOf = (error: AppError | undefined) => error && errorText(error, t);
  // The way out stands right below the field: the box that keeps the rest.
  const tooMuch = (error: AppError | undefined) =>
    t("customers.collect.tooMuch", {
      box: t("customers.collect.keepRest"),
      debt: isolate(formatMoney(error?.details.debt ?? customer.debt, currency, language)),
    });

  function change(changed: Partial<Typed>) {
    write.reset();
    setUnchosen(false);
    form.set(changed);
  }

  async function submit() {
    if (values.sales?.length === 0) {
      setUnchosen(true);
      return;
    }
    if (input.method_id === "") return;
    await once(async () => {
      const { name, debt } = await write.mutateAsync([key, input]);
      const left = isolate(formatMoney(debt, currency, language));
      notifyDone(
        isZero(debt)
          ? t("customers.collect.doneAll", { name })
          : t("customers.collect.done", { name, debt: left }),
        { label: t("receipts.payment.offer"), run: onReceipt },
      );
      onClose();
    });
  }

  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      onSubmit={() => void submit()}
      title={t("customers.collect.title", { name: customer.name })}
      submitLabel={t("customers.collect.submit")}
      dirty={form.dirty}
      loading={write.isPending}
      error={write.error}
      fields={FIELDS}
      data-testid="collect-dialog"
    >
      <SimpleGrid cols={2}>
        <Stack gap="xs">
          <MoneyInput
            label={t("customers.collect.amount")}
            description={owes ? t("customers.collect.amountHelp") : undefined}
            value={values.amount}
            onChange={(amount) => change({ amount })}
            placeholder={
              values.amount === "" && quote.data
                ? formatDecimal(quote.data.amount, language, currency.decimals)
                : undefined
            }
            error={overpaid && !fromCredit ? tooMuch(problem("amount")) : textOf(problem("amount"))}
            unit={currency.code}
            required={!owes}
            autoFocus
            data-testid="collect-amount"
          />
          {!fromCredit && (overpaid || values.keep_rest) && (
            <Checkbox
              label={t(owes ? "customers.collect.keepRest" : "customers.collect.keepAdvance")}
              checked={values.keep_rest}
              onChange={(event) => change({ keep_rest: event.currentTarget.checked })}
              data-testid="collect-keep"
            />
          )}
        </Stack>
        <ChoiceInput
          label={t("customers.collect.method")}
          data={choices}
          value={input.method_id}
          onChange={(method_id) => change({ method_id })}
          error={textOf(problem("method_id"))}
          allowDeselect={false}
          data-testid="collect-method"
        />
      </SimpleGrid>
      {open.length > 1 && (
        <CollectOver
          open={open}
          chosen={values.sales}
          onChange={(sales) => change({ sales })}
          error={unchosen ? t("customers.collect.salesRequired") : textOf(problem("sales"))}
        />
      )}
      <TextInput
        label={t("customers.collect.note")}
        {...ownDirection(values.note)}
        value={values.note}
        onChange={(event) => change({ note: event.currentTarget.value })}
        error={textOf(problem("note"))}
        placeholder={t("platforms.form.optional")}
        autoComplete="off"
      />
      <ErrorNotice error={quote.error} fields={FIELDS} />
      <CollectQuotePanel quote={quote.data} kept={input.keep_rest} />
    </FormDialog>
  );
}

function asked(customer_id: Id, values: Typed, fallback: Id | null): CollectInput {
  const method_id = values.method_id ?? fallback ?? "";
  return {
    customer_id,
    method_id,
    amount: values.amount,
    sales: values.sales ?? [],
    // An advance is kept already: what is more than he owes stays where it is.
    keep_rest: values.keep_rest && method_id !== CUSTOMER_CREDIT,
    note: values.note,
  };
}

/** With no sale chosen the program would take all of them. */
function isAskable(values: Typed, owes: boolean): boolean {
  return values.sales?.length !== 0 && (owes || values.amount.trim() !== "");
}

/** What the payment would do, a moment after the last key. */
function useCollectQuote(ready: boolean, input: CollectInput) {
  const [settled] = useDebouncedValue(JSON.stringify({ ready, input }), QUOTE_DELAY_MS);
  const typed = JSON.parse(settled) as { ready: boolean; input: CollectInput };
  const enabled = ready && typed.ready && typed.input.method_id !== "";
  const quote = useReadIf(enabled, "customers", "customerPayQuote", typed.input);
  return enabled ? quote : { data: undefined, error: null };
}
