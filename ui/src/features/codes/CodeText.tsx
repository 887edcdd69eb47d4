import { ActionIcon, Group, Text, Tooltip } from "@mantine/core";
import { IconCopy, IconEye, IconEyeOff } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Id } from "../../api";
import { notifyDone } from "../../components";
import { copyText } from "../../components/copy";
import classes from "./codes.module.css";
import type { Reveal } from "./useReveal";

type CodeTextProps = { id: Id; masked: string; reveal: Reveal };

/** A code: masked, or whole, to be copied and to be hidden again. */
export function CodeText({ id, masked, reveal }: CodeTextProps) {
  const { t } = useTranslation();
  const content = reveal.of(id);
  const shown = content !== undefined;
  const label = t(shown ? "codes.hide" : "codes.reveal", { code: masked });
  const Icon = shown ? IconEyeOff : IconEye;
  return (
    <Group gap={6} wrap="nowrap" align="center" miw={0}>
      <Whole>{content ?? masked}</Whole>
      <Tooltip label={shown ? label : t("codes.revealHint")}>
        <ActionIcon
          variant="subtle"
          color="gray"
          loading={reveal.asked === id}
          aria-label={label}
          onClick={() => (shown ? reveal.hide(id) : reveal.show(id))}
          data-testid={`reveal-${id}`}
        >
          <Icon size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {shown && <CopyButton content={content} />}
    </Group>
  );
}

/** Reads from the left in every language; a long one breaks where it must. */
function Whole({ children }: { children: string }) {
  return (
    <bdi dir="ltr" className={classes.code} data-code>
      {children}
    </bdi>
  );
}

function CopyButton({ content }: { content: string }) {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  const [refused, setRefused] = useState(false);

  const select = () => {
    const code = button.current?.parentElement?.querySelector("[data-code]");
    if (code) document.getSelection()?.selectAllChildren(code);
  };
  const copy = async () => {
    const copied = await copyText(content, select);
    setRefused(!copied);
    if (copied) notifyDone(t("codes.copied"));
  };

  return (
    <>
      <Tooltip label={t("codes.copy")}>
        <ActionIcon
          ref={button}
          variant="subtle"
          color="gray"
          aria-label={t("codes.copy")}
          onClick={() => void copy()}
          data-testid="copy-code"
        >
          <IconCopy size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {refused && (
        <Text size="xs" c="var(--rasid-negative)" role="alert">
          {t("codes.notCopied")}
        </Text>
      )}
    </>
  );
}
