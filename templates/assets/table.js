/* papernotes: the columns of a table sort it. Without this it is whole, and stands by year. */
for (const table of document.querySelectorAll('.sorts')) {
  const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells]
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: 'base' })
  const value = (row, column) => row.cells[column].dataset.s ?? row.cells[column].textContent.trim()
  heads.forEach((head, column) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.append(...head.childNodes)
    head.append(button)
    button.addEventListener('click', () => {
      const way = head.ariaSort === 'ascending' ? -1 : 1
      for (const each of heads) each.ariaSort = each === head ? way > 0 ? 'ascending' : 'descending' : null
      const rows = [...body.rows].map(row => [value(row, column), row])
      /* what has no value stands last either way; equals keep their order */
      rows.sort(([one], [other]) => one && other ? way * order.compare(one, other) : (other ? 1 : 0) - (one ? 1 : 0))
      body.append(...rows.map(([, row]) => row))
    })
  })
}
for (const line of document.querySelectorAll('[data-sorts]')) line.hidden = false
