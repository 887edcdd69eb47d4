import { Button } from "@mantine/core";
import { IconCalendarRepeat, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { BoardRow, Id, Stage, StageCount } from "../../api";
import { EmptyState } from "../../components";
import { useDialog } from "../../components/useDialog";
import { BoardTable } from "./BoardTable";
import { RenewSeveralDialog } from "./RenewSeveralDialog";
import { type Asked, RowDialog } from "./RowDialog";
import { SelectionBar } from "./SelectionBar";
import { type Filters, isFiltered, isRenewable } from "./stages";

type Props = {
  stage: Stage;
  rows: readonly BoardRow[];
  counts: readonly StageCount[];
  filters: Filters;
  onClear: () => void;
  onEnd: () => void;
};

/** The rows of a stage, which of them are selected, and what is being done with them. */
export function BoardRows({ stage, rows, counts, filters, onClear, onEnd }: Props) {
  const [chosen, setChosen] = useState<ReadonlySet<Id>>(new Set());
  const acting = useDialog<Asked>();
  const renewing = useDialog<readonly BoardRow[]>();
  const renewable = rows.filter(isRenewable);
  // What has left the stage in the meantime is no longer selected.
  const selected = renewable.filter(({ id }) => chosen.has(id));

  const toggle = (id: Id) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };

  return (
    <>
      {rows.length === 0 ? (
        <NoRows stage={stage} counts={counts} filters={filters} onClear={onClear} />
      ) : (
        <>
          {renewable.length > 0 && (
            <SelectionBar
              selected={selected.length}
              total={renewable.length}
              onAll={() => setChosen(new Set(renewable.map(({ id }) => id)))}
              onNone={() => setChosen(new Set())}
              onRenew={() => renewing.open(selected)}
            />
          )}
          <BoardTable
            stage={stage}
            rows={rows}
            chosen={chosen}
            onToggle={toggle}
            onAct={(kind, row) => acting.open({ kind, row })}
            onEnd={onEnd}
          />
        </>
      )}
      {acting.target && (
        <RowDialog
          key={`row-${acting.key}`}
          asked={acting.target}
          opened={acting.opened}
          onClose={acting.close}
        />
      )}
      {renewing.target && (
        <RenewSeveralDialog
          key={`several-${renewing.key}`}
          rows={renewing.target}
          opened={renewing.opened}
          onClose={renewing.close}
          onRenewed={(failed) => setChosen(new Set(failed))}
        />
      )}
    </>
  );
}

type NoRowsProps = Pick<Props, "stage" | "counts" | "filters" | "onClear">;

/** Says why nothing stands here: nothing matches, this stage is empty, or the whole board is. */
function NoRows({ stage, counts, filters, onClear }: NoRowsProps) {
  const { t } = useTranslation();
  if (isFiltered(filters)) {
    return (
      <EmptyState
        icon={IconSearch}
        title={t("subscriptions.empty.noMatch.title")}
        text={t("subscriptions.empty.noMatch.text")}
        action={
          <Button variant="default" onClick={onClear}>
            {t("subscriptions.filter.clear")}
          </Button>
        }
      />
    );
  }
  if (counts.every(({ count }) => count === 0)) {
    return (
      <EmptyState
        icon={IconCalendarRepeat}
        title={t("subscriptions.empty.board.title")}
        text={t("subscriptions.empty.board.text")}
        action={
          <Button component={Link} href="/sales/new">
            {t("subscriptions.empty.board.action")}
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      icon={IconCalendarRepeat}
      title={t(`subscriptions.empty.${stage}.title`)}
      text={t(`subscriptions.empty.${stage}.text`)}
    />
  );
}
