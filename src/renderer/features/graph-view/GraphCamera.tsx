import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useStore } from 'zustand';
import { useStudio, useView } from '../../studio/index.ts';
import { cameraOn, isSameCamera, openingCamera, type Size } from './fit-camera.ts';
import { glide } from './glide.ts';
import { boundsOf, holds, type Box, type GraphLayout } from './graph-layout.ts';
import { useGraphStore } from './graph-state.ts';
import { viewBox } from './view-box.ts';

/** Pixels that the selected cell keeps from the edge. */
const margin = 24;
const moveMs = 160;

/**
 * Moves the view: to everything or to the selected cells on request, and to the selected cell or line when it lies outside.
 * Until somebody moves it or selects a cell, the opening view follows the size of the canvas. Draws nothing.
 */
export function GraphCamera({ layout }: { layout: GraphLayout }) {
  const flow = useReactFlow();
  const store = useStoreApi();
  const { view } = useStudio();
  const selected = useView((state) => state.selected);
  const fitRequests = useView((state) => state.fitRequests);
  const reference = useView((state) => state.reference);
  const graph = useGraphStore();
  const atGap = useStore(graph, (state) => state.atGap);
  const placed = selected === null ? layout.gaps.find(({ key }) => key === atGap) : layout.byKey.get(selected);
  const answered = useRef(fitRequests);

  const fit = useEffectEvent(() => {
    const { fitTo, selection } = view.getState();
    const chosen = fitTo === 'all' ? [] : [...selection].flatMap((key) => layout.byKey.get(key) ?? []);
    const box = chosen.length === 0 ? layout.bounds : boundsOf(chosen);
    void flow.setViewport(cameraOn(box, store.getState()), glide(moveMs));
  });
  const follow = useEffectEvent((target: Box | undefined) => {
    const state = store.getState();
    if (target === undefined || state.width === 0) return;
    const seen = viewBox(state);
    const zoom = state.transform[2];
    const border = margin / zoom;
    const width = Math.max(seen.width - 2 * border, target.width);
    const inner = { x: seen.x + border, y: seen.y + border, width, height: seen.height - 2 * border };
    if (holds(inner, target)) return;
    void flow.setCenter(target.x + target.width / 2, target.y + target.height / 2, { zoom, ...glide(moveMs) });
  });

  useEffect(() => {
    if (answered.current !== fitRequests) fit();
    answered.current = fitRequests;
  }, [fitRequests]);
  const followPlaced = useEffectEvent(() => follow(placed));
  useEffect(() => {
    followPlaced();
  }, [selected, atGap, placed?.x, placed?.y]);
  const followWire = useEffectEvent(() => {
    // One that was clicked is in sight.
    if (reference === null || graph.getState().wireOrigin === null) return;
    const ends = [reference.source, reference.target].flatMap((key) => layout.byKey.get(key) ?? []);
    follow(ends.length === 0 ? undefined : boundsOf(ends));
  });
  useEffect(() => {
    followWire();
  }, [reference]);

  const keepWhole = useEffectEvent((before: Size) => {
    const { width, height, transform } = store.getState();
    if (before.width === 0 || width === 0 || placed !== undefined) return;
    const [x, y, zoom] = transform;
    if (isSameCamera(openingCamera(layout, before), { x, y, zoom }))
      void flow.setViewport(openingCamera(layout, { width, height }));
  });
  useEffect(
    () =>
      store.subscribe(({ width, height }, before) => {
        if (width !== before.width || height !== before.height) keepWhole(before);
      }),
    [store],
  );

  const { lanesBy } = layout;
  const turned = useRef(lanesBy);
  const start = useEffectEvent(() => {
    // Everything stands elsewhere; a selected cell is followed to its new place.
    if (placed === undefined) void flow.setViewport(openingCamera(layout, store.getState()), glide(moveMs));
  });
  useEffect(() => {
    if (turned.current !== lanesBy) start();
    turned.current = lanesBy;
  }, [lanesBy]);

  return null;
}
