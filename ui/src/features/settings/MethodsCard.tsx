import { Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useRead } from "../../api";
import { LoadState } from "../../components/Page";
import { StatusBadge } from "../../components/StatusBadge";
import { PercentText } from "../../components/texts";
import { isZero } from "../../format";
import { Card } from "./Card";

export function MethodsCard() {
  const { t } = useTranslation();
  const methods = useRead("settings", "methodsList");
  return (
    <Card title={t("settings.methods.title")} text={t("settings.methods.text")}>
      <LoadState query={methods}>
        {(rows) => (
          <Table aria-label={t("settings.methods.title")} maw="32rem">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("settings.methods.name")}</Table.Th>
                <Table.Th ta="end">{t("settings.methods.fee")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((method) => (
                <Table.Tr key={method.id}>
                  <Table.Td>
                    {method.name ||
                      t(`common.methods.${method.code}`, { defaultValue: method.code })}{" "}
                    {method.archived && (
                      <StatusBadge tone="neutral">{t("common.archived")}</StatusBadge>
                    )}
                  </Table.Td>
                  <Table.Td ta="end">
                    {isZero(method.fee_rate) ? (
                      t("settings.methods.no_fee")
                    ) : (
                      <PercentText value={method.fee_rate} />
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </LoadState>
    </Card>
  );
}
