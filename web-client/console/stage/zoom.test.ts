import { expect, test } from 'vitest';
import { FITTED, fitScale, lay, panBy, zoomBy, zoomTo } from './zoom';

const stage = { width: 800, height: 600 };
const phone = { width: 720, height: 1280 };
const middle = { x: 400, y: 300 };

test('a fitted picture is whole, centred and in its ratio', () => {
  const picture = lay(stage, phone, 0, FITTED);
  expect(picture.height).toBeLessThanOrEqual(stage.height);
  expect(picture.width / picture.height).toBeCloseTo(720 / 1280);
  expect(picture.x + picture.width / 2).toBeCloseTo(400);
  expect(picture.y + picture.height / 2).toBeCloseTo(300);
});

test('a turned picture takes the place of its turned frame', () => {
  const picture = lay(stage, phone, 90, FITTED);
  expect(picture.width / picture.height).toBeCloseTo(1280 / 720);
});

test('the point under the mouse stays there while one zooms', () => {
  const at = { x: 380, y: 200 };
  const before = lay(stage, phone, 0, FITTED);
  const zoom = zoomBy(FITTED, 3, at, stage, phone, 0);
  const after = lay(stage, phone, 0, zoom);
  expect((at.y - after.y) / after.height).toBeCloseTo((at.y - before.y) / before.height, 2);
});

test('zooming out ends at the fit and follows the stage again', () => {
  const near = zoomBy(FITTED, 2, middle, stage, phone, 0);
  expect(near.scale).not.toBeNull();
  expect(zoomBy(near, 0.1, middle, stage, phone, 0)).toEqual(FITTED);
});

test('one to one is one to one, larger or smaller than the fit', () => {
  expect(lay(stage, phone, 0, zoomTo(FITTED, 1, middle, stage, phone, 0)).width).toBeCloseTo(720);
  const small = { width: 320, height: 240 };
  expect(fitScale(stage, small, 0)).toBeGreaterThan(1);
  expect(lay(stage, small, 0, zoomTo(FITTED, 1, middle, stage, small, 0)).width).toBeCloseTo(320);
});

test('a picture can’t be pushed off the stage', () => {
  const near = zoomTo(FITTED, 2, middle, stage, phone, 0);
  const far = panBy(near, { x: 9_999, y: -9_999 }, stage, phone, 0);
  const picture = lay(stage, phone, 0, far);
  expect(picture.x).toBeLessThanOrEqual(20);
  expect(picture.y + picture.height).toBeGreaterThanOrEqual(stage.height - 20);
  expect(panBy(FITTED, { x: 50, y: 50 }, stage, phone, 0)).toEqual(FITTED);
});
