import { Paper, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { OpenDeposit } from "../../api";
import { Amount, DayText } from "../../components";

/** The deposits that are not paid whole, in the order in which they will be. */
export function OpenDepositsTable({ deposits }: { deposits: readonly OpenDeposit[] }) {
  const { t } = useTranslation();
  if (deposits.length === 0) return null;
  return (
    <Paper withBorder>
      <Table.ScrollContainer minWidth={360} maxHeight={220} type="native">
        <Table aria-label={t("platforms.supplier.deposits")} horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("platforms.supplier.deposit")}</Table.Th>
              <Table.Th ta="end">{t("platforms.supplier.due")}</Table.Th>
              <Table.Th ta="end">{t("platforms.supplier.left")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {deposits.map((deposit) => (
              <Table.Tr key={deposit.id} data-testid={`open-deposit-${deposit.id}`}>
                <Table.Td>
                  <DayText value={deposit.date} />
                  {deposit.note !== "" && (
                    <Text size="xs" c="dimmed">
                      <bdi>{deposit.note}</bdi>
                    </Text>
                  )}
                </Table.Td>
                <Table.Td ta="end">
                  <Amount value={deposit.due} />
                </Table.Td>
                <Table.Td ta="end" fw={600}>
                  <Amount value={deposit.debt} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
