/* Runs before the page is drawn: says that there are scripts, and takes the theme the reader chose. */
(root => {
  root.classList.add('js')
  try { const theme = localStorage['papernotes-theme']; if (theme) root.dataset.theme = theme } catch { }
})(document.documentElement)
