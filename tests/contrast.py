"""How well text and rules stand out on a page in a browser, from what is really painted behind them."""

TEXT, MARK = 4.5, 3.0
"""The least contrasts of WCAG 2.2: of text (1.4.3), and of what is not text (1.4.11)."""

_PAINT = """
const paper = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
const painted = colours => {
    paper.fillStyle = "white";
    for (const colour of ["white", ...colours]) { paper.fillStyle = colour; paper.fillRect(0, 0, 1, 1) }
    return [...paper.getImageData(0, 0, 1, 1).data].slice(0, 3).map(part => part / 255);
};
const known = {};
const luminance = colours => known[colours.join()] ??= painted(colours)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
const behind = item => item ? [...behind(item.parentElement), getComputedStyle(item).backgroundColor] : [];
const contrast = (colour, item) => {
    const [dark, light] = [luminance(behind(item)), luminance([...behind(item), colour])].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
};
"""

_OF_TEXT = """selector => {
const own = item => [...item.childNodes].filter(node => node.nodeType === 3).map(node => node.data.trim()).join("");
return [...document.querySelectorAll(selector)]
    .filter(item => own(item) && !item.closest("style"))
    .map(item => [contrast(getComputedStyle(item)[item.closest("svg") ? "fill" : "color"], item), own(item)])
}"""

_OF_RULES = """selector => [...document.querySelectorAll(selector)]
    .filter(item => parseFloat(getComputedStyle(item).borderBottomWidth) > 0)
    .map(item => [contrast(getComputedStyle(item).borderBottomColor, item), item.textContent])"""


def contrasts_of_text(page, selector=".panelpack *"):
    """Every text in some elements, beside its contrast, the faintest first."""
    return sorted(page.evaluate(_with_paint(_OF_TEXT), selector))


def contrasts_of_rules(page, selector=".panelpack :is(th, td)"):
    """The rule under every cell of a table, as the cell's text beside its contrast, the faintest first."""
    return sorted(page.evaluate(_with_paint(_OF_RULES), selector))


def _with_paint(function):
    return f"selector => {{ {_PAINT} return ({function})(selector) }}"
