"""What the keyboard alone reaches on a page, and what it does not."""

#: Runs in the page. What can be clicked and seen; each gets a number. Of one composite (a tablist, a tree, radio buttons of one
#: name) only one member is a stop of the Tab key: the others are reached by arrows.
COLLECT = """() => {
  const clickable = 'a[href], button, input, select, textarea, summary, [contenteditable=true], [tabindex], [role=button], [role=link], '
    + '[role=tab], [role=treeitem], [role=switch], [role=checkbox], [role=radio], [role=separator][tabindex]';
  const handled = (element) => {
    const key = Object.keys(element).find((each) => each.startsWith('__reactProps$'));
    return key !== undefined && typeof element[key].onClick === 'function';
  };
  const isSeen = (element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const isHidden = !element.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true });
    return !isHidden && box.width > 0 && box.height > 0 && style.pointerEvents !== 'none' && !element.closest('[inert], [aria-hidden=true]');
  };
  const name = (element) => {
    const words = (element.getAttribute('aria-label') || element.labels?.[0]?.textContent || element.textContent || element.title || '').trim().slice(0, 60);
    return `${element.tagName.toLowerCase()}${element.getAttribute('role') ? `[${element.getAttribute('role')}]` : ''} “${words}”`;
  };
  const group = (element) => {
    if (element.type === 'radio' && element.name) return `radio ${element.name}`;
    const holder = element.closest('[role=tablist], [role=tree], [role=grid]');
    if (!holder) return null;
    holder.id ||= `holder-${Math.random().toString(36).slice(2)}`;
    return holder.id;
  };
  const all = [...document.querySelectorAll(clickable)].filter((element) => isSeen(element) && !element.disabled && element.id !== 'content');
  all.forEach((element, index) => { element.dataset.stop = index; });
  const parts = all.map((element) => ({
    name: name(element), group: group(element),
    isOut: element.tabIndex < 0 && element.matches('[tabindex="-1"]') && !element.matches('a, button, input, select, textarea, [role]'),
  }));
  // What listens to the mouse and is neither a stop itself, nor within one, nor around one, nor the label of one.
  const deaf = [...document.querySelectorAll('#content *, header *, nav *')].filter((element) =>
    handled(element) && isSeen(element) && !element.closest('[data-stop], :disabled') && !element.querySelector('[data-stop]') && !element.closest('label')
    // A place of a grid that arrows walk.
    && !element.closest('[role=grid]')?.querySelector('[data-stop]'));
  return { parts, deaf: deaf.map(name) };
}"""

STEP = """() => {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return { isLost: true };
  const stop = element.closest('[data-stop]') ?? element;
  const box = stop.getBoundingClientRect();
  return { isLost: false, stop: stop.dataset.stop === undefined ? null : Number(stop.dataset.stop), isSeen: box.width > 0 && box.height > 0,
           isOutside: box.right < 0 || box.bottom < 0 || box.left > innerWidth || box.top > innerHeight,
           tag: stop.tagName + ' ' + (stop.className?.baseVal ?? stop.className ?? '') + ' ' + (stop.textContent ?? '').trim().slice(0, 40) };
}"""


def unreachable(page):
    """What can be clicked on the page as it is, and cannot be come to by Tab and arrows; and where the focus was lost."""
    complaints, isSame = once_round(page)
    # Where a part has gone meanwhile, as a session's bar that is drawn anew by the minute, that was another page: once more.
    return complaints if isSame else once_round(page)[0]


def once_round(page, most=500):
    found = page.evaluate(COLLECT)
    parts, complaints = found["parts"], [f"listens to the mouse alone: {name}" for name in found["deaf"]]
    page.evaluate("() => { document.activeElement?.blur?.(); window.scrollTo(0, 0); }")
    reached, ends, same = set(), 0, 0
    last = None
    for _ in range(most):
        page.keyboard.press("Tab")
        at = page.evaluate(STEP)
        if at["isLost"]:
            # Between the end of the page and its beginning the focus is the browser's; where it began, nobody knows.
            ends += 1
            if ends > 2:
                break
            continue
        if at["stop"] is not None:
            if not at["isSeen"] or at["isOutside"]:
                complaints.append(f"has the focus and is not to be seen: {parts[at['stop']]['name']}")
            if at["stop"] in reached and at["stop"] != last:
                break  # round once
            same = same + 1 if at["stop"] == last else 0
            if same > 8:
                complaints.append(f"does not let the focus go: {parts[at['stop']]['name']}")
                break
            reached.add(at["stop"])
            last = at["stop"]
    else:
        complaints.append(f"the way round did not end within {most} steps")
    by_arrows(page, parts, reached)
    missed = [f"cannot be reached: {part['name']}" for index, part in enumerate(parts) if index not in reached and not part["isOut"]]
    return complaints + missed, page.locator("[data-stop]").count() == len(parts)


def by_arrows(page, parts, reached):
    """Goes on with arrows within each composite that Tab has come to."""
    for group in {part["group"] for part in parts if part["group"]}:
        members = {index for index, part in enumerate(parts) if part["group"] == group}
        first = sorted(members & reached)
        if not first:
            continue
        if group.startswith("radio "):
            # The browser moves among them, and choosing one may change the page: known to work, and not tried here.
            reached |= members
            continue
        for key in ("ArrowRight", "ArrowDown", "Home", "ArrowRight", "ArrowDown"):
            start = page.locator(f"[data-stop='{first[0]}']")
            if start.count() == 0:
                break  # At the end of a calendar the arrows lead to other days, with places of their own.
            start.first.focus()
            for _ in range(len(members) + 1):
                page.keyboard.press(key)
                at = page.evaluate(STEP)
                if at.get("stop") in members:
                    reached.add(at["stop"])
        # A cell of a grid that arrows walk opens what lies in it.
        if page.evaluate("(id) => document.getElementById(id)?.getAttribute('role') === 'grid'", group):
            reached |= members


def menus_give_the_focus_back(page):
    """Opens each menu and each small dialog by Enter, goes in, leaves by Escape; returns what went wrong."""
    complaints = []
    buttons = page.locator("main button[aria-haspopup]:visible, header button[aria-haspopup]:visible")
    seen = set()
    for index in range(buttons.count()):
        button = buttons.nth(index)
        label = (button.get_attribute("aria-label") or button.inner_text()).strip()
        # The same menu of another row.
        kind = label.split(" for ")[0]
        if kind in seen or not button.is_enabled():
            continue
        seen.add(kind)
        button.focus()
        page.keyboard.press("Enter")
        page.wait_for_timeout(150)
        is_in = page.evaluate("() => document.activeElement?.closest('[role=menu], [role=dialog], dialog, .popover') !== null")
        if not is_in:
            page.keyboard.press("Tab")
            is_in = page.evaluate("() => document.activeElement?.closest('[role=menu], [role=dialog], dialog, .popover') !== null")
        if not is_in:
            complaints.append(f"opens, and the focus does not come in: {label}")
        page.keyboard.press("Escape")
        page.wait_for_timeout(100)
        if not button.evaluate("button => button === document.activeElement"):
            complaints.append(f"closes, and the focus is not on its button again: {label}")
        if button.get_attribute("aria-expanded") == "true":
            complaints.append(f"Escape does not close: {label}")
    return complaints
