// The ways to pay: what each is called and costs the shop, and which are still offered.
import { Button, Group, Table } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type Method, useRead } from "../../api";
import { ErrorNotice } from "../../components/errors";
import { LoadState } from "../../components/Page";
import { StatusBadge } from "../../components/StatusBadge";
import { PercentText } from "../../components/texts";
import { useArchiving } from "../../components/useArchiving";
import { useDialog } from "../../components/useDialog";
import { isZero } from "../../format";
import { useMethodName } from "../sales/methods";
import { Card } from "./Card";
import { MethodDialog } from "./MethodDialog";

export function MethodsCard() {
  const { t } = useTranslation();
  const methods = useRead("settings", "methodsList");
  const editing = useDialog<Method | "new">();
  const archiving = useArchiving("methodArchive", "settings.methods.archive");
  const nameOf = useMethodName();
  const named = (method: Method) => ({
    id: method.id,
    name: nameOf(method.code, method.name),
  });
  return (
    <Card title={t("settings.methods.title")} text={t("settings.methods.text")}>
      <LoadState query={methods}>
        {(rows) => (
          <Table.ScrollContainer minWidth={420} type="native">
            <Table aria-label={t("settings.methods.title")} data-testid="methods">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t("settings.methods.name")}</Table.Th>
                  <Table.Th ta="end">{t("settings.methods.fee")}</Table.Th>
                  <Table.Th>{t("settings.methods.actions")}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map((method) => (
                  <Row
                    key={method.id}
                    method={method}
                    name={named(method).name}
                    onEdit={() => editing.open(method)}
                    onArchive={() => archiving.archive(named(method))}
                    onUnarchive={() => archiving.unarchive(named(method))}
                  />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </LoadState>
      <ErrorNotice error={archiving.error} />
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => editing.open("new")}
          data-testid="method-add"
        >
          {t("settings.methods.add")}
        </Button>
      </div>
      {editing.target && (
        <MethodDialog
          key={editing.key}
          method={editing.target === "new" ? null : editing.target}
          opened={editing.opened}
          onClose={editing.close}
        />
      )}
      {archiving.dialog}
    </Card>
  );
}

type RowProps = {
  method: Method;
  name: string;
  onEdit: () => void;
  onArchive: () => void;
  onUnarchive: () => void;
};

function Row({ method, name, onEdit, onArchive, onUnarchive }: RowProps) {
  const { t } = useTranslation();
  const { id, archived } = method;
  return (
    <Table.Tr data-testid={`method-${id}`}>
      <Table.Td>
        <bdi>{name}</bdi>{" "}
        {archived && <StatusBadge tone="neutral">{t("common.archived")}</StatusBadge>}
      </Table.Td>
      <Table.Td ta="end">
        {isZero(method.fee_rate) ? (
          t("settings.methods.no_fee")
        ) : (
          <PercentText value={method.fee_rate} />
        )}
      </Table.Td>
      <Table.Td>
        <Group gap="xs">
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={onEdit}
            aria-label={t("settings.methods.editOf", { name })}
            data-testid={`method-edit-${id}`}
          >
            {t("settings.methods.edit")}
          </Button>
          {!method.needed && (
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              onClick={archived ? onUnarchive : onArchive}
              aria-label={t(`settings.methods.${archived ? "unarchiveOf" : "archiveOf"}`, { name })}
              data-testid={`method-archive-${id}`}
            >
              {t(`settings.methods.${archived ? "unarchive" : "putAside"}`)}
            </Button>
          )}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
