// What is asked before a sale is cancelled: which lines, what becomes of the credit, what becomes of the money.
import { Checkbox, Group, Radio, Select, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { CreditFate, Id, Sale, SaleLine } from "../../api";
import { Amount } from "../../components";
import { isZero } from "../../format";
import { useMethodChoices, useMethods } from "./methods";

export type CancelChoices = {
  lines: readonly Id[];
  credit: CreditFate;
  keep_money: boolean;
  /** null: each payment the way it came. */
  method_id: Id | null;
};

type ChoiceProps = {
  value: CancelChoices;
  onChange: (change: Partial<CancelChoices>) => void;
};

function LineChoice({ lines, value, onChange }: ChoiceProps & { lines: readonly SaleLine[] }) {
  const { t } = useTranslation();
  return (
    <Checkbox.Group
      label={t("sales.cancel.chooseLines")}
      value={[...value.lines]}
      onChange={(chosen) => onChange({ lines: chosen })}
    >
      <Stack gap={6} mt={6}>
        {lines.map((line) => (
          <Checkbox
            key={line.id}
            value={line.id}
            label={
              <Group gap="xs" component="span">
                <bdi>{line.product}</bdi>
                <Amount value={line.total} />
              </Group>
            }
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

function CreditChoice({ value, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      label={t("sales.cancel.creditChoice")}
      value={value.credit}
      onChange={(credit) => onChange({ credit: credit as CreditFate })}
    >
      <Group gap="lg" mt={6}>
        <Radio value="returned" label={t("sales.cancel.creditBack")} />
        <Radio value="lost" label={t("sales.cancel.creditGone")} />
      </Group>
    </Radio.Group>
  );
}

function MoneyChoice({ named, value, onChange }: ChoiceProps & { named: boolean }) {
  const { t } = useTranslation();
  const choices = useMethodChoices(useMethods() ?? []);
  return (
    <Radio.Group
      label={t("sales.cancel.moneyChoice")}
      value={value.keep_money ? "keep" : "back"}
      onChange={(chosen) => onChange({ keep_money: chosen === "keep" })}
    >
      <Group gap="lg" mt={6} align="center">
        <Radio value="back" label={t("sales.cancel.moneyBack")} />
        {!value.keep_money && (
          <Select
            aria-label={t("sales.cancel.method")}
            size="xs"
            data={[{ value: "", label: t("sales.cancel.asItCame") }, ...choices]}
            value={value.method_id ?? ""}
            onChange={(method) => onChange({ method_id: method || null })}
            allowDeselect={false}
          />
        )}
        {named && <Radio value="keep" label={t("sales.cancel.moneyKept")} />}
      </Group>
    </Radio.Group>
  );
}

/** Only what there is to choose: one line is not asked for, nor is money where none was paid. */
export function Choices(props: ChoiceProps & { sale: Sale; lines: readonly SaleLine[] }) {
  const { sale, lines, value, onChange } = props;
  const took = lines.some((line) => !isZero(line.credit));
  return (
    <>
      {lines.length > 1 && <LineChoice lines={lines} value={value} onChange={onChange} />}
      {took && <CreditChoice value={value} onChange={onChange} />}
      {!isZero(sale.paid) && (
        <MoneyChoice named={sale.customer_id !== null} value={value} onChange={onChange} />
      )}
    </>
  );
}
