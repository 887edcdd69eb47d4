import { Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Closing, ClosingLine } from "../../api";
import { Amount } from "../../components";
import { sum } from "../../exact";
import { useMethodName } from "../sales/methods";
import { columnCount, FigureCells, FigureHead, Gap, TotalsRow, useWide } from "./figures";
import classes from "./till.module.css";

/** What was expected and counted of each way to pay when a day was closed, with the reasons. */
export function ClosingLines({ closing, label }: { closing: Closing; label: string }) {
  const wide = useWide();
  const { lines } = closing;
  return (
    <>
      <Table.ScrollContainer minWidth={wide ? 860 : 640} type="native">
        <Table
          aria-label={label}
          verticalSpacing="xs"
          horizontalSpacing={wide ? "sm" : "xs"}
          className={classes.table ?? ""}
        >
          <FigureHead wide={wide} />
          <Table.Tbody>
            {lines.map((line) => (
              <Line key={line.method_id} line={line} wide={wide} />
            ))}
          </Table.Tbody>
          <TotalsRow
            lines={lines}
            there={sum(lines.map(({ counted, expected }) => counted ?? expected))}
            gap={closing.gap}
            kept={sum(lines.map(({ kept }) => kept))}
            uncounted={lines.filter(({ counted }) => counted === null).length}
            wide={wide}
          />
        </Table>
      </Table.ScrollContainer>
      {closing.note !== "" && (
        <Text size="sm">
          <bdi>{closing.note}</bdi>
        </Text>
      )}
    </>
  );
}

function Line({ line, wide }: { line: ClosingLine; wide: boolean }) {
  const { t } = useTranslation();
  const name = useMethodName()(line.method, line.method_name);
  return (
    <>
      <Table.Tr className={line.comment ? classes.explained : undefined}>
        <Table.Th scope="row" fw={500} className={classes.name}>
          <bdi>{name}</bdi>
        </Table.Th>
        <FigureCells values={line} wide={wide} />
        <Table.Td className={classes.figure}>
          {line.counted === null ? (
            <Text span size="sm" c="dimmed">
              {t("till.notCounted")}
            </Text>
          ) : (
            <Amount value={line.counted} currency={false} />
          )}
        </Table.Td>
        <Table.Td className={`${classes.figure} ${classes.gap}`}>
          {line.counted !== null && <Gap gap={line.gap} name={name} />}
        </Table.Td>
        <Table.Td className={classes.figure}>
          <Amount value={line.kept} currency={false} />
        </Table.Td>
      </Table.Tr>
      {line.comment && (
        <Table.Tr>
          <Table.Td colSpan={columnCount(wide)} className={classes.reason}>
            <Text size="sm" c="dimmed">
              <bdi>{line.comment}</bdi>
            </Text>
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}
