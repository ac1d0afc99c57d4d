// A cursor over each progress chart: reads the values under the pointer and marks the nearest picture.
"use strict";
for (const figure of document.querySelectorAll("figure.curve")) {
  const series = JSON.parse(figure.dataset.series);
  const svg = figure.querySelector("svg");
  const cursor = svg.querySelector(".cursor");
  const pictures = [...svg.querySelectorAll("[data-frame]")];
  const left = Number(cursor.dataset.left), width = Number(cursor.dataset.width);
  const duration = series.seconds[series.seconds.length - 1];

  svg.addEventListener("pointermove", event => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const seconds = Math.min(1, Math.max(0, (at.x - left) / width)) * duration;
    let frame = series.seconds.findIndex(s => s >= seconds);
    if (frame < 0) frame = series.seconds.length - 1;
    const x = left + width * series.seconds[frame] / duration;
    const [line, text] = cursor.children;
    line.setAttribute("x1", x);
    line.setAttribute("x2", x);
    const right = x > left + width * 0.7;
    text.setAttribute("x", x + (right ? -8 : 8));
    text.setAttribute("text-anchor", right ? "end" : "start");
    text.textContent = `${series.seconds[frame].toFixed(1)} s  frame ${frame}  predicted ${series.predicted[frame].toFixed(2)}` +
      (series.truth ? `  true ${series.truth[frame].toFixed(2)}` : "");
    cursor.style.visibility = "visible";
    const distances = pictures.map(p => Math.abs(Number(p.dataset.frame) - frame));
    const nearest = distances.indexOf(Math.min(...distances));
    pictures.forEach((picture, i) => picture.classList.toggle("near", i === nearest));
  });
  svg.addEventListener("pointerleave", () => {
    cursor.style.visibility = "hidden";
    pictures.forEach(picture => picture.classList.remove("near"));
  });
}
