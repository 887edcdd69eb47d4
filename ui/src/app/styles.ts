import "@mantine/core/styles.css";
import "@mantine/dates/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "@fontsource-variable/inter/index.css";
import "@fontsource-variable/vazirmatn/index.css";
import "./app.css";
