import { Box, Checkbox, Group, Input, SegmentedControl, Stack } from "@mantine/core";
import { useId } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import type { Id, OpenSale } from "../../api";
import { Amount, Code, DayText } from "../../components";

type CollectOverProps = {
  open: readonly OpenSale[];
  /** null: over all, the oldest first. */
  chosen: Id[] | null;
  onChange: (chosen: Id[] | null) => void;
  error: string | undefined;
};

/** Over which sales a payment goes: all in their order, or those that the customer names. */
export function CollectOver({ open, chosen, onChange, error }: CollectOverProps) {
  const { t } = useTranslation();
  const labelId = useId();
  return (
    <Stack gap="sm">
      <div>
        <Input.Label labelElement="div" id={labelId}>
          {t("customers.collect.over")}
        </Input.Label>
        <SegmentedControl
          aria-labelledby={labelId}
          fullWidth
          data={[
            { value: "oldest", label: t("customers.collect.overOldest") },
            { value: "chosen", label: t("customers.collect.overChosen") },
          ]}
          value={chosen === null ? "oldest" : "chosen"}
          onChange={(over) => onChange(over === "chosen" ? [] : null)}
        />
      </div>
      {chosen !== null && (
        <Checkbox.Group
          label={t("customers.collect.sales")}
          value={chosen}
          onChange={onChange}
          error={error}
        >
          <Box mah="12rem" style={{ overflowY: "auto" }}>
            <Stack gap={6} py={4}>
              {open.map((sale) => (
                <Checkbox
                  key={sale.id}
                  value={sale.id}
                  aria-invalid={error ? true : undefined}
                  label={
                    <Group gap="md" component="span" wrap="nowrap">
                      <Code>{sale.number}</Code>
                      <DayText value={sale.date} />
                      <Amount value={sale.debt} />
                    </Group>
                  }
                  data-testid={`collect-sale-${sale.id}`}
                />
              ))}
            </Stack>
          </Box>
        </Checkbox.Group>
      )}
    </Stack>
  );
}
