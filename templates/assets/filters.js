/* The filters of a catalogue. What is chosen stands in the address, so that it can be shared. */
(() => {
  const form = document.querySelector('.filters'), out = form.querySelector('output'), words = form.dataset
  const nothing = document.querySelector('.nohit'), toggle = form.querySelector('[data-fold]'), clear = form.querySelector('[data-clear]')
  const folds = [...document.querySelectorAll('.cat li details')]
  const letters = { ł: 'l', ø: 'o', đ: 'd', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe' }
  const folded = text => text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[łøđıßæœ]/g, letter => letters[letter])

  /* an entry: its item, year and venue as numbers in the lists of the form; its words when they are first asked for */
  const rows = [], inside = new Map()
  const text = row => row.text ??= folded([...row.item.childNodes].map(part => part.className === 'm cd' ? '' : part.textContent).join(' '))
  for (const list of document.querySelectorAll('.cat ol[data-y]')) {
    const years = list.dataset.y.split(' '), venues = list.dataset.v.split(' ')
    const found = [...list.children].map((item, index) => ({ item, year: +years[index], venue: +venues[index], paper: item.querySelector('a[href^="../papers/"]')?.pathname || item, code: !!item.querySelector(':scope > .cd') }))
    rows.push(...found)
    for (let part = list.closest('section'); part; part = part.parentElement.closest('section')) inside.set(part, [...inside.get(part) || [], ...found])
  }
  /* a section: the entries in it and below it, and where their number stands */
  const ways = new Map([...document.querySelectorAll('.toc a')].map(way => [decodeURIComponent(way.hash.slice(1)), way]))
  const parts = [...document.querySelectorAll('.cat section')].map(part => {
    const head = part.querySelector(':scope > :is(h2, h3, h4, h5, h6)'), way = ways.get(head?.id)
    return { part, rows: inside.get(part) || [], numbers: [head?.querySelector('.m'), way?.nextElementSibling], way: way?.parentElement }
  })
  const prose = document.querySelectorAll('.cat section > :is(.part, .years)')

  const set = (element, name, value) => { if (element && element[name] !== value) element[name] = value }
  const asked = () => (folded(form.q.value).match(/"[^"]*"?|[^\s"]+/g) || []).map(word => word.replaceAll('"', '').trim()).filter(Boolean)

  function filter() {
    const wanted = asked(), year = form.year?.selectedIndex, venue = form.venue?.selectedIndex, code = form.code?.checked
    const isFree = !(wanted.length || year || venue || code)
    const shown = new Set(), coded = new Set()
    for (const row of rows) {
      row.hit = (!year || row.year === year) && (!venue || row.venue === venue) && (!code || row.code) && wanted.every(word => text(row).includes(word))
      set(row.item, 'hidden', !row.hit)
      if (row.hit) shown.add(row.paper)
      if (row.hit && row.code) coded.add(row.paper)
    }
    for (const each of parts) {
      const count = each.rows.reduce((sum, row) => sum + row.hit, 0)
      set(each.part, 'hidden', !count && !isFree)
      set(each.way, 'hidden', !count)
      for (const number of each.numbers) set(number, 'textContent', String(count))
    }
    for (const words of prose) set(words, 'hidden', !isFree)
    nothing.hidden = shown.size > 0
    clear.hidden = isFree
    out.textContent = (isFree ? words.all : words.some.replace('#', shown.size)) + (coded.size ? `, ${words.code.replace('#', coded.size)}` : '')
  }

  function remember() {
    const said = new URLSearchParams([...new FormData(form)].filter(([, value]) => value))
    try { history.replaceState(null, '', (said.size ? `?${said}` : location.pathname) + location.hash) } catch { }
  }

  /* a keyword without a page of its own filters as the others do */
  for (const word of document.querySelectorAll('.kws .kw:not(:has(a))')) {
    const button = Object.assign(document.createElement('button'), { type: 'button' })
    button.append(...word.childNodes)
    word.append(button)
  }

  const change = () => { filter(); remember() }
  form.addEventListener('input', change)
  form.addEventListener('submit', event => event.preventDefault())
  document.addEventListener('click', event => {
    const word = event.target.closest('.kw > :is(a, button)')
    if (event.target.closest('[data-clear]')) { form.reset(); change(); form.q.focus() }
    else if (word && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault()
      const quoted = `"${word.textContent}"`
      form.q.value = form.q.value === quoted ? '' : quoted
      change()
      form.scrollIntoView({ block: 'nearest' })
    }
  })

  /* all digests and lists of authors at once */
  toggle.hidden = folds.length < 2
  toggle.addEventListener('click', () => {
    const isOpen = folds.some(fold => fold.open)
    for (const fold of folds) set(fold, 'open', !isOpen)
  })
  let waiting
  const name = () => { waiting = 0; toggle.textContent = folds.some(fold => fold.open) ? words.close : words.open }
  document.addEventListener('toggle', () => waiting ||= requestAnimationFrame(name), true)

  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements[name]
    if (field?.type === 'checkbox') field.checked = true
    else if (field) field.value = value
  }
  filter()
  ;(window.requestIdleCallback || setTimeout)(() => rows.forEach(text))
})()
