import { ActionIcon, Button, Stack, Text } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import type { Ref } from "react";
import { useTranslation } from "react-i18next";
import type { Method, Money } from "../../api";
import { useCurrency } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import { type Choice, ChoiceInput, errorText, MoneyInput } from "../../components";
import { formatDecimal } from "../../format";
import { type Advance, type DraftPayment, nextRow } from "./draft";
import { CUSTOMER_CREDIT, payableBy, useMethodChoices, useMethodName } from "./methods";
import type { Problems } from "./problems";
import { defaultMethod } from "./quote";
import classes from "./sales.module.css";

type PaymentRowsProps = {
  payments: readonly DraftPayment[];
  methods: readonly Method[];
  /** What the customer has paid in advance: he may pay from it. */
  advance: Advance | null;
  /** What an empty amount stands for; unknown until something is to be paid. */
  rest: Money | undefined;
  problems: Problems;
  onChange: (payments: readonly DraftPayment[]) => void;
  amountRef: Ref<HTMLInputElement>;
};

function useChoices(methods: readonly Method[], advance: Advance | null): Choice[] {
  const methodName = useMethodName();
  const usual = useMethodChoices(methods, advance?.amount);
  if (advance?.amount !== null) return usual;
  return [...usual, { value: CUSTOMER_CREDIT, label: methodName("customer_credit", "") }];
}

/** What is received and how: usually one amount in cash, left empty when all is paid. */
export function PaymentRows(props: PaymentRowsProps) {
  const { t } = useTranslation();
  const { payments, methods, advance, rest, problems, onChange } = props;
  const currency = useCurrency();
  const language = useLanguage();
  const choices = useChoices(methods, advance);
  const methodOf = (payment: DraftPayment) =>
    payableBy(payment.method_id, advance) ?? defaultMethod(methods);
  const change = (row: number, patch: Partial<DraftPayment>) =>
    onChange(payments.map((payment) => (payment.row === row ? { ...payment, ...patch } : payment)));
  const alone = payments.length === 1;
  const open = payments.find((payment) => payment.amount.trim() === "");

  return (
    <Stack gap="xs">
      {payments.map((payment, index) => {
        const problem = problems.at(`payments.${payment.row}`);
        const number = index + 1;
        return (
          <div
            key={payment.row}
            data-place={`payments.${payment.row}`}
            data-error={problem ? true : undefined}
            className={`${classes.payment} ${alone ? classes.paymentAlone : ""}`}
          >
            <MoneyInput
              ref={index === 0 ? props.amountRef : undefined}
              label={alone ? t("sales.new.received") : t("sales.new.receivedBy", { number })}
              unit={currency.code}
              placeholder={
                rest !== undefined && open?.row === payment.row
                  ? formatDecimal(rest, language, currency.decimals)
                  : undefined
              }
              value={payment.amount}
              onChange={(amount) => change(payment.row, { amount })}
              error={problem && errorText(problem, t)}
              data-testid={`sale-received-${index}`}
            />
            <ChoiceInput
              label={alone ? t("sales.new.method") : t("sales.new.methodOf", { number })}
              data={choices}
              value={methodOf(payment)}
              onChange={(method_id) => change(payment.row, { method_id })}
              allowDeselect={false}
              data-testid={`sale-method-${index}`}
            />
            {!alone && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                onClick={() => onChange(payments.filter((other) => other.row !== payment.row))}
                aria-label={t("sales.new.removePayment", { number })}
              >
                <IconX size={16} aria-hidden />
              </ActionIcon>
            )}
          </div>
        );
      })}
      <Text size="xs" c="dimmed">
        {t("sales.new.receivedHint")}
      </Text>
      <div>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => {
            // The next method of the list is the likelier second one.
            const taken = payments.map(methodOf);
            const free = choices.find((choice) => !taken.includes(choice.value));
            onChange([...payments, { row: nextRow(), method_id: free?.value ?? null, amount: "" }]);
          }}
        >
          {t("sales.new.addPayment")}
        </Button>
      </div>
    </Stack>
  );
}
