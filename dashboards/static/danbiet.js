// danbiet.js: what the pages do beyond links and forms. Everything essential
// works without it. Attributes a page uses:
//
//   [data-chart=ID]           drawn from <script type="application/json" id=ID>
//   [data-save=png|svg][data-for=ID][data-name=FILE]
//                             saves that chart; its option may be of a chart that
//                             the page itself shows as a table
//   select[data-picker]       becomes a combobox; choosing sends its form
//   [data-search]             where the key "/" goes (else the first picker)
//   a[rel=prev], a[rel=next]  where ← and → go
//   dialog.keys, [data-keys]  help on keys; a button that opens it
//   table[data-sortable]      sorted by its heads, up to 500 rows; td[data-value]
//   [data-copy=ID]            copies the text of an element; data-done: the word after
//   [data-print]              prints
//   form[data-upload]         sent with its progress; files can be dropped on its
//                             [data-drop]; says data-sending, data-reading, data-failed
//   form[data-draft=NAME]     what is typed is kept on this machine until it is sent
//   table[data-paste]         a range copied from a sheet fills the fields from
//                             the one that has the focus; Enter goes down
//   [data-more-rows]          shows more of the empty rows of the table before it
//                             (buttons of these kinds may stand hidden in the
//                             page; the script shows them)
//   [data-script][hidden]     anything else shown only where this script runs
//   body[data-words]          JSON of the few words the script says itself: none,
//                             found ({n}), failed, sort; without it Vietnamese
//
// The first part is pure: it makes drawable options of the JSON and is also run
// by the server's own drawing, where there is no document.
"use strict";

const danbiet = (() => {
  const INK = "#1B2730", INK2 = "#3F4D58", MUTED = "#56636E", LINE = "#E4E9ED", GREY = "#A9B3BB", PAPER = "#FFFFFF";
  const BRAND = "#1F5A94", PALE = "#E3EEF8", MID = "#7FA6CB", LATE = "#9A5B00", LATE_INK = "#5F3800", LATE_PALE = "#F6D9A8", MISSING = "#8C2D19";
  const FONT = '"Noto Sans", "Segoe UI", Roboto, Arial, sans-serif';

  // How each state is drawn: the same table as the style sheet's .state-CODE.
  const STATES = {
    on_time: { mark: "tick", color: BRAND, ink: INK, fill: PALE },
    late: { mark: "triangle", color: LATE, ink: LATE_INK, fill: LATE_PALE, bold: true },
    pending_on_time: { mark: "half", color: BRAND, ink: INK, fill: PAPER, frame: MID },
    pending_late: { mark: "halfTriangle", color: LATE, ink: LATE_INK, fill: PAPER, frame: LATE, bold: true },
    missing_none: { mark: "cross", color: MISSING, ink: MISSING, fill: PAPER, frame: MISSING, dashed: true, bold: true },
    missing_returned: { mark: "cross", color: MISSING, ink: MISSING, fill: PAPER, frame: MISSING, dashed: true, bold: true },
    not_yet_due: { mark: "ring", color: MUTED, ink: MUTED, fill: PAPER, frame: GREY },
    exempt: { mark: "dash", color: MUTED, ink: MUTED, fill: "#F4F5F6" },
    hoan_thanh: { mark: "tick", color: BRAND, ink: INK2, fill: "#F2F6FA" },
    hoan_thanh_vuot: { mark: "tick", color: BRAND, ink: INK, fill: PALE },
    dang_thuc_hien: { mark: "bottom", color: LATE, ink: LATE_INK, fill: "#FBEBD0" },
    chua_thuc_hien: { mark: "square", color: LATE, ink: LATE_INK, fill: LATE_PALE, frame: "#D9A95A", bold: true },
    khong_phat_sinh: { mark: "dash", color: MUTED, ink: MUTED, fill: "#F4F5F6" },
    khong_ap_dung: { mark: "dash", color: MUTED, ink: MUTED, fill: "#F4F5F6" },
    chua_bao_cao: { mark: "dashedRing", color: MUTED, ink: MUTED, fill: PAPER, frame: GREY, dashed: true },
    chua_nop: { mark: "cross", color: MISSING, ink: MISSING, fill: PAPER, frame: MISSING, dashed: true },
    ngoai_ke_hoach: { mark: "plus", color: INK2, ink: INK2, fill: PAPER, frame: MID },
    qua_han: { mark: "triangle", color: LATE, ink: LATE_INK, fill: LATE_PALE, bold: true },
  };
  const UNKNOWN = { mark: "dash", color: MUTED, ink: MUTED, fill: PAPER };
  const stateOf = (code) => (Object.prototype.hasOwnProperty.call(STATES, code) ? STATES[code] : UNKNOWN);

  // The shapes of the marks around a middle, r half their size; the same as in
  // icons.svg.
  const MARKS = {
    tick: (x, y, r, c) => [
      { type: "circle", shape: { cx: x, cy: y, r }, style: { fill: c } },
      stroke([[x - r * 0.47, y + r * 0.05], [x - r * 0.12, y + r * 0.4], [x + r * 0.49, y - r * 0.33]], PAPER, r * 0.26),
    ],
    triangle: (x, y, r, c) => [polygon([[x, y - r], [x + r * 1.06, y + r * 0.86], [x - r * 1.06, y + r * 0.86]], c)],
    halfTriangle: (x, y, r, c) => [
      { type: "polygon", shape: { points: [[x, y - r * 0.9], [x + r, y + r * 0.8], [x - r, y + r * 0.8]] }, style: { fill: PAPER, stroke: c, lineWidth: r * 0.22 } },
      polygon([[x, y - r * 0.9], [x, y + r * 0.8], [x - r, y + r * 0.8]], c),
    ],
    cross: (x, y, r, c) => [
      // Three and a half dashes a side: every corner is drawn.
      { type: "rect", shape: { x: x - r, y: y - r, width: 2 * r, height: 2 * r }, style: { fill: PAPER, stroke: c, lineWidth: 1.3, lineDash: [r * 0.286, r * 0.286], lineDashOffset: r * 0.143 } },
      stroke([[x - r * 0.45, y - r * 0.45], [x + r * 0.45, y + r * 0.45]], c, r * 0.26),
      stroke([[x + r * 0.45, y - r * 0.45], [x - r * 0.45, y + r * 0.45]], c, r * 0.26),
    ],
    ring: (x, y, r, c) => [{ type: "circle", shape: { cx: x, cy: y, r: r * 0.85 }, style: { fill: PAPER, stroke: c, lineWidth: r * 0.26 } }],
    dashedRing: (x, y, r, c) => [{ type: "circle", shape: { cx: x, cy: y, r: r * 0.85 }, style: { fill: PAPER, stroke: c, lineWidth: r * 0.24, lineDash: [2.6, 2] } }],
    dash: (x, y, r, c) => [stroke([[x - r * 0.6, y], [x + r * 0.6, y]], c, r * 0.28)],
    half: (x, y, r, c) => [
      { type: "circle", shape: { cx: x, cy: y, r: r * 0.88 }, style: { fill: PAPER, stroke: c, lineWidth: r * 0.22 } },
      { type: "sector", shape: { cx: x, cy: y, r0: 0, r: r * 0.88, startAngle: Math.PI / 2, endAngle: Math.PI * 1.5 }, style: { fill: c } },
    ],
    bottom: (x, y, r, c) => [
      { type: "circle", shape: { cx: x, cy: y, r: r * 0.88 }, style: { fill: PAPER, stroke: c, lineWidth: r * 0.22 } },
      { type: "sector", shape: { cx: x, cy: y, r0: 0, r: r * 0.88, startAngle: 0, endAngle: Math.PI }, style: { fill: c } },
    ],
    square: (x, y, r, c) => [{ type: "rect", shape: { x: x - r * 0.8, y: y - r * 0.8, width: r * 1.6, height: r * 1.6, r: 1.5 }, style: { fill: PAPER, stroke: c, lineWidth: r * 0.24 } }],
    plus: (x, y, r, c) => [
      { type: "circle", shape: { cx: x, cy: y, r: r * 0.88 }, style: { fill: PAPER, stroke: c, lineWidth: r * 0.22 } },
      stroke([[x - r * 0.45, y], [x + r * 0.45, y]], c, r * 0.24), stroke([[x, y - r * 0.45], [x, y + r * 0.45]], c, r * 0.24),
    ],
    dot: (x, y, r, c) => [{ type: "circle", shape: { cx: x, cy: y, r: r * 0.92 }, style: { fill: c, stroke: PAPER, lineWidth: 1.5 } }],
  };
  function stroke(points, color, width) {
    return { type: "polyline", shape: { points }, style: { stroke: color, lineWidth: width, fill: "none", lineCap: "round", lineJoin: "round" } };
  }
  function polygon(points, color) {
    return { type: "polygon", shape: { points }, style: { fill: color } };
  }
  function words(text, x, y, more) {
    return { type: "text", style: { text, x, y, fill: INK, fontFamily: FONT, fontSize: 12, verticalAlign: "middle", ...more } };
  }
  // A width to lay out by, where nothing can be measured: Noto Sans is about
  // 0.56 em a letter, half bold 0.6.
  const widthOf = (text, size, bold) => [...String(text)].length * size * (bold ? 0.6 : 0.56);
  // Text cut to a width: an ellipsis, never half a letter.
  function cut(text, size, width, bold) {
    const letters = [...String(text)];
    const most = Math.floor(width / (size * (bold ? 0.6 : 0.56)));
    return letters.length <= most ? String(text) : letters.slice(0, Math.max(1, most - 1)).join("").trimEnd() + "…";
  }

  // Numbers as the server's words write them (METHOD.md 4.9): numbers.json of the
  // words' tests holds both to the same cases. null and what is no number are a dash.
  function numbers(lang) {
    const en = lang === "en", SPACE = "\u00a0", MINUS = "\u2212", DASH = "\u2014", EXACT = 1e-9;
    const sign = en ? "%" : SPACE + "%";
    const real = (v) => typeof v === "number" && Number.isFinite(v);
    const grouped = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, en ? "," : ".");
    const int = (n) => (n < 0 ? MINUS : "") + grouped(String(Math.abs(n)));
    // Half away from zero in decimal, as a person rounds: 0.125 is 0.13.
    function split(v, decimals) {
      const text = String(Math.floor(Math.abs(v) * 10 ** decimals + 0.5 + EXACT)).padStart(decimals + 1, "0");
      return [text.slice(0, text.length - decimals), text.slice(text.length - decimals)];
    }
    const joined = (v, whole, part) => (v < 0 && /[1-9]/.test(whole + part) ? MINUS : "") + grouped(whole) + (part ? (en ? "." : ",") + part : "");
    const fixed = (v, decimals) => joined(v, ...split(v, decimals));
    function number(v, decimals) {
      if (!real(v)) return DASH;
      const [whole, part] = split(v, decimals);
      return joined(v, whole, part.replace(/0+$/, ""));
    }
    function share(v, decimals, none, all) {
      const least = 10 ** -decimals, rounded = Math.floor((v * 100) / least + 0.5 + EXACT) * least;
      if (none) return "0" + sign;
      if (all) return "100" + sign;
      if (v > 0 && rounded < least / 2) return "<" + fixed(least, decimals) + sign;
      if (v < 1 && rounded > 100 - least / 2) return ">" + fixed(100 - least, decimals) + sign;
      return fixed(v * 100, decimals) + sign;
    }
    return {
      int, number,
      percent: (v) => (real(v) ? share(v, 0, Math.abs(v) < EXACT, Math.abs(v - 1) < EXACT) : DASH),
      rate: (x, n) => (n <= 0 ? DASH : n < 20 ? int(x) + "/" + int(n) : share(x / n, n < 200 ? 0 : 1, x === 0, x === n)),
      signed: (n) => (n > 0 ? "+" : "") + int(n),
      points(v) {
        if (!real(v)) return DASH;
        const text = number(v * 100, 0);
        return (v > 0 && text !== "0" ? "+" : "") + text + SPACE + (en ? "points" : "\u0111i\u1ec3m");
      },
    };
  }

  // The functions that an option may name as {"$fn": "name"}. Data never
  // carries code: a name that is not here is an error.
  const FUNCTIONS = {
    // The text of the thing pointed at.
    tip: () => (p) => (Array.isArray(p) ? p.map((one) => one.data?.tip).find(Boolean) : p.data?.tip) ?? "",
    percent: (arg) => numbers(arg.sign === "%" ? "en" : "vi").percent,
    signed: () => numbers("vi").signed,

    // One mark a row with its word beside it: value [x, y], state, text.
    marks: (arg, series) => (params, api) => {
      const d = series.data[params.dataIndex], s = stateOf(d.state);
      const [x, y] = api.coord([d.value[0], d.value[1]]);
      const mark = s.mark === "tick" && arg.plain ? "dot" : s.mark;
      const children = MARKS[mark](x, y, mark === "triangle" ? 6.5 : 6, s.color);
      if (d.text) {
        // To the right, else to the left, else in short: within the drawing and
        // not across the line at 0.
        const cs = params.coordSys, zero = api.coord([0, d.value[1]])[0];
        const fits = (text, left) => {
          const width = widthOf(text, 12, s.bold) * (s.bold ? 0.92 : 1) + 12, from = left ? x - width : x, to = left ? x : x + width;
          return from >= cs.x && to <= Math.min(cs.x + cs.width + (arg.room ?? 0), api.getWidth() - 2) && (Math.abs(x - zero) < 1 || to < zero - 2 || from > zero + 2);
        };
        const choices = [[d.text, false], [d.text, true], [d.short ?? d.text, false], [d.short ?? d.text, true]];
        const [text, left] = choices.find((c) => fits(...c)) ?? [d.short ?? d.text, x > cs.x + cs.width / 2];
        children.push(words(text, left ? x - 12 : x + 12, y, { align: left ? "right" : "left", fill: s.bold ? s.ink : MUTED, fontWeight: s.bold ? 600 : 400, stroke: PAPER, lineWidth: 3 }));
      }
      return { type: "group", children };
    },

    // A range with its point: value [lower, y, upper], point or null, done.
    interval: (arg, series) => (params, api) => {
      const d = series.data[params.dataIndex];
      const [x0, y] = api.coord([d.value[0], d.value[1]]);
      const [x1] = api.coord([d.value[2], d.value[1]]);
      const cs = params.coordSys, children = [];
      if (d.state) {
        const s = stateOf(d.state);
        children.push(...MARKS[s.mark](cs.x + 8, y, 6, s.color), words(d.text, cs.x + 22, y, { fill: s.ink, fontWeight: 600, stroke: PAPER, lineWidth: 3 }));
        return { type: "group", children };
      }
      if (x1 - x0 > 1) {
        const line = { stroke: d.open ? LATE : INK2, lineWidth: 1.8, lineDash: d.open ? [4, 3] : null };
        children.push({ type: "line", shape: { x1: x0, y1: y, x2: x1, y2: y }, style: line });
        for (const x of [x0, x1]) children.push({ type: "line", shape: { x1: x, y1: y - 6, x2: x, y2: y + 6 }, style: { ...line, lineDash: null } });
      }
      if (d.point !== null && d.point !== undefined) {
        const [xp] = api.coord([d.point, d.value[1]]);
        children.push(...MARKS.dot(xp, y, 6.5, BRAND));
      } else if (x1 - x0 <= 1) children.push(...MARKS.dot(x0, y, 6.5, BRAND));
      const narrow = api.getWidth() < 480;
      children.push(words(narrow ? d.short : d.text, cs.x + cs.width + 14, y, { fontWeight: 600 }));
      return { type: "group", children };
    },

    // One cell of a grid of states, with mark and word: value [x, y].
    cells: (arg, series) => (params, api) => {
      const d = series.data[params.dataIndex], s = stateOf(d.state);
      const [x, y] = api.coord([d.value[0], d.value[1]]);
      const [w, h] = api.size([1, 1]);
      const gap = 3, cw = w - gap, ch = h - gap;
      const children = [{
        type: "rect",
        shape: { x: x - cw / 2, y: y - ch / 2, width: cw, height: ch, r: 4 },
        style: { fill: s.fill, stroke: s.frame ?? LINE, lineWidth: s.dashed ? 1.2 : 1, lineDash: s.dashed ? [3, 2.5] : null },
      }];
      const r = 6;
      const text = d.text ? cut(d.text, 12, cw - 26, s.bold) : "";
      const total = text ? 2 * r + 6 + widthOf(text, 12, s.bold) : 2 * r;
      const mark = s.mark === "cross" ? crossAlone(x - total / 2 + r, y, r, s.color) : MARKS[s.mark](x - total / 2 + r, y, s.mark === "tick" ? r : r * 0.95, s.color);
      children.push(...mark);
      if (text) children.push(words(text, x - total / 2 + 2 * r + 6, y, { fill: s.ink, fontWeight: s.bold ? 600 : 400 }));
      return { type: "group", children };
    },

    // A line between two columns with its words: value [column after it].
    rule: (arg, series) => (params, api) => {
      const d = series.data[params.dataIndex], cs = params.coordSys;
      const x = Math.round(api.coord([d.value[0], 0])[0] - api.size([1, 0])[0] / 2);
      const right = x + 8 + widthOf(d.text, 12) < cs.x + cs.width;
      return { type: "group", children: [
        { type: "line", shape: { x1: x, y1: cs.y - 40, x2: x, y2: cs.y + cs.height }, style: { stroke: MUTED, lineWidth: 1.2, lineDash: [4, 3] } },
        words(d.text, right ? x + 8 : x - 8, cs.y - 34, { fill: MUTED, align: right ? "left" : "right", stroke: PAPER, lineWidth: 3 }),
      ] };
    },

    // The interval of a step curve, from one day to the next: [x, lo, hi, next].
    band: (arg, series) => (params, api) => {
      const v = series.data[params.dataIndex].value;
      const [x0, top] = api.coord([v[0], v[2]]), [x1, low] = api.coord([v[3], v[1]]);
      return { type: "rect", shape: { x: x0, y: top, width: Math.max(0, x1 - x0), height: Math.max(0, low - top) }, style: { fill: PALE }, silent: true };
    },
  };
  // Within a dashed cell the mark needs no frame of its own.
  function crossAlone(x, y, r, c) {
    return [stroke([[x - r * 0.6, y - r * 0.6], [x + r * 0.6, y + r * 0.6]], c, 2), stroke([[x + r * 0.6, y - r * 0.6], [x - r * 0.6, y + r * 0.6]], c, 2)];
  }

  // resolve puts the functions in place of their names.
  function resolve(node, series) {
    if (Array.isArray(node)) return node.map((child) => resolve(child, series));
    if (node === null || typeof node !== "object") return node;
    if (typeof node.$fn === "string") {
      if (!Object.prototype.hasOwnProperty.call(FUNCTIONS, node.$fn)) throw new Error("danbiet: no chart function " + JSON.stringify(node.$fn));
      return FUNCTIONS[node.$fn](node, series);
    }
    const out = {};
    for (const [key, child] of Object.entries(node)) {
      out[key] = key === "series" ? child.map((one) => resolve(one, one)) : key === "data" ? child : resolve(child, series);
    }
    return out;
  }

  // wrapped breaks a text into lines between words, by the same measure; the
  // library's own breaking takes every Vietnamese letter for a wide one.
  function wrapped(text, size, width, bold) {
    const out = [];
    for (const word of String(text ?? "").split(" ").filter(Boolean)) {
      const longer = out.length ? out[out.length - 1] + " " + word : word;
      if (out.length && widthOf(longer, size, bold) <= width) out[out.length - 1] = longer;
      else out.push(word);
    }
    return out;
  }

  // prepare makes what ECharts draws: for a page of a width, or as a picture
  // that stands alone, with title, subtitle and source.
  function prepare(json, { width = 800, picture = false } = {}) {
    const { danbiet: meta = {}, ...rest } = json;
    const option = resolve(rest, null);
    option.animation = false;
    option.textStyle = { fontFamily: FONT, color: INK, fontSize: 12 };
    option.grid = { ...option.grid };
    if (!picture && width < 480 && meta.narrow) {
      option.grid = { ...option.grid, ...meta.narrow };
      const room = option.grid.left - 14;
      for (const axis of option.xAxis ?? []) if (axis.interval === 0.25) axis.interval = 0.5;
      for (const axis of option.yAxis ?? []) if (axis.type === "category") axis.axisLabel = { ...axis.axisLabel, formatter: (name) => cut(name, 13, room) };
    }
    if (!picture || !meta.picture) return { option, width, height: meta.height };

    const p = meta.picture, w = p.width, inner = w - 48;
    const title = wrapped(p.title, 20, inner, true), sub = wrapped(p.subtitle, 13, inner), source = wrapped(p.source, 12, inner);
    const top = (title.length ? 12 + title.length * 27 : 0) + (sub.length ? 4 + sub.length * 20 : 0) + 14;
    const bottom = source.length ? source.length * 18 + 18 : 8;
    option.grid.top = (option.grid.top ?? 40) + top;
    option.grid.bottom = (option.grid.bottom ?? 32) + bottom;
    option.grid.left = (option.grid.left ?? 0) + 20;
    option.grid.right = (option.grid.right ?? 0) + 20;
    option.backgroundColor = PAPER;
    const height = (meta.height ?? 400) + top + bottom;
    option.title = [
      { text: title.join("\n"), subtext: sub.join("\n"), left: 20, top: 12, itemGap: 4, textStyle: { fontFamily: FONT, fontSize: 20, lineHeight: 27, fontWeight: 700, color: INK }, subtextStyle: { fontFamily: FONT, fontSize: 13, lineHeight: 20, color: MUTED } },
      { text: source.join("\n"), left: 20, top: height - bottom + 4, textStyle: { fontFamily: FONT, fontSize: 12, lineHeight: 18, fontWeight: 400, color: MUTED } },
    ];
    return { option, width: w, height };
  }

  // tidySVG leaves a plain drawing: no style block, no names of classes, nothing
  // of the library's own.
  function tidySVG(svg) {
    return svg
      .replace(/<style[^>]*>[\s\S]*?<\/style>/g, "")
      .replace(/ (class|ecmeta_[a-z_]+)="[^"]*"/g, "");
  }

  // fold takes marks and case away, so that "tan thanh", "Tân Thạnh" and its
  // decomposed form meet.
  const fold = (s) => s.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/\s+/g, " ").trim();

  // near tells whether a typed word is the beginning of another, but for one
  // letter too many, too few, wrong, or two exchanged.
  function near(typed, word) {
    if (word.startsWith(typed)) return true;
    if (typed.length < 3) return false;
    for (const n of [typed.length, typed.length + 1, typed.length - 1]) if (oneApart(typed, word.slice(0, n))) return true;
    return false;
  }
  function oneApart(a, b) {
    if (Math.abs(a.length - b.length) > 1) return false;
    let i = 0;
    while (i < a.length && a[i] === b[i]) i++;
    if (a.slice(i + 1) === b.slice(i + 1) || a.slice(i + 1) === b.slice(i) || a.slice(i) === b.slice(i + 1)) return true;
    return a.length === b.length && a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2);
  }

  // search gives the positions of the names that fit what was typed, best first:
  // beginning, within, then with one typing mistake a word.
  function search(typed, names) {
    const q = fold(typed);
    if (!q) return names.map((_, i) => i);
    const parts = q.split(" "), hits = [];
    names.forEach((name, i) => {
      const f = fold(name), of = f.split(/[^a-z0-9]+/);
      const at = f.indexOf(q);
      const rank = at === 0 ? 0 : at > 0 && !/[a-z0-9]/.test(f[at - 1]) ? 1 : at > 0 ? 2 : parts.every((p) => of.some((w) => near(p, w))) ? 3 : -1;
      if (rank >= 0) hits.push([rank, i]);
    });
    return hits.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map((h) => h[1]);
  }

  return { prepare, tidySVG, fold, search, numbers };
})();

if (typeof document !== "undefined") {
  (() => {
    const all = (selector, root = document) => [...root.querySelectorAll(selector)];
    const say = (() => {
      let given = {};
      try { given = JSON.parse(document.body.dataset.words || "{}"); } catch { /* the page's own words stay Vietnamese */ }
      const own = { none: "Không tìm thấy. Thử gõ ít chữ hơn.", found: "{n} kết quả", failed: "Không lưu được hình. Thử lại hoặc tải tệp XLSX.", sort: "Sắp xếp theo cột này" };
      return (key, n) => (given[key] ?? own[key]).replace("{n}", n);
    })();

    // ---- charts
    const optionOf = (id) => {
      const script = document.getElementById(id);
      return script ? JSON.parse(script.textContent) : null;
    };
    function draw(box) {
      const json = optionOf(box.dataset.chart);
      if (!json) return;
      const make = () => danbiet.prepare(json, { width: box.clientWidth });
      let { option, height } = make();
      if (height) box.style.height = height + "px";
      const chart = echarts.init(box, null, { renderer: "svg" });
      chart.setOption(option);
      box.setAttribute("role", "img");
      if (json.danbiet?.alt) box.setAttribute("aria-label", json.danbiet.alt);
      let width = box.clientWidth;
      new ResizeObserver(() => {
        if (!box.clientWidth || box.clientWidth === width) return;
        width = box.clientWidth;
        chart.resize();
        chart.setOption(make().option, { notMerge: true });
      }).observe(box);
    }

    async function pictureOf(id, kind) {
      const { option, width, height } = danbiet.prepare(optionOf(id), { picture: true });
      option.tooltip = { show: false };
      await Promise.all([400, 600, 700].map((w) => document.fonts.load(`${w} 12px "Noto Sans"`, "aế")));
      if (kind === "svg") {
        const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width, height });
        chart.setOption(option);
        const svg = danbiet.tidySVG(chart.renderToSVGString());
        chart.dispose();
        return new Blob([svg], { type: "image/svg+xml" });
      }
      const chart = echarts.init(document.createElement("div"), null, { renderer: "canvas", devicePixelRatio: 2, width, height });
      chart.setOption(option);
      const canvas = chart.renderToCanvas({ pixelRatio: 2, backgroundColor: "#fff" });
      const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
      chart.dispose();
      return blob;
    }
    document.addEventListener("click", async (e) => {
      const button = e.target.closest("[data-save]");
      if (!button) return;
      e.preventDefault();
      button.setAttribute("aria-busy", "true");
      try {
        const kind = button.dataset.save;
        const url = URL.createObjectURL(await pictureOf(button.dataset.for, kind));
        const a = document.createElement("a");
        a.href = url;
        a.download = (button.dataset.name || "danbiet").replace(/\.(png|svg)$/, "") + "." + kind;
        a.click();
        setTimeout(() => URL.revokeObjectURL(url), 60000);
      } catch (err) {
        console.error(err);
        window.alert(say("failed"));
      } finally {
        button.removeAttribute("aria-busy");
      }
    });

    // ---- pickers: a combobox over the page's own <select>, which stays in the
    // form and carries the value
    let pickers = 0;
    function picker(select) {
      const n = ++pickers, listID = "picker-" + n;
      const options = all("option", select).filter((o) => !o.disabled);
      const names = options.map((o) => o.textContent.trim());
      const input = document.createElement("input");
      const list = document.createElement("div");
      const live = document.createElement("span");
      const label = select.closest(".picker")?.querySelector("span, .picker-label")?.textContent ?? select.getAttribute("aria-label") ?? select.name;
      Object.assign(input, { type: "text", autocomplete: "off", spellcheck: false });
      const set = (el, attributes) => { for (const [k, v] of Object.entries(attributes)) el.setAttribute(k, v); };
      set(input, { role: "combobox", "aria-expanded": "false", "aria-controls": listID, "aria-autocomplete": "list", "aria-label": label, "data-picker-input": select.name });
      set(list, { id: listID, role: "listbox", "aria-label": label });
      list.className = "picker-list";
      list.hidden = true;
      live.className = "visually-hidden";
      live.setAttribute("role", "status");
      const current = () => names[options.indexOf(select.selectedOptions[0])] ?? "";
      input.value = current();
      select.hidden = true;
      select.after(input, list, live);

      let hits = [], at = -1;
      const mark = (i) => {
        at = i;
        [...list.children].forEach((el, j) => el.setAttribute("aria-selected", String(j === i)));
        const el = list.children[i];
        if (el && hits.length) {
          input.setAttribute("aria-activedescendant", el.id);
          el.scrollIntoView({ block: "nearest" });
        } else input.removeAttribute("aria-activedescendant");
      };
      const show = (typed) => {
        hits = danbiet.search(typed, names);
        list.replaceChildren(...hits.map((k, j) => {
          const el = document.createElement("div");
          set(el, { role: "option", id: listID + "-" + j, "aria-selected": "false" });
          el.textContent = names[k];
          el.addEventListener("mousedown", (e) => { e.preventDefault(); choose(j); });
          return el;
        }));
        if (!hits.length) {
          const el = document.createElement("div");
          set(el, { role: "option", "aria-disabled": "true", "aria-selected": "false" });
          el.className = "picker-none";
          el.textContent = say("none");
          list.append(el);
        }
        list.hidden = false;
        input.setAttribute("aria-expanded", "true");
        live.textContent = hits.length ? say("found", hits.length) : say("none");
        mark(typed ? 0 : Math.max(0, hits.indexOf(options.indexOf(select.selectedOptions[0]))));
      };
      const hide = () => {
        list.hidden = true;
        input.setAttribute("aria-expanded", "false");
        input.removeAttribute("aria-activedescendant");
        at = -1;
      };
      const choose = (j) => {
        if (hits[j] === undefined) return;
        const option = options[hits[j]], changed = !option.selected;
        option.selected = true;
        input.value = current();
        hide();
        select.dispatchEvent(new Event("change", { bubbles: true }));
        if (changed && select.form && !select.hasAttribute("data-stay")) select.form.requestSubmit();
      };
      input.addEventListener("focus", () => input.select());
      input.addEventListener("click", () => { if (list.hidden) show(""); });
      input.addEventListener("input", () => show(input.value));
      input.addEventListener("blur", () => { input.value = current(); hide(); });
      input.addEventListener("keydown", (e) => {
        if (e.isComposing) return;
        const open = !list.hidden;
        if (e.key === "ArrowDown" || e.key === "ArrowUp") {
          e.preventDefault();
          if (!open) return show("");
          const step = e.key === "ArrowDown" ? 1 : -1;
          if (hits.length) mark((at + step + hits.length) % hits.length);
        } else if (e.key === "Enter" && open) {
          e.preventDefault();
          choose(at);
        } else if (e.key === "Escape" && open) {
          e.preventDefault();
          e.stopPropagation();
          input.value = current();
          hide();
        }
      });
    }

    // ---- sorting
    const collator = new Intl.Collator("vi", { numeric: true });
    function sortable(table) {
      const body = table.tBodies[0], head = table.tHead?.rows[table.tHead.rows.length - 1];
      if (!body || !head || body.rows.length > 500) return;
      [...head.cells].forEach((th, column) => {
        const title = th.textContent.trim();
        if (!title || th.hasAttribute("data-nosort") || th.querySelector("a, button")) return;
        const button = document.createElement("button");
        button.type = "button";
        button.className = "sort";
        button.title = say("sort");
        button.append(...th.childNodes);
        th.append(button);
        button.addEventListener("click", () => {
          const rows = [...body.rows].filter((r) => !r.classList.contains("total"));
          const totals = [...body.rows].filter((r) => r.classList.contains("total"));
          const keyed = rows.map((row) => {
            const cell = row.cells[column];
            const text = (cell?.dataset.value ?? cell?.textContent ?? "").trim();
            return { row, text, number: cell?.dataset.value !== undefined && text !== "" ? Number(text) : NaN, none: text === "" || text === "—" };
          });
          const numeric = keyed.some((k) => !k.none) && keyed.every((k) => k.none || !Number.isNaN(k.number));
          const before = th.getAttribute("aria-sort");
          // A number is asked for by its largest, a name by its first letter.
          const down = before ? before === "ascending" : numeric;
          keyed.sort((a, b) => {
            if (a.none !== b.none) return a.none ? 1 : -1; // what is not known comes last either way
            const c = numeric ? a.number - b.number : collator.compare(a.text, b.text);
            return down ? -c : c;
          });
          for (const other of head.cells) other.removeAttribute("aria-sort");
          th.setAttribute("aria-sort", down ? "descending" : "ascending");
          body.append(...keyed.map((k) => k.row), ...totals);
        });
      });
    }

    // ---- keys
    const help = document.querySelector("dialog.keys");
    const openHelp = () => { if (help && !help.open) help.showModal(); };
    document.addEventListener("click", (e) => {
      if (e.target.closest("[data-keys]")) { e.preventDefault(); openHelp(); }
      if (e.target.closest("[data-print]")) { e.preventDefault(); window.print(); }
      const copy = e.target.closest("[data-copy]");
      if (copy) {
        const from = document.getElementById(copy.dataset.copy);
        const done = () => { if (copy.dataset.done) copy.textContent = copy.dataset.done; };
        if (navigator.clipboard) navigator.clipboard.writeText(from.textContent).then(done, () => select(from));
        else select(from); // plain HTTP in an office has no clipboard: mark the text, Ctrl+C does the rest
      }
    });
    function select(node) {
      const range = document.createRange();
      range.selectNodeContents(node);
      const selection = window.getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
    }
    document.addEventListener("keydown", (e) => {
      if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
      if (e.target.closest?.("input, select, textarea, [contenteditable], dialog[open], [role=combobox]")) return;
      const go = (rel) => { const a = document.querySelector(`a[rel~="${rel}"]`); if (a) { e.preventDefault(); a.click(); } };
      // A wide table that has the focus is scrolled by the arrows, not left.
      const scrolls = e.target.closest?.(".table-wrap") && e.target.scrollWidth > e.target.clientWidth;
      switch (e.key) {
        case "/": {
          const field = document.querySelector("[data-search]") ?? document.querySelector("[data-picker-input]");
          if (field) { e.preventDefault(); field.focus(); }
          break;
        }
        case "?": openHelp(); break;
        case "p": document.documentElement.classList.toggle("present"); break;
        case "ArrowLeft": if (!scrolls) go("prev"); break;
        case "ArrowRight": if (!scrolls) go("next"); break;
      }
    });

    // ---- print: folded tables are part of the paper
    let folded = [];
    window.addEventListener("beforeprint", () => { folded = all("details.fold:not([open])"); folded.forEach((d) => { d.open = true; }); });
    window.addEventListener("afterprint", () => { folded.forEach((d) => { d.open = false; }); folded = []; });

    // ---- sending files: progress, and dropping them on the page
    const written = danbiet.numbers(document.documentElement.lang);
    function upload(form) {
      const input = form.querySelector("input[type=file]"), zone = form.querySelector("[data-drop]");
      const progress = form.querySelector("[data-progress]"), chosen = form.querySelector("[data-chosen]");
      const list = () => chosen.replaceChildren(...[...input.files].map((f) => {
        const li = document.createElement("li");
        li.textContent = f.name + " (" + written.number(Math.max(1, f.size / 1024), 0) + " KB)";
        return li;
      }));
      input.addEventListener("change", list);
      for (const kind of ["dragenter", "dragover"]) {
        zone.addEventListener(kind, (e) => { e.preventDefault(); zone.classList.add("over"); });
      }
      for (const kind of ["dragleave", "drop"]) {
        zone.addEventListener(kind, () => zone.classList.remove("over"));
      }
      zone.addEventListener("drop", (e) => {
        e.preventDefault();
        if (!e.dataTransfer.files.length) return;
        input.files = e.dataTransfer.files;
        list();
      });
      form.addEventListener("submit", (e) => {
        e.preventDefault();
        if (!input.files.length) { progress.textContent = form.dataset.none; input.focus(); return; }
        const button = form.querySelector("button[type=submit]");
        const size = (n) => written.number(n / 1048576, 1) + " MB";
        const request = new XMLHttpRequest();
        const failed = () => { progress.textContent = form.dataset.failed; button.disabled = false; };
        request.upload.addEventListener("progress", (e) => {
          progress.textContent = e.loaded < e.total ? form.dataset.sending.replace("{done}", size(e.loaded)).replace("{all}", size(e.total)) : form.dataset.reading;
        });
        request.addEventListener("load", () => {
          // The answer is a page: where it led to, or what it says of the fault.
          if (request.status >= 200 && request.status < 300 && request.responseURL !== form.action) { window.location.assign(request.responseURL); return; }
          if (!request.responseText) { failed(); return; }
          const page = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("main");
          if (!page) { failed(); return; }
          document.querySelector("main").replaceWith(page);
          window.scrollTo(0, 0);
          page.focus();
        });
        request.addEventListener("error", failed);
        request.addEventListener("abort", failed);
        request.open("POST", form.action);
        button.disabled = true;
        progress.textContent = form.dataset.reading;
        request.send(new FormData(form));
      });
    }

    // ---- the form that fills the workbook: drafts, pasting, more rows
    const draftKey = (name) => "danbiet-draft:" + name;
    function draft(form) {
      const key = draftKey(form.dataset.draft), note = form.querySelector("[data-draft-note]"), forget = form.querySelector("[data-draft-forget]");
      const text = note.firstChild;
      const fields = () => all("input[name], select[name]", form);
      const first = new Map(fields().map((f) => [f.name, f.value]));
      const clock = (t) => new Date(t).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
      const say = (pattern, at) => { text.textContent = pattern.replace("{at}", clock(at)) + " "; forget.hidden = false; };
      let timer = 0;
      const save = () => {
        const values = {};
        for (const f of fields()) if (f.value !== first.get(f.name)) values[f.name] = f.value;
        const at = Date.now();
        try {
          localStorage.setItem(key, JSON.stringify({ at, values }));
          say(form.dataset.saved, at);
        } catch (err) { console.error(err); } // a full or forbidden store: typing goes on
      };
      form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 400); });
      window.addEventListener("pagehide", () => { if (timer) { clearTimeout(timer); save(); } });
      try {
        const kept = JSON.parse(localStorage.getItem(key) ?? "null");
        if (kept?.values && Object.keys(kept.values).length) {
          for (const f of fields()) if (Object.prototype.hasOwnProperty.call(kept.values, f.name)) f.value = kept.values[f.name];
          say(form.dataset.restored, kept.at);
        }
      } catch (err) { console.error(err); }
      forget.addEventListener("click", () => {
        localStorage.removeItem(key);
        for (const f of fields()) f.value = first.get(f.name) ?? "";
        forget.hidden = true;
        text.textContent = "";
      });
    }
    // A sending that was confirmed needs its draft no more.
    for (const done of all("[data-draft-done]")) localStorage.removeItem(draftKey(done.dataset.draftDone));

    function paste(table) {
      const at = (row, column) => table.tBodies[0].rows[row]?.cells[column]?.querySelector("input, select");
      table.addEventListener("paste", (e) => {
        const from = e.target.closest("td");
        const text = e.clipboardData?.getData("text/plain") ?? "";
        if (!from || !/[\t\n]/.test(text.trimEnd())) return; // one value: the browser's own
        e.preventDefault();
        text.replace(/\r/g, "").replace(/\n$/, "").split("\n").forEach((line, i) => line.split("\t").forEach((value, j) => {
          const row = from.parentElement.sectionRowIndex + i, field = at(row, from.cellIndex + j);
          if (!field) return;
          field.closest("tr").hidden = false;
          if (field.tagName === "SELECT") {
            const same = [...field.options].find((o) => o.text.trim().toLowerCase() === value.trim().toLowerCase());
            if (same) field.value = same.value;
          } else field.value = value.trim();
          field.dispatchEvent(new Event("input", { bubbles: true }));
        }));
      });
      table.addEventListener("keydown", (e) => {
        if (e.key !== "Enter" || e.target.tagName !== "INPUT") return;
        e.preventDefault(); // Enter goes down, as in a sheet; the button sends
        const cell = e.target.closest("td");
        for (let row = cell.parentElement.sectionRowIndex + (e.shiftKey ? -1 : 1); row >= 0 && row < table.tBodies[0].rows.length; row += e.shiftKey ? -1 : 1) {
          const next = at(row, cell.cellIndex);
          if (next && !next.closest("tr").hidden) { next.focus(); next.select?.(); return; }
        }
      });
    }
    function moreRows(button) {
      const table = button.parentElement.previousElementSibling?.querySelector("table");
      const spare = table ? all("tr.spare", table) : [];
      const filled = (row) => all("input, select", row).some((f) => f.value !== "");
      const show = (n) => {
        for (const row of spare) if (row.hidden && n-- > 0) row.hidden = false;
        button.hidden = !spare.some((row) => row.hidden);
      };
      spare.forEach((row, i) => { row.hidden = i >= 3 && !filled(row); });
      button.addEventListener("click", () => show(5));
      show(0);
    }

    all("[data-script]").forEach((el) => { el.hidden = false; }); // what only a script can do
    all("form[data-upload]").forEach(upload);
    all("form[data-draft]").forEach(draft);
    all("table[data-paste]").forEach(paste);
    all("[data-more-rows]").forEach(moreRows);
    all("select[data-picker]").forEach(picker);
    all("table[data-sortable]").forEach(sortable);
    // Deferred scripts have all run by then, whichever of the two stands first.
    const drawAll = () => {
      if (!window.echarts) return;
      all("[data-chart]").forEach((box) => {
        try { draw(box); } catch (err) { console.error(err); }
      });
    };
    if (document.readyState === "complete") drawAll();
    else document.addEventListener("DOMContentLoaded", drawAll, { once: true });
    // What is of no use without script stands hidden in the page.
    all("[data-keys][hidden], [data-print][hidden], [data-copy][hidden], [data-save][hidden]").forEach((el) => { el.hidden = false; });
    document.documentElement.classList.add("has-script");
  })();
}
