"""What is looked at on a page besides what it says: its width, the contrast of its texts, names for those who do not see."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

TEXT, LARGE = 4.5, 3.0
"""Contrast that WCAG 2.2 (AA, 1.4.3 and 1.4.11) asks of texts, and of large texts and icons."""

_BEYOND = """() => {
  const main = document.querySelector('[data-testid=stMain]'), wide = document.documentElement;
  const found = [];
  if (main.scrollWidth > main.clientWidth || wide.scrollWidth > wide.clientWidth)
    for (const each of main.querySelectorAll('*'))
      if (each.getBoundingClientRect().right > wide.clientWidth + 1 && !each.querySelector('*'))
        found.push(`${each.tagName} ${each.className} ${each.textContent.slice(0, 40)}`);
  return (main.scrollWidth > main.clientWidth || wide.scrollWidth > wide.clientWidth) ? found.concat('wide') : [];
}"""

_PALE = """async ([least, large]) => {
  const fades = document.getAnimations().filter((each) => each.effect.getComputedTiming().endTime < 5000);
  await Promise.allSettled(fades.map((each) => each.finished));
  const pen = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true}), known = new Map();
  const read = (said) => {
    if (!known.has(said)) {
      pen.clearRect(0, 0, 1, 1); pen.fillStyle = said; pen.fillRect(0, 0, 1, 1);
      known.set(said, [...pen.getImageData(0, 0, 1, 1).data].map((part, at) => at < 3 ? part : part / 255));
    }
    return known.get(said);
  };
  const over = (top, low) => [0, 1, 2].map((at) => top[at] * top[3] + low[at] * (1 - top[3])).concat(1);
  const light = (colour) => colour.slice(0, 3).map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const found = new Set();
  for (const each of document.querySelectorAll('[data-testid=stApp] *')) {
    const said = [...each.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join('');
    if (!said || !each.getClientRects().length || each.closest(':disabled, [aria-disabled=true], canvas, iframe')) continue;
    if (each.closest('label')?.parentElement.querySelector('input:disabled')) continue;
    const style = getComputedStyle(each);
    if (style.visibility !== 'visible' || style.clip !== 'auto') continue;
    let opacity = 1; const behind = [], box = each.getBoundingClientRect(), middle = (box.top + box.bottom) / 2;
    for (let up = each; up; up = up.parentElement) {
      const own = getComputedStyle(up), room = up.getBoundingClientRect();
      opacity *= Number(own.opacity);
      if (up === document.documentElement || (room.top <= middle && middle <= room.bottom)) behind.push(read(own.backgroundColor));
    }
    if (opacity === 0) continue;
    const ground = behind.reverse().reduce((low, top) => over(top, low), [255, 255, 255, 1]);
    const colour = [...read(each instanceof SVGElement ? style.fill : style.color)];
    colour[3] *= opacity;
    const [one, other] = [light(over(colour, ground)), light(ground)].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05), size = parseFloat(style.fontSize);
    const big = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) || style.fontFamily.includes('Material');
    if (ratio < (big ? large : least)) found.add(`${said.slice(0, 30)} ${ratio.toFixed(2)} ${style.color} ${ground}`);
  }
  return [...found];
}"""

_NAMELESS = """() => {
  const named = (each) => each.matches('[aria-label], [aria-labelledby], [alt], [title], [role=img], caption')
    || each.querySelector('[aria-label]:not(button):not(button *), [alt], [title], caption, [role=img]');
  const pictures = '[data-testid=stVegaLiteChart], [data-testid=stDataFrame], [data-testid=stTable], [data-testid=stIFrame]';
  const found = [...document.querySelectorAll(pictures)].filter((each) => !named(each));
  for (const each of document.querySelectorAll('[data-testid=stMain] button, [data-testid=stMain] input'))
    if (!each.textContent.trim() && !each.labels?.length && !each.matches('[aria-label], [aria-labelledby], [title]')
        && each.tabIndex >= 0 && each.getClientRects().length) found.push(each);
  return found.map((each) => each.outerHTML.slice(0, 300));
}"""


def beyond(page: Page) -> list[str]:
    """What makes the page wider than its window, so that it would have to be scrolled sideways."""
    found: list[str] = page.evaluate(_BEYOND)
    return found


def pale(page: Page) -> list[str]:
    """Texts and icons whose contrast with what is behind them is too low, with the contrast and both colours."""
    found: list[str] = page.evaluate(_PALE, [TEXT, LARGE])
    return found


def nameless(page: Page) -> list[str]:
    """Charts, tables, frames, buttons and fields that say nothing to a screen reader."""
    found: list[str] = page.evaluate(_NAMELESS)
    return found
