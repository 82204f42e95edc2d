/* papernotes: everything here is an addition. Without it the pages are whole. */
(() => {
  const root = document.documentElement, words = document.body.dataset
  const $ = (selector, inside = document) => inside.querySelector(selector)
  const $$ = (selector, inside = document) => [...inside.querySelectorAll(selector)]
  const named = hash => { try { return document.getElementById(decodeURIComponent(hash.slice(1))) } catch { return null } }
  const isWide = () => matchMedia('(min-width: 60em)').matches

  /* theme: follow the system until the reader says otherwise; choosing the system's own theme forgets the choice */
  const store = value => { try { value ? localStorage['papernotes-theme'] = value : localStorage.removeItem('papernotes-theme') } catch { } }
  $('.theme')?.addEventListener('click', () => {
    const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
    const next = (root.dataset.theme || system) === 'dark' ? 'light' : 'dark'
    if (next === system) { delete root.dataset.theme; store() } else { root.dataset.theme = next; store(next) }
  })

  /* tracing: point at an entry and its arcs light up, blue behind it and red ahead */
  let lit = []
  const trace = entry => {
    for (const node of lit) node.classList.remove('tracing', 'b', 'a', 'hi')
    lit = []
    const place = entry?.closest('.axis, .lin'), key = entry?.dataset.k
    if (!place) return
    const light = (node, mark) => { node.classList.add(mark); lit.push(node) }
    for (const arc of $$('.arc', place)) if (arc.dataset.t === key || arc.dataset.f === key) { light(arc, arc.dataset.t === key ? 'b' : 'a'); light(place, 'tracing') }
    for (const path of $$('.strip [data-k]', place)) if (path.dataset.k === key) light(path, 'hi')
  }
  for (const type of ['pointerover', 'focusin']) document.addEventListener(type, event => trace(event.target.closest?.('[data-k]')))
  for (const type of ['pointerout', 'focusout']) document.addEventListener(type, () => trace())

  /* where am I: mark the section being read */
  let marks, heads, waiting
  const mark = () => {
    waiting = 0
    const read = heads.findLastIndex(head => head && head.getBoundingClientRect().top < innerHeight * .3)
    marks.forEach((link, index) => index === read ? link.setAttribute('aria-current', 'location') : link.removeAttribute('aria-current'))
  }
  addEventListener('scroll', () => waiting ||= requestAnimationFrame(mark), { passive: true })

  /* copy */
  document.addEventListener('click', async event => {
    const button = event.target.closest('.copy')
    if (!button) return
    const code = $('code', button.parentElement)
    try { await navigator.clipboard.writeText(code.textContent); button.textContent = words.copied } catch {
      getSelection().selectAllChildren(code); button.textContent = words.press
    }
    setTimeout(() => button.textContent = words.copy, 1600)
  })

  /* what scrolls in its own box can be reached with the keyboard */
  let boxes
  const reach = () => { for (const box of boxes) box.scrollWidth > box.clientWidth && getComputedStyle(box).overflowX !== 'visible' ? box.tabIndex = 0 : box.removeAttribute('tabindex') }
  addEventListener('resize', reach)
  document.addEventListener('toggle', reach, true)

  /* what all this needs of a page, and adds to it; the preview changes pages in place */
  const dress = () => {
    marks = $$('.toc a[href^="#"]'); heads = marks.map(link => named(link.hash)); mark()
    for (const code of $$('.code')) if (!$('.copy', code)) code.prepend(Object.assign(document.createElement('button'), { type: 'button', className: 'btn copy m', textContent: words.copy }))
    boxes = $$('.eq > div, .tbl, pre, :is(p, q, li, div):has(math)'); reach()
    /* the page that was not found says which one was asked for */
    if (!location.pathname.endsWith('/404.html')) for (const place of $$('[data-asked]')) { $('code', place).textContent = location.pathname; place.hidden = false }
  }
  document.addEventListener('papernotes:changed', dress)
  dress()

  /* a folded place, or a footnote on a narrow screen, that the address names is opened */
  const open = () => {
    const target = named(location.hash)
    if (!target) return
    const folds = []
    for (let fold = target.closest('details'); fold; fold = fold.parentElement.closest('details')) folds.push(fold)
    for (const fold of folds) fold.open = true
    if (target.popover && !isWide()) target.showPopover()
    else if (folds.length) target.scrollIntoView()
  }
  addEventListener('hashchange', open)
  open()
})()
