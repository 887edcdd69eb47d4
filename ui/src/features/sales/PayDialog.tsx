import { Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { newKey, type Sale, useReadIf, useWrite } from "../../api";
import { useCurrency } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import {
  Amount,
  asTyped,
  ChoiceInput,
  FormDialog,
  fieldError,
  MoneyInput,
  notifyDone,
} from "../../components";
import { isolate } from "../../format";
import { useMethodChoices, useMethods } from "./methods";
import { defaultMethod } from "./quote";

function selectOnFocus(input: HTMLInputElement | null): (() => void) | undefined {
  if (!input) return;
  const select = () => input.select();
  input.addEventListener("focus", select);
  return () => input.removeEventListener("focus", select);
}

/** Takes the rest of what is owed, or a part of it. */
export function PayDialog({ sale, onClose }: { sale: Sale; onClose: () => void }) {
  const { t } = useTranslation();
  const currency = useCurrency();
  const language = useLanguage();
  const methods = useMethods() ?? [];
  const { customer_id } = sale;
  const payer = useReadIf(
    customer_id !== null,
    "customers",
    "customerStatement",
    customer_id ?? "",
  );
  const choices = useMethodChoices(methods, payer.data?.customer.credit);
  const write = useWrite("salePay");
  const [key] = useState(newKey);
  const [whole] = useState(() => asTyped(sale.debt, language));
  const [amount, setAmount] = useState(whole);
  const [chosen, setChosen] = useState<string | null>(null);
  const method = chosen ?? defaultMethod(methods);
  const error = write.error;
  const amountError = fieldError(error, "amount") ?? fieldError(error, "payments.0.amount");

  const submit = async () => {
    if (method === null) return;
    try {
      const paid = await write.mutateAsync([key, sale.id, { method_id: method, amount }]);
      notifyDone(t("sales.pay.done", { number: isolate(paid.number) }));
      onClose();
    } catch {
      // Said in the dialog, from write.error.
    }
  };

  return (
    <FormDialog
      opened
      onClose={onClose}
      onSubmit={() => void submit()}
      title={t("sales.pay.title", { number: isolate(sale.number) })}
      submitLabel={t("sales.pay.submit")}
      dirty={amount !== whole}
      loading={write.isPending}
      error={error}
      fields={["amount", "payments.0.amount", "method_id"]}
      size="md"
      data-testid="pay-dialog"
    >
      <Text size="sm">
        {t("sales.pay.debt")} :{" "}
        <Text span inherit fw={600}>
          <Amount value={sale.debt} />
        </Text>
      </Text>
      <MoneyInput
        ref={selectOnFocus}
        autoFocus
        required
        label={t("sales.pay.amount")}
        unit={currency.code}
        value={amount}
        onChange={setAmount}
        error={amountError}
        data-testid="pay-amount"
      />
      <ChoiceInput
        label={t("sales.pay.method")}
        data={choices}
        value={method}
        onChange={setChosen}
        allowDeselect={false}
        error={fieldError(error, "method_id")}
        data-testid="pay-method"
      />
    </FormDialog>
  );
}
