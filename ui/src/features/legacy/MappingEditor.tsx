// A file of no known table: what it holds, and which of its columns stand for which. A proposal, never a decision.
import { Alert, Badge, Button, Group, Select, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { FileChoice, InspectedFile, Mapping, Proposal } from "../../api";
import { useLanguage } from "../../app/i18n";
import { isolate } from "../../format";
import type { Say } from "./FileCard";
import { OneOf } from "./OneOf";

const ASIDE = "aside";

/** The mapping with a column put to a field, or taken from it. */
function withColumn(mapping: Mapping, field: string, column: string | null): Mapping {
  const others = mapping.columns.filter((mapped) => mapped.field !== field);
  const put = column === null ? [] : [{ field, column: Number(column) }];
  return { ...mapping, columns: [...others, ...put] };
}

type FieldsProps = { file: InspectedFile; mapping: Mapping; proposal: Proposal; say: Say };

function Fields({ file, mapping, proposal, say }: FieldsProps) {
  const { t } = useTranslation();
  const data = file.columns.map((name, at) => ({
    value: String(at),
    label: name === "" ? t("legacy.map.nameless", { number: at + 1 }) : name,
  }));
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
      {proposal.fields.map((field) => {
        const column = mapping.columns.find((mapped) => mapped.field === field)?.column;
        const needed = file.missing.some((group) => group.includes(field));
        const proposed = proposal.mapping.columns.find((mapped) => mapped.field === field)?.column;
        const byValues = proposal.by_values.includes(field) && column === proposed;
        return (
          <Select
            key={field}
            label={t(`legacy.columns.${field}`, { defaultValue: field })}
            placeholder={t("legacy.map.no_column")}
            description={byValues ? t("legacy.map.by_values") : undefined}
            inputWrapperOrder={["label", "input", "description", "error"]}
            error={needed ? t("legacy.map.needed") : undefined}
            data={data}
            value={column === undefined ? null : String(column)}
            onChange={(value) => say({ mapping: withColumn(mapping, field, value) })}
            clearable
            size="sm"
            data-testid={`map-${field}`}
          />
        );
      })}
    </SimpleGrid>
  );
}

/** What is missing, in words: of a group any one will do. */
function Missing({ groups }: { groups: readonly string[][] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const either = new Intl.ListFormat(language, { type: "disjunction" });
  const all = new Intl.ListFormat(language);
  const names = groups.map((group) =>
    either.format(
      group.map((field) => isolate(t(`legacy.columns.${field}`, { defaultValue: field }))),
    ),
  );
  return (
    <Alert
      role="status"
      variant="light"
      color="orange"
      icon={<IconAlertTriangle aria-hidden />}
      data-testid="map-missing"
    >
      {t("legacy.map.missing", { names: all.format(names) })}
    </Alert>
  );
}

/** No column says whether it was paid, and a debt must not be guessed. */
function PaidQuestion({ choice, say }: { choice: FileChoice; say: Say }) {
  const { t } = useTranslation();
  const value = choice.all_paid === null ? "" : String(choice.all_paid);
  return (
    <OneOf
      label={t("legacy.map.paid")}
      value={value}
      options={[
        { value: "true", label: t("legacy.map.paid_yes") },
        { value: "false", label: t("legacy.map.paid_no") },
      ]}
      onChange={(paid) => say({ all_paid: paid === "true" })}
      testId="map-paid"
    />
  );
}

type MappingEditorProps = { file: InspectedFile; choice: FileChoice; say: Say };

export function MappingEditor({ file, choice, say }: MappingEditorProps) {
  const { t } = useTranslation();
  const { mapping, proposals } = file;
  const likely = proposals.find((proposal) => proposal.likely);
  const proposal = proposals.find((one) => one.mapping.table === mapping?.table);
  const shape = (table: string) => t(`legacy.shapes.${table}`, { defaultValue: table });
  const choose = (value: string | null) => {
    if (value === ASIDE) {
      say({ aside: true });
      return;
    }
    const chosen = proposals.find((one) => one.mapping.table === value);
    if (chosen) say({ aside: false, mapping: chosen.mapping });
  };
  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-end">
        <Select
          label={t("legacy.map.table")}
          description={t("legacy.map.table_text")}
          placeholder={t("legacy.map.choose")}
          allowDeselect={false}
          data={[
            ...proposals.map(({ mapping: { table } }) => ({ value: table, label: shape(table) })),
            { value: ASIDE, label: t("legacy.map.aside") },
          ]}
          value={choice.aside ? ASIDE : (mapping?.table ?? null)}
          onChange={choose}
          miw="18rem"
          data-testid="map-table"
        />
        {!mapping && !choice.aside && likely && (
          <Button
            variant="light"
            onClick={() => choose(likely.mapping.table)}
            data-testid="map-accept"
          >
            {t("legacy.map.accept", { table: shape(likely.mapping.table) })}
          </Button>
        )}
        {!mapping && !choice.aside && (
          <Button variant="default" onClick={() => choose(ASIDE)} data-testid="map-aside">
            {t("legacy.map.aside")}
          </Button>
        )}
        {file.remembered && !choice.aside && (
          <Badge variant="light" tt="none" data-testid="map-remembered">
            {t("legacy.map.remembered")}
          </Badge>
        )}
      </Group>
      {mapping && proposal && !choice.aside && (
        <>
          <Text size="sm" c="dimmed">
            {t("legacy.map.columns_text")}
          </Text>
          <Fields file={file} mapping={mapping} proposal={proposal} say={say} />
          {file.asks_paid && <PaidQuestion choice={choice} say={say} />}
          {file.missing.length > 0 && <Missing groups={file.missing} />}
        </>
      )}
    </Stack>
  );
}
