import { SimpleGrid, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  newKey,
  type Platform,
  type SupplierPayment,
  type SupplierQuote,
  useReadIf,
  useWrite,
} from "../../api";
import { useBook, useCurrency } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import {
  Amount,
  ChoiceInput,
  errorText,
  FormDialog,
  fieldError,
  MoneyInput,
  notifyDone,
} from "../../components";
import { useForm } from "../../components/useForm";
import { useOnce } from "../../components/useOnce";
import { formatMoney, isolate, isZero } from "../../format";
import { useMethodChoices, useMethods } from "../sales/methods";
import { OpenDepositsTable } from "./OpenDepositsTable";
import { Change, QuoteHint, QuotePanel, QuoteRow, QuoteRows } from "./QuotePanel";
import { isUnfinished, QUOTE_DELAY_MS } from "./quoting";

const FIELDS = ["amount", "method_id", "note"];

type Props = { platform: Platform; opened: boolean; onClose: () => void };

/** Pays what is still due on a platform's deposits, the oldest first. */
export function SupplierDialog({ platform, opened, onClose }: Props) {
  const { t } = useTranslation();
  const { id, name } = platform;
  const { today } = useBook();
  const currency = useCurrency();
  const language = useLanguage();
  const choices = useMethodChoices(useMethods() ?? []);
  const record = useWrite("supplierPay");
  // One key per opening: a second press, or a retry after an error, can't pay twice.
  const [key] = useState(newKey);
  const once = useOnce();
  const form = useForm({ amount: "", method_id: null as string | null, note: "" });
  const { values } = form;

  const method = values.method_id ?? choices[0]?.value ?? null;
  const [typed] = useDebouncedValue(values.amount, QUOTE_DELAY_MS);
  const ready = opened && method !== null;
  // The note changes nothing in what the payment does: no need to ask again for it.
  const asked = (amount: string): SupplierPayment => ({
    platform_id: id,
    method_id: method ?? "",
    amount: amount.trim(),
    note: "",
  });
  const quote = useReadIf(ready, "platforms", "supplierQuote", asked(typed));
  // What is due stays on screen, whatever is typed.
  const account = { platform_id: id, from: today, to: today };
  const due = useReadIf(opened, "platforms", "supplierAccount", account);
  const typing = ready && quote.error && !isUnfinished(quote.error) ? quote.error : null;
  const error = record.error ?? typing;

  function change(change: Partial<typeof values>) {
    record.reset();
    form.set(change);
  }

  async function pay() {
    const paid = await record.mutateAsync([key, { ...asked(values.amount), note: values.note }]);
    notifyDone(
      isZero(paid.supplier_debt)
        ? t("platforms.supplier.doneAll", { name })
        : t("platforms.supplier.donePart", {
            name,
            debt: isolate(formatMoney(paid.supplier_debt, currency, language)),
          }),
    );
    onClose();
  }

  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      onSubmit={() => {
        if (method !== null) once(pay);
      }}
      title={t("platforms.card.paySupplierOf", { name })}
      submitLabel={t("platforms.supplier.submit")}
      dirty={form.dirty}
      loading={record.isPending}
      error={record.error}
      fields={FIELDS}
    >
      <OpenDepositsTable deposits={due.data?.open ?? []} />
      <SimpleGrid cols={2}>
        <MoneyInput
          label={t("platforms.supplier.amount")}
          value={values.amount}
          onChange={(amount) => change({ amount })}
          error={fieldError(error, "amount")}
          unit={currency.code}
          placeholder={t("platforms.supplier.amountPlaceholder")}
          autoFocus
        />
        <ChoiceInput
          label={t("platforms.deposit.method")}
          data={choices}
          value={method}
          onChange={(method_id) => change({ method_id })}
          error={fieldError(error, "method_id")}
          allowDeselect={false}
        />
      </SimpleGrid>
      <TextInput
        label={t("platforms.deposit.note")}
        value={values.note}
        onChange={(event) => change({ note: event.currentTarget.value })}
        error={fieldError(error, "note")}
        placeholder={t("platforms.form.optional")}
      />
      <QuotePanel>
        {error ? (
          // What is refused changes nothing: no balances of it.
          <QuoteHint>{errorText(error, t)}</QuoteHint>
        ) : ready && quote.data ? (
          <PaymentResult quote={quote.data} />
        ) : (
          <QuoteHint>{t("platforms.supplier.waiting")}</QuoteHint>
        )}
      </QuotePanel>
    </FormDialog>
  );
}

function PaymentResult({ quote }: { quote: SupplierQuote }) {
  const { t } = useTranslation();
  return (
    <QuoteRows>
      <QuoteRow label={t("platforms.supplier.paid")} data-testid="quote-paid">
        <Amount value={quote.amount} />
      </QuoteRow>
      {!isZero(quote.fee) && (
        <QuoteRow label={t("platforms.quote.fee")} data-testid="quote-fee">
          <Amount value={quote.fee} />
        </QuoteRow>
      )}
      <QuoteRow label={t("platforms.quote.supplierDebt")} data-testid="quote-supplier-debt">
        <Change
          before={<Amount value={quote.debt_before} />}
          after={<Amount value={quote.debt_after} />}
        />
      </QuoteRow>
    </QuoteRows>
  );
}
