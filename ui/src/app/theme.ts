// One accent, grey neutrals, and contrasts of WCAG AA in light and dark.
import {
  Alert,
  Card,
  type CSSVariablesResolver,
  createTheme,
  Kbd,
  type MantineColorsTuple,
  Modal,
  NavLink,
  Paper,
  Select,
} from "@mantine/core";

const brand: MantineColorsTuple = [
  "#eefaf6",
  "#d8f1e8",
  "#b1e3d2",
  "#82cfb6",
  "#54b698",
  "#2d9b7d",
  "#17806a",
  "#0f6b58",
  "#0c5546",
  "#094338",
];

/** Cool greys; the darker half is dark enough for text on white. */
const gray: MantineColorsTuple = [
  "#f7f8f9",
  "#eff1f3",
  "#e4e7ea",
  "#d4d9dd",
  "#b3bac1",
  "#8b949d",
  "#626c76",
  "#4b545d",
  "#343b43",
  "#1e2329",
];

const dark: MantineColorsTuple = [
  "#d3d6da",
  "#b6bbc1",
  "#9aa1a9",
  "#6d757e",
  "#464d56",
  "#373d45",
  "#2a2f36",
  "#1f2329",
  "#191c21",
  "#131519",
];

export const theme = createTheme({
  colors: { brand, gray, dark },
  primaryColor: "brand",
  primaryShade: { light: 7, dark: 6 },
  autoContrast: false,
  fontFamily: "'Inter Variable', 'Vazirmatn Variable', system-ui, sans-serif",
  defaultRadius: "md",
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  headings: {
    fontWeight: "650",
    sizes: {
      h1: { fontSize: "1.625rem", lineHeight: "1.3" },
      h2: { fontSize: "1.375rem", lineHeight: "1.35" },
      h3: { fontSize: "1.0625rem", lineHeight: "1.4" },
      h4: { fontSize: "0.9375rem", lineHeight: "1.45" },
    },
  },
  components: {
    // Its text clips, and with it the ring of a button that has the focus.
    Alert: Alert.extend({ styles: { message: { overflow: "visible" } } }),
    // The surface of every other panel: in the dark theme Paper's own is a lighter grey.
    Card: Card.extend({ defaultProps: { bg: "var(--rasid-surface)" } }),
    Kbd: Kbd.extend({ styles: { root: { fontFamily: "inherit", fontWeight: 600 } } }),
    Modal: Modal.extend({
      defaultProps: {
        centered: true,
        // The dialog's title bar is a <header>, which would count as the page's banner.
        attributes: { header: { role: "presentation" } },
        overlayProps: { backgroundOpacity: 0.5 },
        transitionProps: { duration: 120, transition: "fade" },
      },
      styles: { title: { fontWeight: 650, fontSize: "1.0625rem" } },
    }),
    NavLink: NavLink.extend({ defaultProps: { variant: "light" } }),
    Paper: Paper.extend({ defaultProps: { radius: "md" } }),
    Select: Select.extend({ defaultProps: { allowDeselect: false } }),
  },
});

/** Texts on tinted backgrounds: Mantine's own are too pale for AA. */
const LIGHT_TEXT = {
  "--mantine-color-red-light-color": "#a61b1b",
  "--mantine-color-red-light": "#fdecec",
  "--mantine-color-orange-light-color": "#8a3d00",
  "--mantine-color-orange-light": "#fff1e3",
  "--mantine-color-blue-light-color": "#1659a3",
  "--mantine-color-blue-light": "#e8f2fc",
  "--mantine-color-gray-light-color": "#414a53",
  "--mantine-color-gray-light": "#eef0f2",
  "--mantine-color-brand-light-color": "#0c5c4b",
  "--mantine-color-brand-light": "#e4f5ef",
  "--mantine-color-brand-light-hover": "#d5eee5",
};

const DARK_TEXT = {
  "--mantine-color-red-light": "rgba(255, 120, 120, 0.14)",
  "--mantine-color-orange-light": "rgba(255, 165, 80, 0.14)",
  "--mantine-color-blue-light": "rgba(105, 170, 245, 0.14)",
  "--mantine-color-gray-light": "rgba(165, 175, 185, 0.16)",
  "--mantine-color-brand-light": "rgba(84, 182, 152, 0.15)",
  "--mantine-color-brand-light-hover": "rgba(84, 182, 152, 0.22)",
  "--mantine-color-red-light-color": "#ff9d9d",
  "--mantine-color-orange-light-color": "#ffb877",
  "--mantine-color-blue-light-color": "#8cc3f8",
  "--mantine-color-gray-light-color": "#c3c8ce",
  "--mantine-color-brand-light-color": "#82cfb6",
};

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    // 3:1 at least against all that a field stands on, in both themes.
    "--rasid-field-border": "#7c858e",
  },
  light: {
    "--mantine-color-body": "#ffffff",
    "--mantine-color-text": "#1e2329",
    "--mantine-color-dimmed": "#5a646e",
    "--mantine-color-placeholder": "#69737d",
    "--mantine-color-error": "#b42020",
    "--mantine-color-red-filled": "#c22525",
    "--mantine-color-red-filled-hover": "#a61b1b",
    "--mantine-color-default-border": "#d4d9dd",
    "--mantine-color-anchor": "#0f6b58",
    "--rasid-canvas": "#f7f8f9",
    "--rasid-surface": "#ffffff",
    "--rasid-table-header": "#f7f8f9",
    "--rasid-row-border": "#eceff1",
    "--rasid-negative": "#b42020",
    ...LIGHT_TEXT,
  },
  dark: {
    "--mantine-color-body": "#1f2329",
    "--mantine-color-text": "#e3e5e8",
    "--mantine-color-dimmed": "#a2a9b1",
    "--mantine-color-placeholder": "#959da6",
    "--mantine-color-error": "#ff8f8f",
    "--mantine-color-red-filled": "#c22525",
    "--mantine-color-red-filled-hover": "#d43232",
    "--mantine-color-default-border": "#4b545d",
    "--mantine-color-anchor": "#82cfb6",
    "--rasid-canvas": "#16191d",
    "--rasid-surface": "#1f2329",
    "--rasid-table-header": "#262b31",
    "--rasid-row-border": "#2a2f36",
    "--rasid-negative": "#ff8f8f",
    ...DARK_TEXT,
  },
});
