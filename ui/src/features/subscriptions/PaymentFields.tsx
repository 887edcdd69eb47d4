import { Group, Radio, SimpleGrid } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useCurrency } from "../../app/BookContext";
import { ChoiceInput, MoneyInput } from "../../components";
import { useMethodChoices, useMethods } from "../sales/methods";
import { defaultMethod } from "../sales/quote";
import type { Payment } from "./renewal";

type AmountField = {
  /** What an empty amount stands for, as it reads. */
  placeholder: string | undefined;
  error: string | undefined;
};

type Props = {
  value: Payment;
  onChange: (change: Partial<Payment>) => void;
  /** A passing customer can't owe. */
  unnamed: boolean;
  /** Where one renewal is paid; several are each paid whole. */
  amount?: AmountField;
};

/** Paid now, and how; or later, and nothing more to say. */
export function PaymentFields({ value, onChange, unnamed, amount }: Props) {
  const { t } = useTranslation();
  const currency = useCurrency();
  const methods = useMethods() ?? [];
  const choices = useMethodChoices(methods);
  return (
    <>
      <Radio.Group
        label={t("subscriptions.renew.when")}
        description={unnamed ? t("subscriptions.renew.laterUnknown") : undefined}
        value={value.later ? "later" : "now"}
        onChange={(when) => onChange({ later: when === "later" })}
      >
        <Group gap="lg" mt={6}>
          <Radio value="now" label={t("subscriptions.renew.now")} data-testid="pay-now" />
          <Radio
            value="later"
            label={t("subscriptions.renew.later")}
            disabled={unnamed}
            data-testid="pay-later"
          />
        </Group>
      </Radio.Group>
      {!value.later && (
        <SimpleGrid cols={amount ? 2 : 1}>
          {amount && (
            <MoneyInput
              autoFocus
              label={t("sales.new.received")}
              unit={currency.code}
              placeholder={amount.placeholder}
              description={t("sales.new.receivedHint")}
              value={value.amount}
              onChange={(typed) => onChange({ amount: typed })}
              error={amount.error}
              data-testid="renew-amount"
            />
          )}
          <ChoiceInput
            label={t("sales.new.method")}
            data={choices}
            value={value.method_id ?? defaultMethod(methods)}
            onChange={(method_id) => onChange({ method_id })}
            allowDeselect={false}
            data-testid="renew-method"
          />
        </SimpleGrid>
      )}
    </>
  );
}
