"""How a page looks on a screen and on paper (GB/T 9704: A4, margins, faces by name)."""

STYLE = """\
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1c1c1c; --soft: #5a5a5a; --line: #8a8f98; --head: #edf0f4;
  --kept: #e7f4e8; --short: #fff4d9; --broken: #fbe3e1;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #17191c; --ink: #e8e8e8; --soft: #a9adb3; --line: #5b6068; --head: #262a30;
    --kept: #1d3322; --short: #3b3014; --broken: #43201e;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink); line-height: 1.75;
  font-family: "Times New Roman", FangSong_GB2312, FangSong, STFangsong, "Noto Serif CJK SC", "Songti SC", serif;
}
main { max-width: 60rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; counter-reset: part; }
h1, h2, h3 { font-weight: bold; line-height: 1.4; break-after: avoid; text-wrap: balance; }
h1 { font-size: 1.75rem; text-align: center; margin: 0 0 2rem; }
h1, caption strong, th { font-family: "Times New Roman", FZXiaoBiaoSong-B05S, SimSun, "Noto Serif CJK SC", serif; }
h2 { font-size: 1.25rem; margin: 2.2rem 0 .6rem; font-family: Arial, SimHei, "Noto Sans CJK SC", sans-serif;
  counter-increment: part; counter-reset: section; }
h3 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; font-family: "Times New Roman", KaiTi_GB2312, KaiTi, serif;
  counter-increment: section; }
h2::before { content: counter(part) ". "; }
h3::before { content: "(" counter(section, lower-alpha) ") "; }
:lang(zh) h2::before { content: counter(part, simp-chinese-informal) "、"; }
:lang(zh) h3::before { content: "（" counter(section, simp-chinese-informal) "）"; }
p { margin: .5rem 0; overflow-wrap: anywhere; }
:lang(zh) main > p { text-indent: 2em; }
p.dated { text-align: right; margin-top: 2.5rem; }
section.table { margin: 1.2rem 0 1.6rem; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; line-height: 1.5; }
caption { text-align: left; padding: 0 0 .4rem; }
caption strong { font-size: 1.02rem; }
caption span, p.note { color: var(--soft); }
p.note { font-size: .88rem; margin: .4rem 0 0; }
th, td { border: 1px solid var(--line); padding: .3rem .5rem; vertical-align: middle; overflow-wrap: break-word; }
th { background: var(--head); text-align: center; }
.tight { white-space: nowrap; overflow-wrap: normal; }
th { text-wrap: balance; }
td.figures { text-align: right; font-variant-numeric: tabular-nums; }
tr.kept td { background: var(--kept); }
tr.short td { background: var(--short); }
tr.broken td { background: var(--broken); }
tr.kept td:first-child { box-shadow: inset 3px 0 #3a8a4a; }
tr.short td:first-child { box-shadow: inset 3px 0 #c98a00; }
tr.broken td:first-child { box-shadow: inset 3px 0 #c23b32; }
figure { margin: 1.2rem 0; overflow-x: auto; text-align: center; }
figure svg { max-width: 100%; height: auto; border-radius: 4px; }
@page { size: A4; margin: 37mm 26mm 35mm 28mm; @bottom-center { content: "— " counter(page) " —"; } }
@page wide { size: A4 landscape; margin: 28mm 35mm 26mm 37mm; }
@media print {
  :root { --paper: #ffffff; --ink: #000000; --soft: #333333; --line: #555555; --head: #edf0f4;
    --kept: #e7f4e8; --short: #fff4d9; --broken: #fbe3e1; }
  body { font-size: 12pt; print-color-adjust: exact; }
  main { max-width: none; padding: 0; }
  section.table, figure { overflow: visible; }
  .wide { page: wide; }
  table { font-size: 10.5pt; line-height: 1.35; }
  th, td { padding: .15rem .3rem; }
  .wide table { font-size: 9pt; }
  thead { display: table-header-group; break-inside: avoid; break-after: avoid; }
  tbody tr:first-child { break-before: avoid; }
  tr, figure { break-inside: avoid; }
  caption { break-after: avoid; }
}
"""
