import { SimpleGrid, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Customer, type Id, newKey, useWrite } from "../../api";
import { useCurrency } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import {
  Amount,
  ChoiceInput,
  FormDialog,
  fieldError,
  MoneyInput,
  notifyDone,
} from "../../components";
import { ownDirection } from "../../components/typed";
import { useForm } from "../../components/useForm";
import { useOnce } from "../../components/useOnce";
import { formatDecimal, formatMoney, isolate, isZero } from "../../format";
import { useMethodChoices, useMethods } from "../sales/methods";
import { defaultMethod } from "../sales/quote";

type Typed = { amount: string; method_id: Id | null; note: string };
type Props = { customer: Customer; opened: boolean; onClose: () => void };

/** Hands a customer back what he has paid in advance, or a part of it. */
export function GiveBackDialog({ customer, opened, onClose }: Props) {
  const { t } = useTranslation();
  const currency = useCurrency();
  const language = useLanguage();
  const methods = useMethods() ?? [];
  const choices = useMethodChoices(methods);
  const write = useWrite("customerGiveBack");
  const [key] = useState(newKey);
  const once = useOnce();
  const form = useForm<Typed>({ amount: "", method_id: null, note: "" });
  const { values } = form;
  const method_id = values.method_id ?? defaultMethod(methods);

  function change(changed: Partial<Typed>) {
    write.reset();
    form.set(changed);
  }

  async function submit() {
    if (method_id === null) return;
    const { amount, note } = values;
    const input = {
      customer_id: customer.id,
      method_id,
      amount,
      sales: [],
      keep_rest: false,
      note,
    };
    await once(async () => {
      const { name, credit } = await write.mutateAsync([key, input]);
      const left = isolate(formatMoney(credit, currency, language));
      notifyDone(
        isZero(credit)
          ? t("customers.giveBack.doneAll", { name })
          : t("customers.giveBack.done", { name, credit: left }),
      );
      onClose();
    });
  }

  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      onSubmit={() => void submit()}
      title={t("customers.giveBack.title", { name: customer.name })}
      submitLabel={t("customers.giveBack.submit")}
      dirty={form.dirty}
      loading={write.isPending}
      error={write.error}
      fields={["amount", "method_id", "note"]}
      data-testid="give-back-dialog"
    >
      <Text size="sm">
        {t("customers.giveBack.credit")} :{" "}
        <Text span inherit fw={600}>
          <Amount value={customer.credit} />
        </Text>
      </Text>
      <SimpleGrid cols={2}>
        <MoneyInput
          label={t("customers.giveBack.amount")}
          description={t("customers.giveBack.amountHelp")}
          placeholder={formatDecimal(customer.credit, language, currency.decimals)}
          unit={currency.code}
          value={values.amount}
          onChange={(amount) => change({ amount })}
          error={fieldError(write.error, "amount")}
          autoFocus
          data-testid="give-back-amount"
        />
        <ChoiceInput
          label={t("customers.giveBack.method")}
          data={choices}
          value={method_id}
          onChange={(chosen) => change({ method_id: chosen })}
          error={fieldError(write.error, "method_id")}
          allowDeselect={false}
        />
      </SimpleGrid>
      <TextInput
        label={t("customers.giveBack.note")}
        {...ownDirection(values.note)}
        value={values.note}
        onChange={(event) => change({ note: event.currentTarget.value })}
        error={fieldError(write.error, "note")}
        placeholder={t("platforms.form.optional")}
        autoComplete="off"
      />
    </FormDialog>
  );
}
