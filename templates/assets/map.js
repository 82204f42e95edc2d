/* The map as a canvas: pan, zoom, trace, walk by keyboard. Without it the page has a drawing with links, or counts.
   One link, `here`, lies over what is pointed at, so that opening it is the browser's own business. */
(window.papernotes ??= {}).map = data => {
  const box = document.querySelector('.mapbox'), words = box.dataset, { lanes, years, weight, page, y: Y } = data
  const [W, H] = data.size, N = page.length, ROOM = 26, CELL = 160, MOST = 300
  const READING = 1, SKIMMED = 2, DROPPED = 4, NOTED = 5, STUB = 6 /* by their place in data-states; 0 is read */
  const R = weight.map(n => Math.min(3.5 + 1.15 * Math.sqrt(n), 11))
  let sum = 0
  const X = data.x.map(step => sum += step)

  /* what papers lead back to and on to, by lineage and by mere mention; the papers in each square of a grid */
  const [back, on, thinBack, thinOn] = [0, 0, 0, 0].map(() => X.map(() => [])), grid = new Map
  for (const [steps, to, from] of [[data.strong, back, on], [data.thin, thinBack, thinOn]])
    steps.forEach((found, i) => { for (const step of found) { to[i].push(i - step); from[i - step].push(i) } })
  const square = (px, py) => Math.floor(py / CELL) * 1e4 + Math.floor(px / CELL), list = (map, key) => map.get(key) ?? map.set(key, []).get(key)
  X.forEach((px, i) => list(grid, square(px, Y[i])).push(i))
  const within = (left, top, right, bottom) => {
    const found = []
    for (let py = Math.max(0, top); py < Math.min(H, bottom) + CELL; py += CELL)
      for (let px = Math.max(0, left); px < Math.min(W, right) + CELL; px += CELL)
        for (const i of grid.get(square(px, py)) ?? []) if (X[i] >= left && X[i] <= right && Y[i] >= top && Y[i] <= bottom) found.push(i)
    return found
  }

  const make = (tag, more) => Object.assign(document.createElement(tag), more), [here, info] = box.children
  const canvas = make('canvas', { ariaHidden: 'true' }), pen = canvas.getContext('2d', { alpha: false })
  box.setAttribute('role', 'application'); box.removeAttribute('tabindex'); box.scrollTo(0, 0); box.prepend(canvas); box.classList.add('drawn')

  /* colours are those of the style sheet, in the dark too; where the system forces its own, they are the system's */
  let colour, family
  const forced = { ink: 'CanvasText', before: 'LinkText', after: 'Highlight', rule2: 'CanvasText', ink2: 'CanvasText', paper: 'Canvas', rule: 'Canvas' }
  const dress = () => {
    const isForced = matchMedia('(forced-colors: active)').matches, probe = box.appendChild(make('i')), seen = getComputedStyle(probe)
    colour = {}
    for (const key in forced) { probe.style.color = isForced ? forced[key] : `var(--${key})`; colour[key] = seen.color }
    family = seen.getPropertyValue('--sans'); probe.remove(); draw()
  }

  /* the view: k pixels to a unit, (x, y) in the upper left corner, years in the ROOM above */
  let k = 1, x = 0, y = 0, least = 1, width = 0, height = 0, ratio = 1
  const toX = i => (X[i] - x) * k, toY = i => (Y[i] - y) * k + ROOM, between = (low, value, high) => Math.max(low, Math.min(high, value))
  const settle = () => {
    const w = width / k, h = (height - ROOM) / k
    x = w >= W ? (W - w) / 2 : between(-40 / k, x, W - w + 40 / k)
    y = h >= H - 40 ? 40 : between(40, y, H - h + 20 / k)
    draw()
  }
  const zoom = (factor, cx = width / 2, cy = height / 2) => {
    const was = k
    k = between(least, k * factor, 4); x += cx / was - cx / k; y += (cy - ROOM) / was - (cy - ROOM) / k; settle()
  }
  const centre = i => { x = X[i] - width / k / 2; y = Y[i] - (height - ROOM) / k / 2; settle() }
  const hub = weight.indexOf(weight.reduce((most, n) => Math.max(most, n)))
  const fit = () => {
    const isFirst = !width
    ratio = Math.min(devicePixelRatio || 1, 3); width = box.clientWidth; height = box.clientHeight
    canvas.width = width * ratio; canvas.height = height * ratio
    least = Math.min(1, width / W, (height - ROOM) / (H - 30)); k = Math.max(k, least)
    if (!isFirst) settle()
    else if (least < .5 && N <= 1500) { k = .75; centre(hub) } /* on a phone: readable, the most built upon in the middle */
    else zoom(0)
  }

  /* labels: those that fit at each step of zooming, the papers most built upon first */
  const label = [], long = [], fitted = new Map, byWeight = (a, b) => weight[b] - weight[a] || a - b, order = [...X.keys()].sort(byWeight)
  const measure = i => {
    if (label[i]) return
    const name = data.name[i] || '…', whole = pen.measureText(name).width
    label[i] = whole > 225 ? name.slice(0, name.length * 215 / whole).trimEnd() + '…' : name
    long[i] = Math.min(whole, 228)
  }
  const apart = (found, scale) => {
    const lines = new Map
    return found.filter(i => {
      measure(i)
      const left = X[i] * scale, right = left + long[i] + 10, top = Y[i] * scale, n = Math.floor(top / 15)
      const isFree = [n - 1, n, n + 1].every(n => list(lines, n).every(([from, to, other]) => left >= to || right <= from || Math.abs(other - top) >= 15))
      if (isFree) list(lines, n).push([left, right, top])
      return isFree
    })
  }
  let waiting
  const choice = level => fitted.set(level, new Set(level ? apart(order, 2 ** (level / 3)) : order)).get(level)
  const fitting = () => { /* while the map is being zoomed, the labels of a step further out will do */
    const level = Math.min(0, Math.floor(Math.log2(k) * 3)), known = [...fitted.keys()].filter(other => other <= level)
    if (fitted.has(level) || !known.length || N <= 1500) return fitted.get(level) ?? choice(level)
    clearTimeout(waiting); waiting = setTimeout(() => { choice(level); draw() }, 120)
    return fitted.get(Math.max(...known))
  }

  /* nodes: dots are set pixel by pixel, which is the quickest way to draw ten thousand; larger ones are circles */
  const side = new Uint8Array(N), paints = ['ink', 'before', 'after', 'rule2'], dotted = make('canvas')
  const radius = i => Math.max(1.3, R[i] * grow), paint = (i, alpha) => alpha === 1 && side[i] || (data.state[i] >= NOTED ? 3 : 0)
  let grow = 1, image
  const dots = (found, alpha) => {
    const { width: wide, height: high } = canvas, larger = []
    if (image?.width !== wide || image.height !== high) { image = new ImageData(wide, high); dotted.width = wide; dotted.height = high }
    const pixels = new Uint32Array(image.data.buffer).fill(0), shades = paints.map(key => colour[key].match(/[\d.]+/g)).map(([red, green, blue]) => 0xff000000 + (blue << 16) + (green << 8) + +red)
    for (const i of found) {
      const r = radius(i), size = Math.round(2 * r * ratio), left = Math.round((toX(i) - r) * ratio), top = Math.round((toY(i) - r) * ratio)
      if (r >= 2.2) larger.push(i)
      else if (left >= 0 && top >= 0 && left + size < wide && top + size < high)
        for (let row = 0, at = top * wide + left, shade = shades[paint(i, alpha)]; row < size; row++, at += wide) for (let n = 0; n < size; n++) pixels[at + n] = shade
    }
    if (larger.length < found.length) { dotted.getContext('2d').putImageData(image, 0, 0); pen.drawImage(dotted, 0, 0, width, height) }
    return larger
  }
  const nodes = (found, alpha) => {
    pen.globalAlpha = alpha; pen.lineWidth = 1.5
    for (const i of 3.5 * grow < 2.2 ? dots(found, alpha) : found) {
      const r = radius(i), px = toX(i), py = toY(i), look = +data.state[i], slope = look === DROPPED ? r * .7 : 0
      pen.strokeStyle = pen.fillStyle = colour[paints[paint(i, alpha)]]
      if (look) pen.fillStyle = look === READING || look === NOTED ? colour.rule2 : colour.paper
      if (look === STUB && r > 4) pen.setLineDash([1.5, 1.5])
      pen.beginPath(); pen.arc(px, py, r, 0, 7); pen.fill()
      if (look === SKIMMED || look === DROPPED) { pen.moveTo(px - r, py + slope); pen.lineTo(px + r, py - slope) }
      pen.stroke(); pen.setLineDash([])
    }
    pen.globalAlpha = 1
  }
  const curve = (a, b) => {
    const ax = toX(a), ay = toY(a), bx = toX(b), by = toY(b), middle = (ax + bx) / 2
    if (Math.max(ax, bx) < 0 || Math.min(ax, bx) > width || Math.max(ay, by) < 0 || Math.min(ay, by) > height) return
    pen.moveTo(ax, ay); pen.bezierCurveTo(middle, ay, middle, by, bx, by)
  }
  const stroke = (style, alpha, breadth, put) => {
    pen.beginPath(); put(); pen.strokeStyle = style; pen.globalAlpha = alpha; pen.lineWidth = breadth; pen.stroke(); pen.globalAlpha = 1
  }

  /* tracing: all that is behind a paper (1) and ahead of it (2), the nearest first */
  let current = -1, lit = [], traced = [[], [], []]
  const said = i => say(words.node, { name: data.name[i], year: years.find(([, , right]) => X[i] <= right)?.[0], status: words.states.split('|')[data.state[i]] })
  const say = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, key) => values[key])
  const trace = i => {
    if (i === current) return
    for (const j of lit) side[j] = 0
    current = i; lit = []; traced = [[], [], []]; info.replaceChildren(); draw()
    if (i < 0) return
    info.append(make('b', { textContent: said(i) }))
    for (const [mark, strong, thin, pattern] of [[1, back, thinBack, words.before], [2, on, thinOn, words.after]]) {
      const found = [i], light = j => { if (j !== i && side[j] !== mark) { side[j] || lit.push(j); side[j] = mark; return true } }
      for (const n of found) for (const j of strong[n]) { if (traced[mark].length < 2 * MOST) traced[mark].push([j, n]); if (light(j)) found.push(j) }
      for (const j of thin[i]) { traced[0].push([j, i]); light(j) }
      if (found.length > 1) info.append(make('span', { className: paints[mark][0], textContent: say(pattern, { n: strong[i].length, all: found.length - 1 }) }))
    }
  }

  /* drawing, once a frame at most; hairlines where there are many, for they are quick */
  let due = 0, named = []
  const draw = () => { due ||= requestAnimationFrame(show) }
  const show = () => {
    due = 0; grow = Math.min(1.6, Math.sqrt(k))
    pen.setTransform(ratio, 0, 0, ratio, 0, 0); pen.fillStyle = colour.paper; pen.fillRect(0, 0, width, height)
    pen.font = `12.5px ${family}`; pen.direction = 'ltr'; pen.textAlign = 'left'
    const seen = within(x - 240 / k, y - 60 / k, x + (width + 12) / k, y + (height + 20) / k), isDim = current >= 0, chosen = fitting()
    const isLit = i => side[i] || i === current, mine = isDim ? seen.filter(isLit) : []
    sticky()
    named = !isDim ? seen.filter(i => chosen.has(i) && !isHidden(i)) : mine.length > MOST ? mine.filter(i => chosen.has(i) || i === current) : apart([current, ...mine.sort(byWeight).filter(i => i !== current)], k)
    rules(); edges(seen, isDim)
    if (!isDim && k >= .5) ground()
    nodes(seen, isDim ? .22 : 1)
    if (isDim) traced.forEach((ends, n) => stroke(colour[paints[n]], n && ends.length < 120 ? .85 : n ? .5 : .3, ends.length > 120 ? 1 / ratio : n ? 1.5 : 1, () => { for (const [a, b] of ends) curve(a, b) }))
    if (isDim || k < .5) ground()
    if (mine.length) nodes(mine, 1)
    if (isDim) stroke(colour.ink, 1, 2, () => pen.arc(toX(current), toY(current), radius(current) + 3, 0, 7))
    pen.fillStyle = colour.ink
    for (const i of named) pen.fillText(label[i], toX(i) + 4, toY(i) - radius(i) - 2)
    frame(); lay()
  }
  const rules = () => stroke(colour.rule, 1, 1, () => {
    for (const [, left, right] of years) if ((right - left) * k > 5) for (const edge of [left, right]) { const px = Math.round((edge - x) * k) + .5; pen.moveTo(px, ROOM); pen.lineTo(px, height) }
    for (const [, , top] of lanes) { const py = Math.round((top - y) * k + ROOM) + .5; pen.moveTo(0, py); pen.lineTo(width, py) }
  })
  const isSparse = back.flat().length + thinBack.flat().length <= 6 * MOST
  const edges = (seen, isDim) => {
    if (!isSparse && (isDim || seen.length > MOST)) return
    for (const [to, alpha] of [[back, .26], [thinBack, .1]]) stroke(colour.ink, isDim ? .06 : alpha, 1, () => { for (const i of isSparse ? order : seen) for (const j of to[i]) curve(j, i) })
  }
  const ground = () => { /* of labels, so that curves do not cross their letters */
    pen.fillStyle = colour.paper; pen.globalAlpha = .8
    for (const i of named) { measure(i); pen.fillRect(toX(i) + 4, toY(i) - radius(i) - 13, long[i] + 1, 13) }
    pen.globalAlpha = 1
  }

  /* the names of lanes stay at the left, the years above */
  const sticky = () => {
    let below = 0
    for (const lane of lanes) {
      const top = (lane[2] - y) * k + ROOM, at = Math.max(top + 17, ROOM + 14)
      lane.at = top < height && at < (lane[3] - y) * k + ROOM + 12 && at - 15 >= below ? below = at : -99
    }
  }
  const isHidden = i => toX(i) < 200 && lanes.some(lane => toX(i) < lane.long + 16 && Math.abs(toY(i) - radius(i) - 2 - lane.at) < 16)
  const frame = () => {
    pen.fillStyle = colour.paper; pen.fillRect(0, 0, width, ROOM - 4); pen.fillStyle = colour.ink2; pen.textAlign = 'center'
    let last = -99
    for (const [year, left, right] of years) {
      const at = ((left + right) / 2 - x) * k
      if (at - last >= 40 && at > 14 && at < width - 14) { pen.fillText(year, at, 16); last = at }
    }
    pen.textAlign = 'left'; pen.font = `600 13.5px ${family}`
    for (const lane of lanes) if (lane.at > 0) {
      const text = lane[0] || words.other
      lane.long ??= pen.measureText(text).width
      pen.fillStyle = colour.paper; pen.fillRect(10, lane.at - 13, lane.long + 6, 17); pen.fillStyle = colour.ink; pen.fillText(text, 12, lane.at)
    }
  }

  /* the link over a paper or the name of a lane */
  let place = () => [0, 0, 0, 0]
  const lay = () => { const [left, top, w, h] = place(); Object.assign(here.style, { transform: `translate(${left}px, ${top}px)`, width: `${w}px`, height: `${h}px` }) }
  const lead = (path, text, where) => { here.href = path.split('/').map(encodeURIComponent).join('/'); here.setAttribute('aria-label', text); place = where; lay() }
  const choose = i => { trace(i); lead(`papers/${page[i]}.html`, said(i), () => [toX(i) - 12, toY(i) - 12, 24, 24]) }
  const at = (px, py) => {
    const far = i => Math.hypot(toX(i) - px, toY(i) - py) - radius(i), above = i => toY(i) - radius(i) - py
    const near = within(x + (px - 17) / k, y + (py - ROOM - 17) / k, x + (px + 17) / k, y + (py - ROOM + 17) / k).filter(i => far(i) < 6)
    return near.sort((a, b) => far(a) - far(b))[0] ?? named.find(i => px > toX(i) && px < toX(i) + long[i] + 4 && above(i) > -1 && above(i) < 14) ?? -1
  }

  /* pointer: hovering traces, dragging pans, two fingers zoom; the wheel scrolls the page unless Ctrl is down */
  const spot = event => { const { left, top } = canvas.getBoundingClientRect(); return [event.clientX - left, event.clientY - top] }
  const leave = () => fingers.size || document.activeElement === here || trace(-1)
  const point = ([px, py]) => {
    const lane = lanes.find(lane => lane[1] && px > 8 && px < lane.long + 16 && Math.abs(py - lane.at + 5) < 11), i = lane ? -1 : at(px, py)
    if (lane) lead(lane[1], lane[0], () => [8, lane.at - 15, lane.long + 8, 22])
    i < 0 ? leave() : i === current || choose(i)
  }
  const fingers = new Map, listen = (type, act, more) => box.addEventListener(type, act, more)
  let moved = 0
  listen('pointerdown', event => {
    if (event.button) return
    if (event.pointerType !== 'mouse') point(spot(event))
    moved = fingers.size ? 99 : 0; fingers.set(event.pointerId, spot(event))
  })
  listen('pointermove', event => {
    const now = spot(event), was = fingers.get(event.pointerId)
    if (!was) return event.pointerType === 'mouse' && point(now)
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1], far = ([px, py]) => Math.max(1, Math.hypot(px - other[0], py - other[1]))
    moved += Math.hypot(now[0] - was[0], now[1] - was[1])
    if (moved > 4 && !box.classList.contains('held')) { box.classList.add('held'); try { box.setPointerCapture(event.pointerId) } catch { } }
    fingers.set(event.pointerId, now); x -= (now[0] - was[0]) / k / fingers.size; y -= (now[1] - was[1]) / k / fingers.size
    other ? zoom(far(now) / far(was), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2) : settle()
  })
  for (const type of ['pointerup', 'pointercancel', 'lostpointercapture']) listen(type, event => { fingers.delete(event.pointerId); fingers.size || box.classList.remove('held') })
  listen('pointerleave', leave)
  listen('click', event => { if (moved > 4) event.preventDefault() }, true)
  listen('dragstart', event => event.preventDefault())
  listen('wheel', event => { if (event.ctrlKey || event.metaKey) { event.preventDefault(); zoom(Math.exp(-event.deltaY / 200), ...spot(event)) } }, { passive: false })
  for (const button of document.querySelectorAll('[data-zoom]')) button.addEventListener('click', () => zoom(+button.dataset.zoom))

  /* keyboard: one stop, and from there from paper to paper */
  let last = hub
  const next = (dx, dy) => {
    let best = 1e9, found = last
    X.forEach((px, j) => {
      const right = px - X[last], down = Y[j] - Y[last], ahead = right * dx + down * dy, far = ahead + 2.2 * Math.abs(right * dy + down * dx)
      if (ahead > 1 && far < best) { best = far; found = j }
    })
    return found
  }
  const goTo = (i = last) => {
    k = Math.max(k, Math.min(.6, least * 6)); last = i; moved = 0
    if (toX(i) < 60 || toX(i) > width - 160 || toY(i) < 60 || toY(i) > height - 60) centre(i)
    choose(i); here.scrollIntoView({ block: 'nearest', behavior: 'instant' })
  }
  const closer = () => zoom(1.3, toX(last), toY(last))
  const keys = {
    arrowleft: () => goTo(next(-1, 0)), arrowright: () => goTo(next(1, 0)), arrowup: () => goTo(next(0, -1)), arrowdown: () => goTo(next(0, 1)),
    b: () => goTo(back[last][0] ?? thinBack[last][0]), l: () => goTo(on[last][0] ?? thinOn[last][0]),
    '+': closer, '=': closer, '-': () => zoom(.77, toX(last), toY(last)), escape: () => here.blur()
  }
  here.addEventListener('focus', () => here.matches(':focus-visible') && goTo(current < 0 ? last : current))
  here.addEventListener('blur', () => trace(-1))
  here.addEventListener('keydown', event => {
    const act = keys[event.key.toLowerCase()]
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault(); if (current >= 0) last = current
    act()
  })
  addEventListener('keydown', event => { if (event.key === 'Escape') trace(-1) })

  for (const query of ['prefers-color-scheme: dark', 'forced-colors: active', 'prefers-contrast: more']) matchMedia(`(${query})`).addEventListener('change', dress)
  new MutationObserver(dress).observe(document.documentElement, { attributeFilter: ['data-theme'] })
  dress(); fit(); new ResizeObserver(fit).observe(box); choose(hub); trace(-1)
  let asked
  try { asked = decodeURIComponent(location.hash.slice(1)) } catch { }
  if (page.includes(asked)) goTo(page.indexOf(asked))
}
