// How large a wall is drawn: by buttons, + and -, Ctrl and the wheel, or two fingers. The page scrolls as ever: one
// finger and the bare wheel are never taken from it.

const STEP = 1.25;
const LEAST = 0.05;
const MOST = 4;
const kept = new Map(); // by the drawing's id, so that another day is shown as large as this one
const groups = new WeakMap(); // by bar: the walls of a building keep one scale

export class Zoom {
  constructor(svg) {
    this.svg = svg;
    this.scroller = svg.closest(".scroll");
    ({ width: this.width, height: this.height } = svg.viewBox.baseVal);
    this.bar = document.querySelector(`[data-zoom-of~="${svg.id}"]`);
    this.now = 1;
    this.join();
    this.listen();
    if (kept.has(svg.id)) this.resize(kept.get(svg.id));
  }

  join() {
    this.group = groups.get(this.bar) ?? [];
    this.group.push(this);
    if (!this.bar || this.group.length > 1) return;
    groups.set(this.bar, this.group);
    this.bar.hidden = false;
    this.bar.addEventListener("click", (event) => {
      const button = event.target.closest("[data-zoom]");
      if (button) this.by(button.dataset.zoom);
    });
  }

  listen() {
    this.scroller.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.soon((this.wanted ?? this.now) * Math.exp(-event.deltaY / 500), event);
    }, { passive: false });
    this.scroller.addEventListener("touchstart", (event) => { this.pinch = pinchOf(event, this.now); }, { passive: true });
    this.scroller.addEventListener("touchmove", (event) => {
      const fingers = this.pinch && pinchOf(event, this.now);
      if (!fingers) return;
      event.preventDefault();
      this.soon(this.pinch.now * fingers.apart / this.pinch.apart, fingers);
    }, { passive: false });
  }

  // The scale at which the longest of the walls is seen whole.
  get fit() {
    return Math.min(...this.group.map(({ scroller, width }) => {
      const { paddingLeft, paddingRight } = getComputedStyle(scroller);
      return (scroller.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)) / width;
    }));
  }

  by(what) {
    if (what === "in") this.to(this.now * STEP);
    else if (what === "out") this.to(this.now / STEP);
    else this.to(what === "fit" && Math.abs(this.now - this.fit) > 0.005 ? this.fit : 1);
  }

  // A wheel turns faster than a large wall is drawn: only the last size before each picture counts.
  soon(scale, { clientX, clientY }) {
    this.wanted = Math.max(LEAST, Math.min(scale, MOST));
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = null;
      this.to(this.wanted, { clientX, clientY });
      this.wanted = null;
    });
  }

  // `at` is the point of the window that is to stay where it is; without one, the middle of what is seen.
  to(scale, at) {
    for (const other of this.group) if (other !== this) other.resize(scale);
    this.resize(scale, at);
  }

  resize(scale, at) {
    const box = this.svg.getBoundingClientRect();
    const frame = this.scroller.getBoundingClientRect();
    const x = at?.clientX ?? frame.left + frame.width / 2;
    const across = (x - box.left) / box.width;
    const down = at ? (at.clientY - box.top) / box.height : 0;
    this.now = Math.max(LEAST, Math.min(scale, MOST));
    kept.set(this.svg.id, this.now);
    for (const side of ["width", "height"]) this.svg.setAttribute(side, String(this[side] * this.now));
    const after = this.svg.getBoundingClientRect();
    this.scroller.scrollLeft += after.left + across * after.width - x;
    if (at) window.scrollBy({ top: after.top + down * after.height - at.clientY, behavior: "instant" });
    const said = this.bar?.querySelector("[data-zoom-now]");
    if (said) said.textContent = `${Math.round(this.now * 100)} %`;
    this.svg.dispatchEvent(new CustomEvent("elevation:zoom"));
  }
}

function pinchOf(event, now) {
  if (event.touches.length !== 2) return null;
  const [a, b] = event.touches;
  const apart = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
  return { now, apart: Math.max(1, apart), clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 };
}
