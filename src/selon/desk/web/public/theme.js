/* Runs before the first paint, so that a chosen theme does not flash. */
try {
  var theme = localStorage.getItem("selon-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch (_) {
  /* storage is off: the system's choice stands */
}
