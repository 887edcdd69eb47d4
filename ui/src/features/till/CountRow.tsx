import { Table, Text, TextInput } from "@mantine/core";
import type { KeyboardEvent, Ref } from "react";
import { useTranslation } from "react-i18next";
import { useCurrency } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import { MoneyInput } from "../../components";
import { ownDirection } from "../../components/typed";
import { formatDecimal } from "../../format";
import { columnCount, FigureCells, Gap } from "./figures";
import classes from "./till.module.css";
import type { CountEntry, Typed } from "./useCount";

type Props = {
  entry: CountEntry;
  /** Before the first closing of all, what was there is for the person to say. */
  first: boolean;
  wide: boolean;
  field: Ref<HTMLInputElement>;
  onChange: (change: Partial<Typed>) => void;
  /** On to the next way to pay. */
  onNext: () => void;
};

/** What a way to pay should hold, what was counted, and what stands between them. */
export function CountRow({ entry, first, wide, field, onChange, onNext }: Props) {
  const { t } = useTranslation();
  const { line, name, typed, gap, errors } = entry;
  const language = useLanguage();
  const { decimals } = useCurrency();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    // Goes on instead of closing with what is typed so far.
    event.preventDefault();
    onNext();
  };
  const amountField = (of: "opening" | "counted" | "kept") => ({
    label: t(`till.${of}Of`, { name }),
    hideLabel: true,
    value: typed[of],
    onChange: (text: string) => onChange({ [of]: text }),
    onKeyDown,
    error: errors[of],
    "data-testid": `${of}-${line.method_id}`,
  });
  const explains =
    entry.differs || errors.comment !== undefined || typed.comment !== "" || errors.line;

  return (
    <>
      <Table.Tr
        className={explains ? classes.explained : undefined}
        data-testid={`till-${line.method_id}`}
      >
        <Table.Th scope="row" fw={500} className={classes.name}>
          <bdi>{name}</bdi>
        </Table.Th>
        <FigureCells
          values={line}
          wide={wide}
          opening={
            first && (
              <div className={classes.opening}>
                <MoneyInput {...amountField("opening")} />
              </div>
            )
          }
        />
        <Table.Td className={classes.field}>
          <MoneyInput {...amountField("counted")} ref={field} />
        </Table.Td>
        <Table.Td
          className={`${classes.figure} ${classes.gap}`}
          aria-live="polite"
          data-testid={`till-gap-${line.method_id}`}
        >
          {gap !== null && <Gap gap={gap} name={name} />}
        </Table.Td>
        <Table.Td className={classes.field}>
          <MoneyInput
            {...amountField("kept")}
            placeholder={formatDecimal(entry.there, language, decimals)}
          />
        </Table.Td>
      </Table.Tr>
      {explains && (
        <Table.Tr>
          <Table.Td colSpan={columnCount(wide)} className={classes.reason}>
            {errors.line && (
              <Text role="alert" size="sm" c="var(--mantine-color-error)">
                {errors.line}
              </Text>
            )}
            {(entry.differs || errors.comment || typed.comment !== "") && (
              <TextInput
                label={t("till.commentOf", { name })}
                value={typed.comment}
                onChange={(event) => onChange({ comment: event.currentTarget.value })}
                onKeyDown={onKeyDown}
                error={errors.comment}
                required={entry.differs}
                {...ownDirection(typed.comment)}
                maw="36rem"
                data-testid={`comment-${line.method_id}`}
              />
            )}
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}
