#!/usr/bin/python3
"""Compares what was measured with what is there. usage: compare.py TRUTH RESULT forced:PATCH:BAND=TABLE... weight:PATCH:BAND=IMAGE...

For each band: the share of stars above the 10-sigma limit that were found within a second of arc (recall), the offset of the zero point and the scatter of
the magnitudes of bright stars, and the scatter of their places along each axis in pixels of 0.4 arcsec.
"""
import json
import sys
import warnings
import numpy as np
from astropy.io import fits
from astropy.wcs import WCS

warnings.simplefilter("ignore")
RADIUS, PIXEL, APERTURE = 1 / 3600, 0.4 / 3600, 6.0
truth = np.genfromtxt(sys.argv[1], delimiter=",", names=True)
files = {}
for argument in sys.argv[3:]:
    key, name = argument.split("=", 1)
    kind, patch, band = key.split(":")
    files.setdefault(band, {}).setdefault(patch, {})[kind] = name


def offsets(ra, dec, others_ra, others_dec):
    """Distances in degrees to the nearest of others, and which that is."""
    dx = (others_ra[None, :] - ra[:, None]) * np.cos(np.radians(dec))[:, None]
    dy = others_dec[None, :] - dec[:, None]
    nearest = np.argmin(dx ** 2 + dy ** 2, axis=1)
    rows = np.arange(len(ra))
    return dx[rows, nearest], dy[rows, nearest], nearest


result = {}
for band, patches in sorted(files.items()):
    found, kept = 0, 0
    magnitudes, dxs, dys = [], [], []
    for patch, names in sorted(patches.items()):
        with fits.open(names["weight"]) as hdus:
            weight, wcs = hdus[0].data, WCS(hdus[0].header)
        x, y = wcs.all_world2pix(truth["ra"], truth["dec"], 0)
        border = 30
        inside = (truth["star"] == 1) & (x > border) & (y > border) & (x < weight.shape[1] - border) & (y < weight.shape[0] - border)
        columns, rows = np.clip(np.round(x).astype(int), 0, weight.shape[1] - 1), np.clip(np.round(y).astype(int), 0, weight.shape[0] - 1)
        depth = np.median(weight[weight > 0])
        inside &= weight[rows, columns] > 0.5 * depth
        stars = truth[inside]
        # Ten times the noise of the aperture, as a magnitude of the zero point 30.
        limit = 30 - 2.5 * np.log10(10 * np.sqrt(np.pi * APERTURE ** 2 / depth))
        stars = stars[stars[band] < limit]
        table = np.genfromtxt(names["forced"], delimiter=",", names=True, ndmin=1)
        dx, dy, nearest = offsets(stars["ra"], stars["dec"], table["ra"], table["dec"])
        near = np.hypot(dx, dy) < RADIUS
        found, kept = found + near.sum(), kept + len(stars)
        # Bright, not saturated, measured, and without a neighbour that gives more than a fortieth of the light.
        across = (truth["ra"][None, :] - stars["ra"][:, None]) * np.cos(np.radians(stars["dec"]))[:, None]
        up = truth["dec"][None, :] - stars["dec"][:, None]
        disturbing = (np.hypot(across, up) < 18 * PIXEL) & (truth[band][None, :] < stars[band][:, None] + 4)
        bright = near & np.isfinite(table["magnitude"][nearest]) & (disturbing.sum(axis=1) == 1) & (stars[band] < limit - 0.5) & (stars[band] > 17)
        magnitudes += list(table["magnitude"][nearest][bright] - stars[band][bright])
        dxs += list(dx[bright] / PIXEL)
        dys += list(dy[bright] / PIXEL)
    scatter = lambda values: float(1.4826 * np.median(np.abs(np.array(values) - np.median(values))))
    result[band] = {
        "stars_above_10_sigma": int(kept),
        "recall": float(found / kept),
        "bright_stars": len(magnitudes),
        "zero_point_offset": float(np.median(magnitudes)),
        "magnitude_scatter": scatter(magnitudes),
        "position_offset_x": float(np.median(dxs)),
        "position_offset_y": float(np.median(dys)),
        "position_scatter_x": scatter(dxs),
        "position_scatter_y": scatter(dys),
    }
with open(sys.argv[2], "w") as file:
    json.dump(result, file, indent=1)
for band, numbers in result.items():
    print(band, " ".join(f"{name}={value:.4g}" for name, value in numbers.items()))
